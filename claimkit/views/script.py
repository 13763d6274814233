"""The script of the HTML view: it lights up what hangs together, and walks the quotes by keys.

Without it everything can still be read. It keeps to the views that it finds, so that several results in one
notebook do not disturb one another, and leaves nothing behind in the page's global names.
"""

SCRIPT = """
(() => {
"use strict";
const STEPS = { j: 1, n: 1, k: -1, p: -1 };
const keysOf = new Map();
let latest = null;

function start(view) {
  view.dataset.live = "";
  const who = view.querySelector(".who");
  let threads = null, lit = [], pinned = "", at = -1;

  function linked(one) {
    if (!threads) {
      threads = new Map();
      for (const node of view.querySelectorAll("[data-links]"))
        for (const name of node.dataset.links.split(" "))
          if (threads.has(name)) threads.get(name).push(node); else threads.set(name, [node]);
    }
    return threads.get(one) || [];
  }
  const named = (id) => view.querySelector('[id="' + id + '"]');
  function goal(link) {
    const id = link.getAttribute("href").slice(1), note = named(id + "-note");
    // A claim's sign leads to the note in the margin when there is a margin, else to the list.
    return note && note.getClientRects().length ? note : named(id);
  }
  const first = (node) => (node && node.dataset.links ? node.dataset.links.split(" ")[0] : "");
  function pointed(target) {
    const link = target.closest('a[href^="#"]');
    return (link && first(goal(link))) || first(target.closest("[data-links]"));
  }
  function show(one) {
    for (const node of lit) node.classList.remove("lit");
    lit = one ? linked(one) : [];
    for (const node of lit) node.classList.add("lit");
  }
  function pin(one) {
    pinned = one;
    latest = view;
    if (one[0] === "q") at = Number(one.slice(1)) - 1;
    show(one);
  }
  function seen(node) {
    const own = node.getBoundingClientRect();
    return own.bottom > 0 && own.top < innerHeight;
  }
  // Brings the words of what was chosen beside the text into view; from the lists below nothing moves.
  function reveal(from) {
    const beside = from.closest(".notes") || (from.closest(".who") && getComputedStyle(who).position === "sticky");
    const words = lit.filter((node) => node.matches(".text :is(mark, span)"));
    if (beside && words.length && !words.some(seen)) words[0].scrollIntoView({ block: "center" });
  }
  function keys(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "Escape") {
      pin("");
      if (view.contains(document.activeElement)) document.activeElement.blur();
      return;
    }
    const step = STEPS[event.key];
    if (!step) return;
    const last = Number(view.dataset.quotes) - 1;
    if (last < 0) return;
    at = at < 0 ? (step > 0 ? 0 : last) : Math.min(last, Math.max(0, at + step));
    const words = named(view.id + "-q" + (at + 1) + "-text");
    words.focus({ preventScroll: true });
    words.scrollIntoView({ block: "center" });
    pin("q" + (at + 1));
    event.preventDefault();
    event.stopPropagation();
  }

  view.addEventListener("pointerover", (event) => show(pointed(event.target) || pinned));
  view.addEventListener("pointerleave", () => show(pinned));
  view.addEventListener("focusin", (event) => {
    const one = pointed(event.target) || first(event.target);
    if (!one) return;
    pin(one);
    // A page that moves under a pressed button loses the click.
    if (event.target.matches(":focus-visible")) reveal(event.target);
  });
  view.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]'), to = link && goal(link);
    const one = pointed(event.target);
    pin(one);
    if (to) {
      event.preventDefault();
      to.focus({ preventScroll: true });
      if (!to.matches(".note") || !seen(to)) to.scrollIntoView({ block: "center" });
      pin(one);
    }
    reveal(event.target);
  });
  keysOf.set(view, keys);
  if (!document.body.classList.contains("claimkit")) view.addEventListener("keydown", keys);
}

for (const view of document.querySelectorAll("section.view:not([data-live])")) start(view);

if (document.body.classList.contains("claimkit")) document.addEventListener("keydown", (event) => {
  const open = (view) => !view.closest("details") || view.closest("details").open;
  const shown = [...keysOf.keys()].filter(open);
  const near = event.target.closest("section.view");
  const view = [near, latest].find((one) => shown.includes(one)) || shown[0];
  if (view) keysOf.get(view)(event);
});
})();
"""
