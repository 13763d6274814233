from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.console import Console

from claimkit.schemas import Extraction, Usage
from claimkit.views.table import show


def printed(extraction: Extraction, width: int = 100, **console: object) -> str:
    out = io.StringIO()
    show(extraction, Console(file=out, width=width, **console))  # type: ignore[arg-type]
    return out.getvalue()


def test_header_names_article_counts_and_model(sample: Extraction) -> None:
    head = printed(sample).splitlines()[:3]
    assert head[0] == "Norvale to rebuild harbour wall before winter"
    assert head[1] == "6 quotes (3 direct, 2 indirect, 1 mixed) · 4 actors · 3 claims"
    assert head[2].startswith("norvale-1 · ")
    assert head[2].endswith("model test/model-1")


def test_quotes_stand_under_their_speakers_in_the_order_of_first_quotes(sample: Extraction) -> None:
    text = printed(sample).split("Claims ─")[0]
    landmarks = (
        "Mara Ellwood — harbour minister, Norvale  a1",
        "  q1   direct    “We will not wait for another winter, … The sea does not negotiate.”",
        "said · where or when: on Tuesday · +1 repeat",
        "  q2   indirect  the wall would cost 40 million crowns and be finished by November",
        "near match: compare with the article · told · to: reporters",
        "A harbour engineer — anonymous: “because she was not cleared to speak”  a2",
        "  q3   mixed     the plan “a promise made in wet concrete”",
        "Tobin Ashgrove — Fishers' Guild  a3",
        "Speaker not settled",
        "  q5   direct    “Save the boats!”",
        "shouted · inside q4",
        "Actors without a quote: Fishers' Guild",
    )
    places = [text.index(landmark) for landmark in landmarks]
    assert places == sorted(places)


def test_quotes_without_a_speaker_come_last_wherever_they_stand(sample: Extraction) -> None:
    text = printed(sample.model_copy(update={"quotes": sample.quotes[::-1], "claims": sample.claims[::-1]}))
    quotes, claims = text.split("Claims ─")
    assert quotes.index("Tobin Ashgrove") < quotes.index("Mara Ellwood") < quotes.index("Speaker not settled")
    assert claims.index("A harbour engineer") < claims.index("Mara") < claims.index("The article itself")


def test_only_a_near_match_is_flagged(sample: Extraction) -> None:
    assert printed(sample).count("near match") == 1


def test_claims_stand_under_their_claimants_and_the_article_comes_last(sample: Extraction) -> None:
    text = printed(sample).split("Claims ─")[1]
    landmarks = (
        "Mara Ellwood",
        "  c1   The harbour wall of Norvale will cost 40 million crowns.",
        "number · ✓ worth checking · from q2 · public money",
        "opinion, hedged · from q3",
        "The article itself",
        "  c3   The Fishers' Guild has 212 members.",
    )
    places = [text.index(landmark) for landmark in landmarks]
    assert places == sorted(places)
    assert "asserted" not in text


def test_report_lists_everything_and_ends_with_usage(sample: Extraction) -> None:
    report = printed(sample).split("Report ─")[1]
    assert "INCOMPLETE" in report
    assert "• Iron Wall — a nickname" in report
    assert "• The sea never bargains — quote: not in the article; nearest: “The sea does not" in report
    assert "• The last answer was cut short." in report
    last = report.splitlines()[-1]
    assert last.startswith("2 calls · 1 cached answer · 1 more on retry · 3,210 tokens in, 512 out")
    assert last.endswith("· $0.0031 · 4.2 s")


@pytest.mark.parametrize(
    ("cost", "shown"), [(None, None), (0.00001, "under $0.0001"), (0.25, "$0.2500"), (12.5, "$12.50")]
)
def test_cost_is_shown_when_known(sample: Extraction, cost: float | None, shown: str | None) -> None:
    last = printed(sample.model_copy(update={"usage": Usage(cost_usd=cost)})).splitlines()[-1]
    assert ("$" in last) is (shown is not None)
    assert shown is None or shown in last


def test_empty_extraction_says_so(empty: Extraction) -> None:
    text = printed(empty)
    assert text.startswith("The harbour lay still.\n0 quotes · 0 actors · 0 claims\n")
    assert "No quotes were found." in text
    assert "No claims were found." in text
    assert "INCOMPLETE" not in text


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_console(sample: Extraction, hostile: Extraction, width: int) -> None:
    lines = (printed(sample, width) + printed(hostile, width)).splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_narrow_console_still_shows_every_word_with_a_hanging_indent(sample: Extraction) -> None:
    text = printed(sample, 60)
    quote = re.search(r"q1   direct    “We will.*?negotiate.”", text, re.DOTALL)
    assert quote is not None
    second = quote[0].splitlines()[1]
    assert second.startswith(" " * 17)
    assert second[17] != " "
    assert " ".join(quote[0].split()).endswith("winter, … The sea does not negotiate.”")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_do_not_end_in_spaces(sample: Extraction, width: int) -> None:
    assert [line for line in printed(sample, width).splitlines() if line != line.rstrip()] == []


def test_further_lines_of_a_long_heading_are_indented(sample: Extraction) -> None:
    lines = printed(sample, 60).splitlines()
    at = lines.index("A harbour engineer — anonymous: “because she was not")
    assert lines[at + 1] == "    cleared to speak”  a2"


def test_no_color_leaves_no_colour(sample: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    def colours() -> list[str]:
        text = printed(sample, force_terminal=True, color_system="truecolor")
        codes = {code for found in re.findall(r"\x1b\[([0-9;]*)m", text) for code in found.split(";")}
        return sorted(codes - {"", "0", "1", "2", "22"})  # bold and dim are no colours

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert colours()
    monkeypatch.setenv("NO_COLOR", "1")
    assert colours() == []


def test_no_colour_and_colour_say_the_same_words(sample: Extraction) -> None:
    plain = printed(sample)
    coloured = printed(sample, force_terminal=True, color_system="truecolor")
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_article_text_is_never_markup(hostile_with: Callable[[str], Extraction]) -> None:
    braces = printed(hostile_with("a {bold red}word{/} :smile: {link=x}y{/link}"))
    assert printed(hostile_with("a [bold red]word[/] :smile: [link=x]y[/link]")) == braces.translate(
        {ord("{"): "[", ord("}"): "]"}
    )


def test_article_text_cannot_drive_the_terminal(hostile_with: Callable[[str], Extraction]) -> None:
    every = "".join(map(chr, (*range(32), *range(0x7F, 0xA0)))) + "\u200e\u200f\u061c\u2028\u2029"
    bidi = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
    text = printed(hostile_with(f"head{every}{bidi}tail"), 200)
    assert [sign for sign in f"{every}{bidi}" if sign in text and sign != "\n"] == []
    assert "␛" in text
    assert "‹U+009B›" in text
    assert "‹U+202E›" in text


def test_wide_and_combining_characters_keep_the_width(hostile_with: Callable[[str], Extraction]) -> None:
    text = printed(hostile_with("海は交渉しない。" * 30 + "e\u0301" * 50), 60)
    assert max(cell_len(line) for line in text.splitlines()) <= 60
    assert text.count("海") > 100
