"""CSV and TSV as they come from spreadsheets, databases and scripts."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest

from claimkit.article.loading import text_id
from claimkit.batch.corpus import BadItem, Columns, Item, opening, read_corpus
from claimkit.errors import InputError


def table(*rows: list[str], delimiter: str = ",", ending: str = "\r\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return out.getvalue().encode()


def read(tmp_path: Path, data: bytes, name: str = "corpus.csv", **options: object) -> list[Item | BadItem]:
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return list(read_corpus(path, **options))  # type: ignore[arg-type]


def texts(found: list[Item | BadItem]) -> list[str]:
    return [one.article.text if isinstance(one, Item) else f"bad {one.message}" for one in found]


def ids(found: list[Item | BadItem]) -> list[str]:
    return [one.article.id if isinstance(one, Item) else f"bad {one.id}" for one in found]


ROWS = [["id", "title", "text"], ["1", "Å", "One, two."], ["2", "", "“Three,” she\nsaid."]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("corpus.csv", table(*ROWS)),
        ("corpus.csv", table(*ROWS, ending="\n")),
        ("corpus.csv", b"\xef\xbb\xbf" + table(*ROWS)),
        ("corpus.csv", b"\r\n" + table(*ROWS) + b"\r\n\n"),
        ("corpus.csv", table(*ROWS).removesuffix(b"\r\n")),
        ("corpus.csv", table(*ROWS, delimiter=";")),
        ("corpus.csv", table(*ROWS, delimiter="\t")),
        ("corpus.csv", table(["id ", " title", " text"], *ROWS[1:])),
        ("corpus.csv.gz", table(*ROWS)),
        ("corpus.TSV", table(*ROWS, delimiter="\t")),
        ("corpus.tsv.gz", table(*ROWS, delimiter="\t")),
    ],
    ids=["CRLF", "LF", "mark", "blanks", "no end", "semicolons", "tabs", "spaced", "packed", "TSV", "packed TSV"],
)
def test_the_shapes_of_tables(tmp_path: Path, name: str, data: bytes) -> None:
    found = read(tmp_path, data, name)
    assert texts(found) == ["One, two.", "“Three,” she\nsaid."]
    assert ids(found) == ["1", "2"]
    assert [one.article.title for one in found if isinstance(one, Item)] == ["Å", None]
    assert all(isinstance(one, Item) and one.notices == () for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "two\nlines",
        "two\r\nlines\r\n",
        "one\u2028two\u2029three\x85four\x0bfive",
        'marks "inside" and "',
        "commas, semicolons; tabs\t",
        "\ufeffwith a mark of its own",
        "x" * 200_000,
        "  blanks around  ",
    ],
    ids=["LF", "CRLF", "U+2028", "quotes", "delimiters", "BOM", "beyond the csv module's limit", "blanks"],
)
def test_texts_come_out_as_they_went_in(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = csv.field_size_limit(131_072)
    try:
        found = read(tmp_path, table(["id", "text"], ["1", text], ["2", "Next."]))
    finally:
        csv.field_size_limit(before)
    assert texts(found) == [text, "Next."]


def test_places_are_lines_where_rows_begin(tmp_path: Path) -> None:
    found = read(tmp_path, b'\nid,text\n1,"a\nb\nc"\n\n2,d\n')
    assert [one.place.split(", ")[-1] for one in found] == ["line 3", "line 7"]
    assert found[0].place == f"{tmp_path / 'corpus.csv'}, line 3"


def test_without_an_id_the_text_gives_it(tmp_path: Path) -> None:
    assert ids(read(tmp_path, b"text\nWords.\n")) == [text_id("Words.")]
    assert ids(read(tmp_path, b"id,text\n ,Words.\n")) == [text_id("Words.")]


@pytest.mark.parametrize(
    ("row", "bad_id", "message", "hint"),
    [
        (b"x,T,a,b\n", "x", "the header has 3 fields and the row 4", "a comma in it"),
        (b"x\n", "x", "the header has 3 fields and the row 1; the text is missing", "quotation marks"),
        (b"x,,t\n", "x", "the text is empty", "at least one sentence"),
        (b",,\n", None, "the text is empty", ""),
        (b"x,caf\xe9,t\n", "x", "line 3 is not UTF-8 at byte 5", "UTF-8"),
        (b'x,"ok\nthen caf\xe9\nok",t\n', "x", "line 4 is not UTF-8 at byte 8", "UTF-8"),
        (b"\xe9,T,t\n", None, "line 3 is not UTF-8 at byte 0", "UTF-8"),
        (b"x,T\x00T,t\n", "x", "line 3 holds a NUL byte", "plain text"),
        (b'x,"Fire" says mayor,t\n', None, "',' expected after '\"'", "double the marks"),
        (b'x,"two\nlines" more,t\n', None, "lines 3 to 4", "double the marks"),
        (b"x,old\rMac,t\n", None, "new-line character", ""),
    ],
)
def test_a_bad_row_spoils_only_itself(tmp_path: Path, row: bytes, bad_id: str | None, message: str, hint: str) -> None:
    found = read(tmp_path, b"id,text,title\nbefore,B.,t\n" + row + b"after,A.,t\n")
    place = f"{tmp_path / 'corpus.csv'}, line 3"
    assert ids(found) == ["before", f"bad {bad_id or place}", "after"]
    bad = found[1]
    assert isinstance(bad, BadItem)
    assert bad.place == place
    assert message in bad.message
    assert hint in bad.hint


def test_a_row_cut_short_after_its_text_is_read_with_a_notice(tmp_path: Path) -> None:
    (item,) = read(tmp_path, b"id,text,title\n1,T.\n")
    assert isinstance(item, Item)
    assert item.article.text == "T."
    assert item.notices == ("the header has 3 fields and the row 2",)


def test_a_mark_left_open_at_the_end(tmp_path: Path) -> None:
    found = read(tmp_path, b'id,text\n1,A.\n2,"B\nC.\n')
    assert ids(found)[0] == "1"
    assert len(found) == 2
    assert "unexpected end of data" in texts(found)[1]


@pytest.mark.parametrize(
    "text",
    ["x" * 5_000, "x\n" * 2_500, 'a "quoted", word\n' * 200, "x" * 2_196 + "\nwords, after", "x" * 2_500_000],
)
def test_a_row_that_is_too_long_is_passed_over_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(opening, "SPARE_BYTES", 1_000)
    rows = [["id", "text"], ["1", "A."], ["x", text], ["2", "B."]]
    path = tmp_path / "corpus.csv"
    path.write_bytes(table(*rows))
    found = list(read_corpus(path, max_chars=100))
    assert ids(found) == ["1", f"bad {path}, line 3", "2"]
    assert "more than 2,200 bytes" in texts(found)[1]
    assert found[2].place == f"{path}, line {4 + text.count(chr(10))}"


def test_a_mark_left_open_does_not_hold_the_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SPARE_BYTES", 1_000)
    found = read(tmp_path, b'id,text\n1,A.\n2,"open\n' + b"3,C.\n" * 1_000, max_chars=100)
    assert len(found) == 2
    assert "more than 2,200 bytes (lines 3 to 1003)" in texts(found)[1]


@pytest.mark.parametrize(
    ("data", "columns", "message", "hint"),
    [
        (b"id,body,date\n1,T,x\n", Columns(), "no column 'text'", "'id', 'body', 'date'. Name the one with the text: --text-column NAME."),
        (b"id;body\n1;T\n", Columns(), "no column 'text'", "'id', 'body'"),
        (b"Text\nT\n", Columns(), "no column 'text'", "'Text'"),
        (b"id,text\n1,T\n", Columns(title="headline"), "no column 'headline'", "--title-column NAME"),
        (b"id,text\n1,T\n", Columns(id="key"), "no column 'key'", "--id-column NAME"),
        (b"text,id,text\na,1,b\n", Columns(), "2 columns 'text'", "Rename one"),
        (b"id,t\xe9xt\n1,T\n", Columns(), "header", "UTF-8"),
        (b"id,text\r1,T\r2,U\r", Columns(), "header", "\\n or \\r\\n"),
        ("id,text\n1,T\n".encode("utf-16"), Columns(), "UTF-16", "iconv"),
        (gzip.compress(b"id,text\n1,T\n"), Columns(), "packed with gzip", ".gz"),
        (",".join(f"c{n}" for n in range(50)).encode(), Columns(), "no column", "'c19' and 30 more."),
        (b"x" * 100 + b"\n", Columns(), "no column", "x" * 40 + "…'"),
    ],
)  # fmt: skip
def test_a_table_without_what_is_needed(tmp_path: Path, data: bytes, columns: Columns, message: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, data, columns=columns)
    assert message in caught.value.message
    assert "corpus.csv" in caught.value.message
    assert hint in caught.value.hint


def test_a_single_column_may_hold_what_parts_others(tmp_path: Path) -> None:
    assert texts(read(tmp_path, b"text\nOne, two; three.\n", "corpus.tsv")) == ["One, two; three."]


def test_a_table_from_a_pipe() -> None:
    found = list(read_corpus(None, kind="csv", stdin=io.BytesIO(table(*ROWS))))
    assert ids(found) == ["1", "2"]
    assert found[0].place == "standard input, line 2"
