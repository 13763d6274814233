"""Style and script of the report; both stand in the page and are named by their hash in its policy."""

STYLE = """
:root{--paper:#fff;--ink:#1b1b1b;--quiet:#595f69;--line:#d9dce1;
--agreed:#b8e4d8;--missed:#f3d2b8;--extra:#b8d8e9;--border:#f8f2a0;--speaker:#f1d9e6;--kind:#dbdbdb}
@media (prefers-color-scheme:dark){:root{--paper:#16181c;--ink:#ececec;--quiet:#a6adb8;--line:#363b44;
--agreed:#0e4b3d;--missed:#5f3311;--extra:#0e3a55;--border:#575527;--speaker:#5b3d51;--kind:#3e4042}}
*{box-sizing:border-box}
body{background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;
max-width:76rem;overflow-wrap:anywhere}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin:2rem 0 .3rem;border-top:1px solid var(--line);padding-top:1rem}
.about,small{color:var(--quiet)}
table{border-collapse:collapse;font-size:.9rem}
td,th{padding:.15rem .7rem;text-align:right;border-bottom:1px solid var(--line)}
td:first-child,th:first-child{text-align:left}
.scores{overflow-x:auto}
form{position:sticky;top:0;background:var(--paper);padding:.5rem 0;border-bottom:1px solid var(--line);z-index:1}
form label{margin-right:1rem;white-space:nowrap}
.sides{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:1.5rem}
@media (max-width:50rem){.sides{grid-template-columns:minmax(0,1fr)}}
.text,pre{white-space:pre-wrap}
pre{font:13px/1.4 ui-monospace,monospace;border-left:3px solid var(--line);padding-left:.7rem;margin:.3rem 0}
h3,h4{font-size:.95rem;margin:.8rem 0 .2rem}
mark{color:inherit;border-bottom:2px solid currentColor;background:var(--kind)}
li:focus,mark.lit{outline:3px solid currentColor;outline-offset:1px}
ul{list-style:none;padding:0;margin:0}li{margin:.4rem 0;padding:.3rem .5rem;border-left:6px solid var(--kind)}
li b{display:inline-block;min-width:7.5rem}
.agreed{background:var(--agreed)}.missed,.claim-missed{background:var(--missed)}.extra,.claim-extra{background:var(--extra)}
.border-off{background:var(--border)}.wrong-speaker{background:var(--speaker)}.wrong-kind{background:var(--kind)}
li.agreed,li.missed,li.extra,li.border-off,li.wrong-speaker,li.wrong-kind,li.claim-missed,li.claim-extra{background:none}
li.agreed{border-color:var(--agreed)}li.missed,li.claim-missed{border-color:var(--missed)}
li.extra,li.claim-extra{border-color:var(--extra)}li.border-off{border-color:var(--border)}
li.wrong-speaker{border-color:var(--speaker)}
mark.off{background:none;border:0}
.claim-missed,.claim-extra{border-bottom-style:dotted}
[hidden]{display:none}
@media print{form{display:none}}
"""

SCRIPT = """
"use strict";
const boxes = [...document.querySelectorAll("form input")];
const items = [...document.querySelectorAll("li[data-verdict]")];
const marks = [...document.querySelectorAll("mark[data-verdict]")];
function filter() {
  const on = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  for (const item of items) item.hidden = !on.has(item.dataset.verdict);
  for (const mark of marks) mark.classList.toggle("off", !mark.dataset.verdict.split("|").some((one) => on.has(one)));
}
function light(item) {
  for (const mark of marks) mark.classList.toggle("lit", mark.dataset.items.split(" ").includes(item.id));
  const first = marks.find((mark) => mark.classList.contains("lit"));
  if (first) first.scrollIntoView({ block: "center" });
}
for (const box of boxes) box.addEventListener("change", filter);
for (const item of items) item.addEventListener("focus", () => light(item));
for (const mark of marks) mark.addEventListener("click", () => {
  const item = document.getElementById(mark.dataset.items.split(" ").at(-1));
  if (item && !item.hidden) item.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { j: 1, n: 1, k: -1, p: -1 }[event.key];
  if (!step) return;
  const shown = items.filter((item) => !item.hidden);
  const at = shown.indexOf(document.activeElement);
  const next = shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : at + step];
  if (next) next.focus();
  event.preventDefault();
});
filter();
"""
