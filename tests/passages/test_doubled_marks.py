"""Quotation marks of wire archives: two single marks, or backticks, for one double mark."""

from __future__ import annotations

import pytest

from claimkit.article import read
from claimkit.passages import mark
from claimkit.schemas import Article


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("''It's over,'' he said. ''We're done.''", [["It's over,", "We're done."]]),
        ("``It's over,'' he said.", [["It's over,"]]),
        ("He called it ''a mess'' and left.", [["a mess"]]),
        ("''We will pay,'' she said, ''but not now.''", [["We will pay,", "but not now."]]),
        ("''First part\n''and the end,'' he said.", [["First part", "and the end,"]]),
        ("She said ''no'' to rock 'n' roll in the '90s.", [["no"]]),
        ("''He said 'never' to me,'' she said.", [["He said 'never' to me,"], ["never"]]),
        ("The boys' toys and the girls' toys.", []),
    ],
)
def test_doubled_marks(text: str, spans: list[list[str]]) -> None:
    passages = mark(read(Article(id="a", text=text, language="en")))
    assert [[span.of(text) for span in passage.spans] for passage in passages] == spans


def test_both_characters_belong_to_the_mark() -> None:
    text = "''It is over,'' he said."
    (passage,) = mark(read(Article(id="a", text=text, language="en")))
    assert [span.of(text) for span in passage.marked] == ["''It is over,''"]
