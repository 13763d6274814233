"""Quotations that the rest of their sentence turns."""

from __future__ import annotations

import pytest

import claimkit


def warnings(text: str, language: str = "en") -> list[str]:
    article = claimkit.Article(id="a", text=text, language=language)
    with claimkit.Extractor("rules", cache=False) as extractor:
        return [words for words in extractor.extract(article).report.warnings if "cut short" in words]


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("“We will close the plant,” said Ana Ruiz, but not this year.", "but not this year."),
        ("“We will close the plant,” Ana Ruiz said, unless the state pays.", "unless the state pays."),
        ("“We will pay everyone,” Ana Ruiz said, except the divers.", "except the divers"),
        ("„Wir schließen das Werk“, sagte Ana Ruiz, aber nicht in diesem Jahr.", "aber nicht"),
        ("« Nous fermons l’usine », a dit Ana Ruiz, mais pas cette année.", "mais pas"),
    ],
)
def test_a_turn_is_told(text: str, turn: str) -> None:
    language = "de" if "sagte" in text else "fr" if "a dit" in text else "en"
    assert len(warnings(text, language)) == 1
    assert turn in warnings(text, language)[0]


@pytest.mark.parametrize(
    "text",
    [
        "“We will close the plant,” said Ana Ruiz. But nobody believed her.",
        "“We will close the plant.” Not everybody agreed, said Ana Ruiz.",
        "“We will close the plant,” said Ana Ruiz, who leads the board.",
        "“We will close the plant, but not this year,” said Ana Ruiz.",
        "“We will close the plant,” said Ana Ruiz, “but not this year.”",
    ],
)
def test_no_turn_no_warning(text: str) -> None:
    assert warnings(text) == []
