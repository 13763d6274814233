"""The style sheet of the HTML view; every rule is scoped under the class "claimkit".

Colours come from the palette of Okabe and Ito, which people with any common colour blindness can
tell apart. Fills are lighter or darker tints of it, so that text on them stays readable.
"""

from __future__ import annotations

from typing import NamedTuple

PAPER = ("#ffffff", "#16181c")
INK = ("#1b1b1b", "#ececec")
QUIET = ("#595f69", "#a6adb8")
LINE = ("#d9dce1", "#363b44")
WARN = ("#8f3a00", "#ffb37a")


class Colour(NamedTuple):
    """Fill and line of one speaker, for light and for dark pages."""

    fill: str
    line: str
    dark_fill: str
    dark_line: str


# The first is for quotes without a speaker, the others are given to the speakers in turn.
PALETTE = (
    Colour("#dbdbdb", "#7b7b7b", "#3e4042", "#8a8a8a"),
    Colour("#b8d8e9", "#0072b2", "#0e3a55", "#2989be"),
    Colour("#f8e4b8", "#af7900", "#654b11", "#e69f00"),
    Colour("#b8e4d8", "#008b65", "#0e4b3d", "#05a076"),
    Colour("#f1d9e6", "#af6890", "#5b3d51", "#cc79a7"),
    Colour("#f8f2a0", "#908928", "#575527", "#f0e442"),
    Colour("#f3d2b8", "#c85800", "#5f3311", "#d8680f"),
    Colour("#d0eaf9", "#4189b1", "#2e536a", "#56b4e9"),
)


def colour_class(number: int | None) -> str:
    """Return the class that paints the speaker with this number; None stands for no speaker."""
    return "c0" if number is None else f"c{(number - 1) % (len(PALETTE) - 1) + 1}"


def _theme(dark: int) -> str:
    names = {"paper": PAPER, "ink": INK, "quiet": QUIET, "line": LINE, "warn": WARN}
    root = ";".join(f"--{name}:{pair[dark]}" for name, pair in names.items())
    rules = [f".claimkit{{color-scheme:{('light', 'dark')[dark]};{root}}}"]
    for number, colour in enumerate(PALETTE):
        fill, line = (colour.dark_fill, colour.dark_line) if dark else (colour.fill, colour.line)
        rules.append(f".claimkit .c{number}{{--fill:{fill};--edge:{line}}}")
    return "\n".join(rules)


_RULES = """
.claimkit{background:var(--paper);color:var(--ink);
  font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;container-type:inline-size;
  text-align:left;overflow-wrap:anywhere}
.claimkit *{box-sizing:border-box}
.claimkit :is(h1,h2,h3,h4,p,ul){margin:0;padding:0;border:0;background:none;color:inherit}
.claimkit :is(.title,.part,.by){font-weight:700;letter-spacing:normal;text-transform:none;line-height:1.4}
.claimkit .title{font-size:1.45em;line-height:1.25}
.claimkit .part{font-size:1.05em;margin:1.8em 0 .5em;padding-bottom:.2em;border-bottom:1px solid var(--line)}
.claimkit .by{font-size:1em;margin:1.1em 0 .3em}
.claimkit small{font-weight:400;font-size:.9em;color:var(--quiet)}
.claimkit ul{list-style:none}
.claimkit li{margin:.35em 0 .7em}
.claimkit a{color:inherit;text-decoration-color:var(--quiet)}
.claimkit .about{font-size:.85em;color:var(--quiet)}
.claimkit .flag{color:var(--warn);font-weight:600}
.claimkit .key{display:inline-block;min-width:1.9em;padding:0 .3em;margin-right:.3em;border-radius:.2em;
  background:var(--fill,none);border:1px solid var(--edge,var(--line));font-size:.8em;
  line-height:1.4;text-align:center;
  text-decoration:none;color:var(--ink)}
.claimkit .text{font:1.06em/1.75 Georgia,"Times New Roman",serif;white-space:pre-wrap;max-width:640px;
  margin-top:1em}
.claimkit mark{background:none;color:inherit;padding:.08em 0}
.claimkit mark.direct,.claimkit mark.mixed{background:var(--fill)}
.claimkit mark.indirect,.claimkit mark.mixed{text-decoration:underline 2px var(--edge);
  text-underline-offset:.22em;text-decoration-skip-ink:none}
.claimkit mark.inner{box-shadow:inset 0 2px 0 var(--edge)}
.claimkit .repeat{border-bottom:2px dotted var(--edge)}
.claimkit .uncovered{border-bottom:1px dashed var(--ink)}
.claimkit .speaker{font-weight:700}
.claimkit .cue{font-style:italic}
.claimkit sup{font:600 .65em/1 system-ui,sans-serif;user-select:none;margin:0 .1em;vertical-align:super}
.claimkit sup a{color:var(--ink);text-decoration:none;background:var(--fill);border:1px solid var(--edge);
  border-radius:.2em;padding:0 .2em}
.claimkit sup.cited a{background:none;border:0;padding:0;font-weight:400;color:var(--quiet)}
.claimkit mark.lit,.claimkit .text span.lit{background:var(--fill,var(--line));
  box-shadow:0 -2px 0 var(--ink),0 2px 0 var(--ink)}
.claimkit :is(li,.by).lit{outline:2px solid var(--ink);outline-offset:2px;border-radius:.1em}
.claimkit [data-live] [data-links]{cursor:pointer}
.claimkit :is(li,a):focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.claimkit .text :is(mark,span):focus{outline:0}
.claimkit .keys{display:none}
.claimkit [data-live] .keys{display:block}
.claimkit li:target,.claimkit mark:target{outline:2px solid var(--edge,var(--quiet));outline-offset:2px}
.claimkit .said{padding-left:.7em;border-left:3px solid var(--edge)}
.claimkit :is(.claim,.note){padding-left:.7em;border-left:3px dotted var(--edge,var(--quiet))}
.claimkit blockquote{margin:.15em 0 0;padding:0 0 0 .7em;border-left:2px solid var(--line);font-size:.9em;
  color:var(--quiet)}
.claimkit .notes{display:none}
.claimkit .legend{columns:17em;column-gap:2em;font-size:.94em}
.claimkit .legend li{margin:0;padding:.1em 0;break-inside:avoid}
.claimkit .legend .signs{padding-top:.5em}
.claimkit .lists>div{max-width:46em}
@container (max-width:560px){
.claimkit .legend>:not(.signs){display:inline-block;margin-right:.8em}
.claimkit .legend>:not(.signs) :is(small,.about){display:none}}
@container (min-width:900px){
.claimkit .lists{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 2.5em}
.claimkit .text.noted{display:flow-root;max-width:1160px;padding-right:50%}
.claimkit .notes{display:block;float:right;clear:right;width:calc(100% - 2.6em);margin:.35em -100% 0 0;
  font:.84em/1.4 system-ui,-apple-system,"Segoe UI",sans-serif;white-space:normal;user-select:none}
.claimkit .para.with{clear:right}
.claimkit .note{margin:0 0 .5em;padding-left:.6em}
.claimkit .note .about{font-size:.92em}
.claimkit .note .key{line-height:1.15}
.claimkit .note .flag{white-space:nowrap}}
@container (min-width:1180px){
.claimkit .sides{display:grid;grid-template-columns:14.5em minmax(0,1fr);gap:0 2.5em}
.claimkit .legend{columns:auto}
.claimkit .legend li{padding:.2em 0}}
@media (hover:none){.claimkit [data-live] .keys{display:none}}
@media print{
.claimkit *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.claimkit :is(.sides,.lists){display:block}
.claimkit .notes{display:none}
.claimkit .text.noted{max-width:none;padding-right:0}
.claimkit [data-live] .keys{display:none}
.claimkit :is(li,.by).lit{outline:0}
.claimkit :is(li,.part,.by){break-inside:avoid}
.claimkit :is(.part,.by){break-after:avoid}}
"""

STYLE = f"{_theme(0)}\n@media screen and (prefers-color-scheme:dark){{\n{_theme(1)}\n}}{_RULES}"

PAGE_STYLE = f"""{STYLE}
html{{background:{PAPER[0]};-webkit-text-size-adjust:100%}}
body{{margin:0}}
@media screen and (prefers-color-scheme:dark){{html{{background:{PAPER[1]}}}}}
main,nav{{max-width:1400px;margin:0 auto;padding:1em}}
@media screen and (min-width:1180px){{.claimkit .who{{position:sticky;top:0;align-self:start;max-height:100vh;
  overflow-y:auto;padding:0 .4em 2em;scrollbar-width:thin}}}}
main section+section{{margin-top:3em;padding-top:2em;border-top:3px double var(--line)}}
@media print{{main,nav{{padding:0;max-width:none}}main section+section{{break-before:page;border:0}}}}
"""
