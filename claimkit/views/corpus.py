"""The page of a corpus: a list of its articles, each with its view behind a fold, and a search over all.

Without its script the page is a list of folds; the search needs it. Nothing is asked from anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from claimkit.errors import CallerError
from claimkit.schemas import Extraction
from claimkit.views import common
from claimkit.views.corpus_script import CORPUS_SCRIPT
from claimkit.views.html import View, document
from claimkit.views.markup import safe
from claimkit.views.script import SCRIPT
from claimkit.views.style import PAGE_STYLE

MOST = 1000

CORPUS_STYLE = (
    PAGE_STYLE
    + """
.claimkit h1.title{font-size:1.6em}
.claimkit .search{display:flex;flex-wrap:wrap;gap:.6em 1.2em;align-items:end;margin:1em 0;padding:.8em 0;
  border-block:1px solid var(--line)}
.claimkit .search[hidden],.claimkit .entry[hidden],.claimkit .hits[hidden]{display:none}
.claimkit .search label{flex:1 1 14em;font-size:.85em;color:var(--quiet)}
.claimkit .search input{display:block;width:100%;font:inherit;font-size:1.15em;padding:.3em .5em;color:var(--ink);
  background:var(--paper);border:1px solid var(--quiet);border-radius:.2em}
.claimkit .search output{flex:1 1 100%;font-size:.9em}
.claimkit .entry{border-bottom:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 4.5em}
.claimkit .entry>details>summary{padding:.6em 0;cursor:pointer}
.claimkit .entry>details>summary:focus-visible{outline:3px solid var(--ink);outline-offset:-3px}
.claimkit .entry summary b{font-size:1.05em}
.claimkit .entry summary .about{display:block;margin-left:1.1em}
.claimkit .entry .view{padding:.3em 0 2em}
.claimkit .hits{margin:0 0 .8em 1.1em}
.claimkit .hits li{margin:.2em 0}
.claimkit .hits a{text-decoration:none}
.claimkit .hits a:hover{text-decoration:underline}
@media print{.claimkit .search{display:none}.claimkit .entry{content-visibility:visible}}
"""
)


def corpus_page(extractions: Sequence[Extraction], title: str = "") -> str:
    """Return one self-contained page for a corpus of results.

    Args:
        extractions: The results, in the order of the list.
        title: The page's heading; the number of articles when it is empty.

    Raises:
        CallerError: There are more than `MOST`, which no browser would open with pleasure.
    """
    if len(extractions) > MOST:
        raise CallerError(
            f"a page of more than {MOST:,} articles would be too large",
            hint=f"Take fewer, such as the first {MOST:,}: --limit {MOST}.",
        )
    number = common.plural(len(extractions), "article")
    heading = title or number
    totals = " · ".join([number] * bool(title) + _totals(extractions))
    entries = "\n".join(_entry(item, f"e{number}") for number, item in enumerate(extractions, 1))
    body = f"""<main>
<header><h1 class="title" dir="auto">{safe(heading)}</h1><p>{totals}</p></header>
{_search(extractions)}
<div class="entries">
{entries}
</div>
</main>"""
    return document(heading, body, CORPUS_STYLE, [SCRIPT, CORPUS_SCRIPT])


def _totals(extractions: Sequence[Extraction]) -> list[str]:
    quotes = sum(len(item.quotes) for item in extractions)
    claims = sum(len(item.claims) for item in extractions)
    worth = sum(claim.check_worthy for item in extractions for claim in item.claims)
    parts = [
        common.plural(quotes, "quote"),
        f"{common.plural(claims, 'claim')} ({worth:,} {common.CHECK})",
    ]
    if incomplete := sum(item.report.incomplete for item in extractions):
        parts.append(f"{incomplete:,} incomplete")
    return parts


def _search(extractions: Sequence[Extraction]) -> str:
    names = {common.one_line(actor.name) for item in extractions for actor in item.actors}
    options = "".join(f'<option value="{safe(name)}"></option>' for name in sorted(names, key=str.casefold))
    return (
        '<form class="search" role="search" hidden>'
        '<label>Words in titles, quotes and claims<input type="search" name="words" autocomplete="off"></label>'
        '<label>Speaker<input type="search" name="speaker" list="speakers" autocomplete="off"></label>'
        f'<datalist id="speakers">{options}</datalist><output></output></form>'
    )


def _entry(extraction: Extraction, name: str) -> str:
    flag = ' · <span class="flag">INCOMPLETE</span>' if extraction.report.incomplete else ""
    about = " · ".join(filter(None, (_day(extraction), common.counts(extraction))))
    view = View(extraction, name, 1, titled=False)
    return (
        f'<div class="entry"><details><summary><b><bdi>{safe(common.headline(extraction.article))}</bdi></b>'
        f'<span class="about">{about}{flag}</span></summary>{view.section()}</details>'
        '<ul class="hits" hidden></ul></div>'
    )


def _day(extraction: Extraction) -> str:
    """Return the date of an article when it is written as one; sources write anything into this field."""
    published = (extraction.article.published or "")[:10]
    try:
        return date.fromisoformat(published).isoformat()
    except ValueError:
        return ""
