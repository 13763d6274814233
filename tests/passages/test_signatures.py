"""What looks like a name, a date, a signature."""

from __future__ import annotations

import pytest

from claimkit.passages.shown.signatures import header_line, is_about, is_name, name_line, signature_line


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ana Ruiz", True),
        ("Ana de la Ruiz", True),
        ("Bo Lund Jr.", True),
        ("The Courier & Mail of Olmo", True),
        ("王芳", True),
        ("آنا رويس", True),
        ("ana ruiz", False),
        ("of Olmo", False),
        ("Ana is here", False),
        ("Who Is Ana?", False),
        ("Ana Is Here.", False),
        ("40 Likes", False),
        ("A B C D E F G H", False),
        ("—", False),
        ("", False),
    ],
)
def test_names(words: str, expected: bool) -> None:
    assert is_name(words) is expected


@pytest.mark.parametrize(
    ("rest", "dated"),
    [
        (" March 3, 2021", True),
        (" · 3h", True),
        (" on X", True),
        (" via Bluesky", True),
        ("", False),
        (" ·", False),
        (" has won 3 races in 2021!", None),
        (" has won 3 races.", None),
        (" who is the mayor", None),
        (" 1 a b c d e f g h", None),
    ],
)
def test_dates_behind_a_handle(rest: str, dated: bool | None) -> None:
    line = f"— Ana Ruiz (@anaruiz){rest}"
    found = signature_line(line, 0, len(line))
    assert (found.dated if found else None) is dated


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Ana Ruiz (@anaruiz)", "Ana Ruiz"),
        ("Ana Ruiz @anaruiz · Mar 3", "Ana Ruiz"),
        ("✨ Ana Ruiz (D-Olmo) (@anaruiz)", "Ana Ruiz"),
        ("@anaruiz, March 3, 2021", "@anaruiz"),
        ("@anaruiz", "@anaruiz"),
        ("@anaruiz we have 3", None),
        ("— Ana Ruiz (@anaruiz)", None),
        ("Follow Ana Ruiz (@anaruiz)", None),
        ("Thank you, Ana (@anaruiz)", None),
        ("ana@olmo.example", None),
        ("Ana Ruiz (@anaruiz) is here", None),
        ("Ana Ruiz", None),
        ("Ana " * 60 + "(@anaruiz)", None),
    ],
)
def test_headers(line: str, speaker: str | None) -> None:
    found = header_line(line, 0, len(line))
    assert (found.speaker.of(line) if found else None) == speaker


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("— Ana Ruiz", "Ana Ruiz"),
        ("— Ana Ruiz, mayor of Olmo", "Ana Ruiz"),
        ("— Ana Ruiz (mayor)", "Ana Ruiz"),
        ("--Ana Ruiz – mayor", "Ana Ruiz"),
        ("- Ana Ruiz", None),
        ("— By Ana Ruiz", None),
        ("— AP", None),
        ("— Apolonia Vega", "Apolonia Vega"),
        ("— Ana Ruiz, correspondent", None),
        ("— Ana Ruiz, who is the mayor.", None),
        ("— to Rome", None),
        ("Ana Ruiz", None),
    ],
)
def test_signatures_with_a_name_alone(line: str, speaker: str | None) -> None:
    found = name_line(line, 0, len(line))
    assert (found.speaker.of(line) if found else None) == speaker


def test_the_box_about_a_writer():
    assert is_about("Ana Ruiz", "Ruiz covers Olmo.", last=False)
    assert is_about("@aruiz", "A reporter in Olmo.", last=True)
    assert not is_about("@aruiz", "A reporter in Olmo.", last=False)
    assert not is_about("Ana Ruiz", "We will mend it.", last=True)
