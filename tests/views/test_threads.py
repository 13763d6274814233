"""What lights up what: the names that the page's script goes by."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimkit.schemas import Extraction
from claimkit.views.html import fragment, page
from claimkit.views.script import SCRIPT
from claimkit.views.segments import layers_of, segments
from claimkit.views.threads import NOBODY, Threads


def links_at(extraction: Extraction, words: str) -> tuple[str, ...]:
    """Return the links of the segment in which `words` begin."""
    text = extraction.article.text
    start = text.index(words)
    cuts = segments(len(text), layers_of(extraction))
    return next(cut.links() for cut in cuts if cut.start <= start < cut.end)


def test_a_thing_comes_first_and_then_what_hangs_on_it(sample: Extraction) -> None:
    threads = Threads(sample)
    assert threads.of_actor("a1") == ("a1", "q1", "q2", "c1")
    assert threads.of_actor("a4") == ("a4",)
    assert threads.of_actor(None) == (NOBODY, "q5", "q6")
    assert threads.of_quote(sample.quotes[1]) == ("q2", "a1", "c1")
    assert threads.of_claim(sample.claims[0]) == ("c1", "a1", "q2")
    assert threads.of_claim(sample.claims[2]) == ("c3",)


def test_words_of_the_article_point_at_the_innermost_quote(sample: Extraction) -> None:
    assert links_at(sample, "Save the boats")[0] == "q5"
    assert set(links_at(sample, "Save the boats")) == {"q4", "a3", "q5", NOBODY}
    assert links_at(sample, "Mara Ellwood") == ("a1", "q1")
    assert links_at(sample, "the wall would cost")[:2] == ("q2", "a1")
    assert links_at(sample, "The guild has") == ("c3",)
    assert links_at(sample, "Iron Wall") == ()
    assert links_at(sample, "on Tuesday") == ()


def test_names_are_never_words_of_an_article_or_a_model(hostile_with: Callable[[str], Extraction]) -> None:
    for text in ('"><script>', "a1 q1 c1", "'"):
        found = re.findall(r' data-links="([^"]*)"', page([hostile_with(text)]))
        assert len(found) > 8
        assert all(re.fullmatch(r"[aqc]\d+( [aqc]\d+)*", links) for links in found)


def test_the_script_is_the_same_for_every_result_and_leaves_no_global(sample: Extraction, hostile: Extraction) -> None:
    for text in (page([sample, hostile]), fragment(sample), fragment(hostile)):
        assert re.findall(r"<script>(.*?)</script>", text, re.DOTALL) == [SCRIPT]
    assert SCRIPT.strip().startswith("(() => {")
    assert SCRIPT.strip().endswith("})();")
    assert not re.search(r"innerHTML|outerHTML|document\.write|eval|window\.", SCRIPT)
