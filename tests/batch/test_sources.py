"""A corpus is read as a stream: what it holds comes out, and one bad row spoils nothing but itself."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimkit.article.loading import text_id
from claimkit.batch.corpus import BadItem, Columns, Item, opening, read_corpus
from claimkit.errors import CallerError, InputError

TEXT = "“The bolts are gone,” said Ilse Varn."


def line(**fields: Any) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def written(tmp_path: Path, data: bytes, name: str = "corpus.jsonl") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def only_item(found: list[Item | BadItem]) -> Item:
    assert len(found) == 1, found
    assert isinstance(found[0], Item), found[0]
    return found[0]


def only_bad(found: list[Item | BadItem]) -> BadItem:
    assert len(found) == 1, found
    assert isinstance(found[0], BadItem), found[0]
    return found[0]


def ids(found: list[Item | BadItem]) -> list[str]:
    return [one.article.id if isinstance(one, Item) else f"bad {one.id}" for one in found]


def test_each_field_arrives(tmp_path: Path) -> None:
    row = {
        "id": "7",
        "text": TEXT,
        "title": "Shut",
        "url": "https://e.org/7",
        "published": "2024-10-02",
        "language": "en",
    }
    path = written(tmp_path, line(**row, other=[1, {"deep": None}]))
    item = only_item(list(read_corpus(path)))
    assert item.article.model_dump() == row
    assert item.place == f"{path}, line 1"
    assert item.notices == ()


def test_columns_are_mapped_and_may_be_shared(tmp_path: Path) -> None:
    path = written(tmp_path, line(body=TEXT, link="https://e.org/7", id="not this", lang="de", when="May"))
    columns = Columns(id="link", text="body", url="link", language="lang", published="when")
    article = only_item(list(read_corpus(path, columns=columns))).article
    assert (article.id, article.url, article.language, article.published) == (
        "https://e.org/7",
        "https://e.org/7",
        "de",
        "May",
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (7, "7"),
        (10**30, str(10**30)),
        (1.5, "1.5"),
        (" 7 ", " 7 "),
        ("", None),
        (" \t\u3000", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_ids_become_text_and_a_blank_one_is_missing(tmp_path: Path, given: object, expected: str | None) -> None:
    article = only_item(list(read_corpus(written(tmp_path, line(id=given, text=TEXT))))).article
    assert article.id == (expected or text_id(TEXT))


@pytest.mark.parametrize(
    ("data", "bad_id", "message", "hint"),
    [
        (b'{"id": "x", "text": \n', None, "not JSON: Expecting value", "one whole JSON object a line"),
        (b"plain words\n", None, "not JSON", "one whole JSON object a line"),
        (b'"a string"\n', None, "not a JSON object", "one whole JSON object a line"),
        (b"[" * 100_000 + b"\n", None, "nested too deeply", ""),
        (b'{"id": ' + b"9" * 5_000 + b', "text": "T"}\n', None, "number in it is too long", ""),
        (b'{"id": "x", "text": "a\x00b"}\n', None, "not JSON: Invalid control character", ""),
        (
            line(id="x", body="T", when=1),
            "x",
            "there is no 'text'",
            "'id', 'body', 'when'. Name the one with the text: --text",
        ),
        (b"{}\n", None, "there is no 'text'", "no fields"),
        (line(id="x", text=None), "x", "'text' is null", ""),
        (line(id="x", text=5), "x", "'text' is a number", ""),
        (line(id="x", text=True), "x", "'text' is true or false", ""),
        (line(id="x", text=["T"]), "x", "'text' is a list", ""),
        (line(id=5, text=""), "5", "the text is empty", "at least one sentence"),
        (line(id="x", text=" \n\u3000"), "x", "the text is empty", ""),
        (line(id="x", text="\x01\x02\x00\x00"), "x", "binary", ""),
        (b'{"id": "x", "text": "half \\ud83d"}\n', "x", "surrogate", ""),
        (b'{"id": "\\ud83d", "text": "T"}\n', None, "'id' is no valid unicode", ""),
        (line(id=["x"], text="T"), None, "'id' is a list", ""),
        (line(id=False, text="T"), None, "'id' is true or false", ""),
        (b'{"id": "x", "text": "caf\xe9"}\n', "x", "not UTF-8 at byte 24", "UTF-8"),
        (b'{"id": "\xe9", "text": "cafe"}\n', None, "not UTF-8 at byte 8", "UTF-8"),
        (b"\xe9\xe8\n", None, "not UTF-8 at byte 0", "UTF-8"),
    ],
)
def test_a_bad_line_spoils_only_itself(
    tmp_path: Path, data: bytes, bad_id: str | None, message: str, hint: str
) -> None:
    path = written(tmp_path, line(id="before", text=TEXT) + data + line(id="after", text=TEXT))
    found = list(read_corpus(path))
    place = f"{path}, line 2"
    assert ids(found) == ["before", f"bad {bad_id or place}", "after"]
    bad = found[1]
    assert isinstance(bad, BadItem)
    assert bad.place == place
    assert message in bad.message
    assert hint in bad.hint


def test_fields_beside_the_text_spoil_nothing(tmp_path: Path) -> None:
    data = b'{"id": "1", "text": "T.", "title": ["a"], "url": {}, "language": "\\udc00", "published": true}\n'
    item = only_item(list(read_corpus(written(tmp_path, data))))
    assert item.article.model_dump() == {
        "id": "1", "text": "T.", "title": None, "url": None, "published": None, "language": None,
    }  # fmt: skip
    assert item.notices == (
        "its 'title' is a list and was left out",
        "its 'url' is an object and was left out",
        "its 'published' is true or false and was left out",
        "its 'language' is no valid unicode and was left out",
    )


@pytest.mark.parametrize(
    "text",
    [
        "one\u2028two\u2029three\x85four\x0bfive\x0csix",
        "one\r\ntwo\rthree\n",
        "\ufeffwith a mark of its own",
        "e\u0301 \U0001f600 שלום",
        "  blanks around  ",
    ],
)
def test_texts_come_out_as_they_went_in(tmp_path: Path, text: str) -> None:
    data = line(id="1", text=text) + line(id="2", text=TEXT)
    found = list(read_corpus(written(tmp_path, data)))
    assert ids(found) == ["1", "2"]
    assert isinstance(found[0], Item)
    assert found[0].article.text == text


@pytest.mark.parametrize(
    "data",
    [
        line(id="1", text=TEXT) + line(id="2", text=TEXT),
        (line(id="1", text=TEXT) + line(id="2", text=TEXT)).removesuffix(b"\n"),
        b"\xef\xbb\xbf" + line(id="1", text=TEXT) + b"\xef\xbb\xbf" + line(id="2", text=TEXT),
        (line(id="1", text=TEXT) + line(id="2", text=TEXT)).replace(b"\n", b"\r\n"),
        b"\n \t\r\n" + line(id="1", text=TEXT) + b"\n\n" + line(id="2", text=TEXT) + b" \n",
        b"\xef\xbb\xbf\n" + line(id="1", text=TEXT) + line(id="2", text=TEXT),
    ],
    ids=["plain", "no last line end", "byte order marks", "CRLF", "blank lines", "mark on a blank line"],
)
@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.ndjson", "CORPUS.JSONL", "corpus.jsonl.gz", "-"])
def test_the_shapes_of_lines(tmp_path: Path, data: bytes, name: str) -> None:
    if name == "-":
        found = list(read_corpus(Path("-"), stdin=io.BytesIO(data)))
    else:
        found = list(read_corpus(written(tmp_path, gzip.compress(data) if name.endswith(".gz") else data, name)))
    assert ids(found) == ["1", "2"]
    assert [one.article.text for one in found if isinstance(one, Item)] == [TEXT, TEXT]


def test_places_count_blank_lines(tmp_path: Path) -> None:
    path = written(tmp_path, b"\n\n" + line(id="1", text=TEXT) + b"\n" + b"{\n")
    assert [one.place for one in read_corpus(path)] == [f"{path}, line 3", f"{path}, line 5"]


@pytest.mark.parametrize(("size", "fits"), [(10, True), (11, False)])
def test_the_longest_text_is_bounded(tmp_path: Path, size: int, fits: bool) -> None:
    path = written(tmp_path, line(id="x", text="é" * size))
    found = list(read_corpus(path, max_chars=10))
    if fits:
        only_item(found)
    else:
        bad = only_bad(found)
        assert bad.id == "x"
        assert bad.message == "the text has 11 characters; the limit is 10"
        assert "--max-chars" in bad.hint


def test_a_line_without_an_end_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SPARE_BYTES", 1_000)
    data = line(id="1", text=TEXT) + line(id="x", rest="x" * 3_000_000, text=TEXT) + line(id="2", text=TEXT)
    found = list(read_corpus(written(tmp_path, data), max_chars=100))
    assert [one.place.split(", ")[1] for one in found] == ["line 1", "line 2", "line 3"]
    assert isinstance(found[1], BadItem)
    assert "more than 2,200 bytes" in found[1].message
    assert ids(found)[::2] == ["1", "2"]


def test_a_line_that_just_fits_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SPARE_BYTES", 1_000)
    bare = len(line(id="1", rest="", text=TEXT))
    data = line(id="1", rest="x" * (2_200 - bare), text=TEXT) + line(id="2", text=TEXT)
    assert data.index(b"\n") == 2_199
    assert ids(list(read_corpus(written(tmp_path, data), max_chars=100))) == ["1", "2"]


def test_html_in_a_row_is_recognised_and_the_row_goes_before_the_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    sentence = "The bolts are gone, said Ilse Varn, the bridge warden of Skerry, on Monday morning."
    page = f"<!DOCTYPE html><html><head><title>Page title</title></head><body><article><p>{sentence}</p></article></body></html>"
    data = line(id="1", text=page) + line(text=page, title="Row title", language="en")
    first, second = (only_item([one]) for one in read_corpus(written(tmp_path, data)))
    assert first.article.text == sentence
    assert first.article.title == "Page title"
    assert second.article.text == sentence
    assert second.article.id == text_id(sentence)
    assert second.article.title == "Row title"
    assert second.article.language == "en"


def test_html_without_its_library_is_a_bad_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    data = line(id="1", text="<html><body><p>Words.</p></body></html>") + line(id="2", text=TEXT)
    found = list(read_corpus(written(tmp_path, data)))
    assert ids(found) == ["bad 1", "2"]
    assert isinstance(found[0], BadItem)
    assert "claimkit[html]" in found[0].hint


class Dripping(io.RawIOBase):
    """A pipe whose writer writes the next part only when it is asked for."""

    def __init__(self, *parts: bytes) -> None:
        self.parts = [*parts]
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.given == len(self.parts):
            return 0
        part = self.parts[self.given]
        self.given += 1
        buffer[: len(part)] = part
        return len(part)


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (None, [line(id="1", text=TEXT), line(id="2", text=TEXT), line(id="3", text=TEXT)]),
        ("csv", [b"id,text\n1,One.\n", b'2,"Two\n', b'more."\n3,Three.\n']),
    ],
)
def test_an_article_comes_before_the_rest_is_read(kind: Any, parts: list[bytes]) -> None:
    pipe = Dripping(*parts)
    found = read_corpus(None, kind=kind, stdin=io.BufferedReader(pipe))
    assert pipe.given == 0
    assert ids([next(found)]) == ["1"]
    assert pipe.given == 1
    assert ids(list(found)) == ["2", "3"]


def test_a_named_pipe_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reading = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # so that opening it to write does not wait
    writing = os.open(path, os.O_WRONLY)
    os.write(writing, line(id="1", text=TEXT))
    found = read_corpus(path, kind="jsonl")
    assert ids([next(found)]) == ["1"]
    os.write(writing, line(id="2", text=TEXT))
    os.close(writing)
    assert ids(list(found)) == ["2"]
    os.close(reading)


def test_files_are_closed_when_the_reader_stops_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    real = Path.open

    def watched(self: Path, *args: Any, **options: Any) -> Any:
        file = real(self, *args, **options)
        opened.append(file)
        return file

    path = written(tmp_path, line(id="1", text=TEXT) * 3)
    monkeypatch.setattr(Path, "open", watched)
    found = read_corpus(path)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert [file.closed for file in opened] == [True]


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"id,text\n1,T\n", "standard input is not JSON Lines: it starts with 'id,text'", "--kind csv"),
        (b" \n\n Just a story.\n", "it starts with 'Just a story.'", "--kind text"),
        (b"\x00\xff\n", "it starts with", "JSON object a line"),
        (b'[{"text": "T"}]\n', "one JSON list", "jq -c"),
        (gzip.compress(b"{}"), "packed with gzip", "gzip -dc"),
        ('{"text": "T"}\n'.encode("utf-16"), "UTF-16", "iconv"),
    ],
)
def test_a_pipe_that_brings_something_else(data: bytes, message: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        list(read_corpus(None, stdin=io.BytesIO(data)))
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_only_the_first_line_of_a_pipe_has_to_start_an_object() -> None:
    found = list(read_corpus(None, stdin=io.BytesIO(line(id="1", text=TEXT) + b"[]\nwords\n")))
    assert ids(found) == ["1", "bad standard input, line 2", "bad standard input, line 3"]


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b'[\n{"text": "T"}\n]\n', "one JSON list", "jq -c"),
        (gzip.compress(b'{"text": "T"}\n'), "packed with gzip", ".gz"),
        ('{"text": "T"}\n'.encode("utf-16"), "UTF-16", "iconv"),
    ],
)
def test_a_file_that_is_something_else(tmp_path: Path, data: bytes, message: str, hint: str) -> None:
    path = written(tmp_path, data)
    with pytest.raises(InputError) as caught:
        list(read_corpus(path))
    assert str(path) in caught.value.message
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("damage", "message", "some_come"),
    [
        (lambda packed: packed[: len(packed) // 2], "ends too early", True),
        (lambda packed: packed[:-8] + b"\x00" * 8, "no gzip file, or is damaged", True),
        (lambda packed: packed[:10] + b"\x07" + packed[11:], "no gzip file, or is damaged", False),
        (lambda packed: b"plain", "no gzip file, or is damaged", False),
    ],
    ids=["cut short", "wrong checksum", "no such block", "not packed"],
)
def test_a_damaged_gzip_file_gives_what_it_holds_and_says_so(
    tmp_path: Path, damage: Callable[[bytes], bytes], message: str, some_come: bool
) -> None:
    chance = random.Random(7)
    packed = gzip.compress(b"".join(line(id=str(n), text=chance.randbytes(300).hex()) for n in range(100)), mtime=0)
    found = []
    with pytest.raises(InputError, match=message):
        for one in read_corpus(written(tmp_path, damage(packed), "corpus.jsonl.gz")):
            found.append(one)
    assert all(isinstance(one, Item) for one in found)
    assert bool(found) is some_come


def empty_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    "source",
    [
        lambda tmp_path: written(tmp_path, b""),
        lambda tmp_path: written(tmp_path, b"\xef\xbb\xbf\n \n"),
        lambda tmp_path: written(tmp_path, gzip.compress(b""), "corpus.csv.gz"),
        lambda tmp_path: written(tmp_path, b"", "corpus.csv"),
        lambda tmp_path: written(tmp_path, b"\xef\xbb\xbf\r\n\r\n", "corpus.csv"),
        lambda tmp_path: written(tmp_path, b"id,text\n", "corpus.csv"),
        empty_folder,
        lambda tmp_path: None,
    ],
)
def test_an_empty_corpus_is_no_error(tmp_path: Path, source: Callable[[Path], Path | None]) -> None:
    assert list(read_corpus(source(tmp_path), stdin=io.BytesIO(b" \n"))) == []


@pytest.mark.parametrize(
    ("name", "options", "message", "hint"),
    [
        ("gone.jsonl", {}, "there is no file or folder", "Check the path"),
        ("gone.jsonl", {"kind": "jsonl"}, "there is no file or folder", "Check the path"),
        ("a\x00b.jsonl", {}, "", "Check the path"),
        ("x" * 5_000, {}, "", "Check the path"),
        ("there.json", {}, "does not say what it is", "--kind jsonl"),
        ("there", {}, "does not say what it is", ".jsonl"),
        ("there.txt.gz", {}, "does not say what it is", ".gz after JSONL and CSV"),
        ("folder", {"kind": "csv"}, "is a folder, not a csv file", "leave out --kind csv"),
        ("there.jsonl", {"kind": "folder"}, "is a file, not a folder", "--kind folder"),
        ("-", {"kind": "folder"}, "folder cannot be read from standard input", "Give the path"),
        ("-", {"kind": "parquet"}, "parquet cannot be read from standard input", "Give the path"),
        ("there.jsonl", {"encoding": "cp1252"}, "always read as UTF-8", "iconv -f cp1252"),
        ("there.txt", {"encoding": "klingon"}, "no encoding called 'klingon'", "such as utf-8"),
    ],
)
def test_what_the_call_shows_to_be_wrong_is_raised_at_once(
    tmp_path: Path, name: str, options: dict[str, Any], message: str, hint: str
) -> None:
    (tmp_path / "folder").mkdir()
    for there in ("there", "there.json", "there.jsonl", "there.txt", "there.txt.gz"):
        written(tmp_path, line(text=TEXT), there)
    with pytest.raises(CallerError) as caught:
        read_corpus(Path(name) if name == "-" else tmp_path / name, **options)  # not even the first item is asked for
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_a_kind_goes_before_the_ending(tmp_path: Path) -> None:
    assert ids(list(read_corpus(written(tmp_path, line(id="1", text=TEXT), "dump"), kind="jsonl"))) == ["1"]
    assert ids(list(read_corpus(written(tmp_path, b"id,text\n1,T\n", "dump.txt"), kind="csv"))) == ["1"]
    packed = written(tmp_path, gzip.compress(line(id="1", text=TEXT)), "dump.gz")
    assert ids(list(read_corpus(packed, kind="jsonl"))) == ["1"]


def test_a_single_text_in_a_file_or_a_pipe(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.encode(), "bridge.txt")
    item = only_item(list(read_corpus(path)))
    assert (item.article.id, item.article.text, item.place) == ("bridge.txt", TEXT, str(path))
    item = only_item(list(read_corpus(None, kind="text", stdin=io.BytesIO(TEXT.encode()))))
    assert (item.article.id, item.article.text, item.place) == (text_id(TEXT), TEXT, "standard input")
    item = only_item(
        list(read_corpus(None, kind="text", stdin=io.BytesIO("“Ä”, B.".encode("utf-16-le")), encoding="utf-16-le"))
    )
    assert item.article.text == "“Ä”, B."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "binary"),
        (b"too long" * 10, "80 characters"),
        (b"x" * 5_000, "more than 1,240 bytes"),
    ],
)
def test_a_single_text_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, data: bytes, message: str) -> None:
    monkeypatch.setattr(opening, "SPARE_BYTES", 1_000)
    bad = only_bad(list(read_corpus(None, kind="text", stdin=io.BytesIO(data), max_chars=20)))
    assert message in bad.message
    assert bad.hint


def test_a_limit_beyond_all_bounds(tmp_path: Path) -> None:
    assert ids(list(read_corpus(written(tmp_path, line(id="1", text=TEXT)), max_chars=10**18))) == ["1"]
    assert ids(list(read_corpus(written(tmp_path, b"id,text\n1,T\n", "c.csv"), max_chars=10**18))) == ["1"]
