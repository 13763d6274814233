from __future__ import annotations

import csv as reader
import io
import json
from collections.abc import Callable

import pytest

from claimkit.errors import CallerError
from claimkit.schemas import Extraction
from claimkit.views import FORMATS, render, rows


def read_back(text: str) -> list[dict[str, str]]:
    return list(reader.DictReader(io.StringIO(text, newline=""), strict=True))


def test_quote_row_holds_all_of_a_quote(sample: Extraction) -> None:
    first = next(rows.quote_rows(sample))
    text = sample.article.text
    start, again = text.index("We will not"), text.index("The sea")
    end = again + len("The sea does not negotiate.")
    assert first == {
        "article_id": "norvale-1",
        "quote_id": "q1",
        "kind": "direct",
        "text": "We will not wait for another winter, … The sea does not negotiate.",
        "speaker_id": "a1",
        "speaker": "Mara Ellwood",
        "speaker_role": "harbour minister",
        "speaker_affiliation": "Norvale",
        "speaker_kind": "person",
        "cue": "said",
        "start": start,
        "end": end,
        "spans": f"{start}-{start + 36};{again}-{end}",
        "pieces": 2,
        "grounding": "pieces",
        "repeats": 1,
        "inside": None,
        "addressee": None,
        "setting": "on Tuesday",
        "article_title": "Norvale to rebuild harbour wall before winter",
        "url": "https://news.example/norvale?a=1&b=2",
        "published": "2031-10-02",
    }


def test_quote_without_a_speaker_has_empty_cells(sample: Extraction) -> None:
    last = list(rows.quote_rows(sample))[-1]
    assert last["quote_id"] == "q6"
    assert {last[name] for name in ("speaker_id", "speaker", "speaker_role", "speaker_affiliation", "cue")} == {None}


def test_claim_actor_and_mention_rows(sample: Extraction) -> None:
    claims, actors = list(rows.claim_rows(sample)), list(rows.actor_rows(sample))
    assert claims[0]["claimant"] == "Mara Ellwood"
    assert claims[0]["quotes"] == "q2"
    assert claims[0]["check_worthy"] is True
    assert claims[1]["evidence"] == "the plan … a promise made in wet concrete"
    assert (claims[2]["claimant_id"], claims[2]["same_as"]) == (None, "c1")
    assert (actors[0]["mention_count"], actors[0]["quote_count"], actors[0]["claim_count"]) == (2, 2, 1)
    assert actors[1]["anonymity"] == "because she was not cleared to speak"
    assert [row["text"] for row in rows.mention_rows(sample)] == ["Mara Ellwood", "Ellwood"]


@pytest.mark.parametrize(
    ("builder", "columns"),
    [
        (rows.quote_rows, rows.QUOTES),
        (rows.claim_rows, rows.CLAIMS),
        (rows.actor_rows, rows.ACTORS),
        (rows.mention_rows, rows.MENTIONS),
    ],
)
def test_rows_have_exactly_the_documented_columns_in_order(
    sample: Extraction, builder: Callable[[Extraction], list[rows.Row]], columns: dict[str, str]
) -> None:
    found = list(builder(sample))
    assert found
    assert {tuple(row) for row in found} == {tuple(columns)}
    assert all(columns.values())


def test_csv_reads_back_as_the_rows(sample: Extraction) -> None:
    expected = [
        {name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows.quote_rows(sample)
    ]
    assert read_back(rows.csv([sample])) == expected


def test_csv_of_nothing_is_the_header(empty: Extraction) -> None:
    header = ",".join(f'"{name}"' for name in rows.QUOTES) + "\n"
    assert rows.csv([]) == header
    assert rows.csv([empty]) == header


def test_csv_of_many_articles_has_one_header(sample: Extraction, empty: Extraction, hostile: Extraction) -> None:
    found = read_back(rows.csv([sample, empty, hostile]))
    assert [row["quote_id"] for row in found][:6] == ["q1", "q2", "q3", "q4", "q5", "q6"]
    assert len(found) == 8


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "\u200e=", "\x85="])
def test_csv_runs_no_formula(hostile_with: Callable[[str], Extraction], sign: str) -> None:
    row = read_back(rows.csv([hostile_with(f'{sign}HYPERLINK("x"),1')]))[0]
    cells = [cell for cell in row.values() if "HYPERLINK" in cell]
    assert len(cells) == 13
    assert {cell[0] for cell in cells} == {"'"}


def test_csv_leaves_harmless_cells_alone() -> None:
    assert rows.guarded("40 = 40") == "40 = 40"
    assert rows.guarded(-3) == -3
    assert rows.guarded(None) is None


def test_csv_keeps_quotes_commas_and_line_breaks_in_a_cell(hostile_with: Callable[[str], Extraction]) -> None:
    text = 'He said: "No, never";\nthen\rleft'
    assert read_back(rows.csv([hostile_with(text)]))[0]["text"] == 'He said: "No, never";\nthen\nleft'


def test_csv_cannot_drive_a_terminal_but_rows_keep_the_text(hostile: Extraction) -> None:
    assert not set("\x1b\x07\x9b\u202e") & set(render([hostile], "csv"))
    assert next(rows.quote_rows(hostile))["text"] == hostile.article.text


def test_one_extraction_is_one_json_object(sample: Extraction) -> None:
    text = render([sample], "json")
    assert Extraction.model_validate_json(text) == sample
    assert text.endswith("}\n")


def test_several_extractions_are_a_json_array(sample: Extraction, hostile: Extraction, empty: Extraction) -> None:
    given = [sample, hostile, empty]
    objects = json.loads(render(given, "json"))
    assert [Extraction.model_validate_json(json.dumps(item)) for item in objects] == given
    assert json.loads(render([], "json")) == []


def test_json_lines_hold_one_extraction_each(hostile_with: Callable[[str], Extraction], sample: Extraction) -> None:
    given = [sample, hostile_with("one\ntwo\r\nthree")]
    lines = render(given, "jsonl").split("\n")
    assert lines.pop() == ""
    assert [Extraction.model_validate_json(line) for line in lines] == given
    assert render([], "jsonl") == ""


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "table"])
def test_every_format_renders_and_ends_with_one_line_break(sample: Extraction, name: str) -> None:
    text = render([sample], name)
    assert "The sea does not negotiate." in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize(("name", "hint"), [("table", "show(extraction, console)"), ("pdf", "table, json, jsonl")])
def test_a_format_that_cannot_be_rendered_is_the_callers_error(sample: Extraction, name: str, hint: str) -> None:
    with pytest.raises(CallerError) as caught:
        render([sample], name)
    assert hint in caught.value.hint
