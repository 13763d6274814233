"""The script of a corpus page: the search over titles, quotes and claims, and by speaker.

It reads what the page shows, and writes only text, so that no word of an article can become markup.
"""

CORPUS_SCRIPT = """
(() => {
"use strict";
const SHOWN = 5, PAUSE = 120;
const form = document.querySelector("form.search"), said = form.querySelector("output");
const entries = [...document.querySelectorAll(".entry")];
const plain = (text) =>
  text.normalize("NFKD").replace(/\\p{M}/gu, "").replace(/[\\u2018\\u2019]/g, "'").toLowerCase();
const count = (many, word) => many.toLocaleString("en") + " " + word + (many === 1 ? "" : "s");
let index = null, waiting = 0;

function words(text) { return plain(text).split(/\\s+/).filter(Boolean); }

function group(list) {
  const who = list.previousElementSibling, about = who && who.querySelector("small");
  const name = who && (who.querySelector("bdi") || who).textContent;
  return { name: name || "", all: plain((name || "") + " " + (about ? about.textContent : "")) };
}

function read(entry) {
  const items = [];
  for (const node of entry.querySelectorAll("li.said, li.claim")) {
    const text = node.querySelector("p").textContent, who = group(node.parentElement);
    items.push({ node, text, who: who.name, plain: plain(text), speaker: who.all, kind: node.classList[0] });
  }
  const title = plain(entry.querySelector("summary b").textContent);
  return { entry, title, items, hits: entry.querySelector(".hits"), fold: entry.querySelector("details") };
}

function hit(one, item) {
  const line = document.createElement("li"), link = document.createElement("a"), about = document.createElement("span");
  link.href = "#" + item.node.id;
  link.textContent = item.text.length > 200 ? item.text.slice(0, 200) + "\\u2026" : item.text;
  link.dir = "auto";
  about.className = "about";
  about.textContent = (item.kind === "claim" ? "claim, " : "quote, ") + item.who + ": ";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    one.fold.open = true;
    const place = item.kind === "said" ? document.getElementById(item.node.id + "-text") : item.node;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
  });
  line.append(about, link);
  return line;
}

function search() {
  index = index || entries.map(read);
  const wanted = words(form.elements.words.value), speaker = words(form.elements.speaker.value);
  const asked = wanted.length + speaker.length > 0;
  let articles = 0, found = 0;
  for (const one of index) {
    const all = (list, text) => list.every((word) => text.includes(word));
    const items = asked ? one.items.filter((item) => all(wanted, item.plain) && all(speaker, item.speaker)) : [];
    const titled = wanted.length > 0 && !speaker.length && all(wanted, one.title);
    const shown = !asked || titled || items.length > 0;
    one.entry.hidden = !shown;
    articles += shown;
    found += items.length;
    one.hits.hidden = !items.length;
    const lines = items.slice(0, SHOWN).map((item) => hit(one, item));
    if (items.length > SHOWN) {
      const more = document.createElement("li");
      more.className = "about";
      more.textContent = "and " + (items.length - SHOWN).toLocaleString("en") + " more in this article";
      lines.push(more);
    }
    one.hits.replaceChildren(...lines);
  }
  said.textContent = asked ? count(articles, "article") + ", " + count(found, "hit") : "";
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, PAUSE);
});
form.hidden = false;
if (form.elements.words.value || form.elements.speaker.value) search();
})();
"""
