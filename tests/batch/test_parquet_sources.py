"""Parquet files, a few hundred rows at a time."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claimkit.article.loading import text_id
from claimkit.batch.corpus import BadItem, Columns, Item, read_corpus
from claimkit.errors import CallerError, InputError

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def written(tmp_path: Path, columns: dict[str, Any], **options: Any) -> Path:
    path = tmp_path / "corpus.parquet"
    parquet.write_table(pyarrow.table(columns), path, **options)
    return path


def item(found: list[Item | BadItem]) -> Item:
    assert len(found) == 1
    assert isinstance(found[0], Item), found[0]
    return found[0]


def test_each_field_arrives(tmp_path: Path) -> None:
    row = {"id": "7", "text": "T\u2028a\r\n.", "title": "Å", "url": "u", "published": "May", "language": "en"}
    path = written(tmp_path, {**{name: [value] for name, value in row.items()}, "other": [b"\xff"]})
    found = item(list(read_corpus(path)))
    assert found.article.model_dump() == row
    assert found.place == f"{path}, row 1"
    assert found.notices == ()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pyarrow.array([7], pyarrow.int64()), "7"),
        (pyarrow.array([2**64 - 1], pyarrow.uint64()), str(2**64 - 1)),
        (pyarrow.array([1.5]), "1.5"),
        (pyarrow.array([Decimal("1.10")]), "1.10"),
        (pyarrow.array([date(2024, 10, 2)]), "2024-10-02"),
        (pyarrow.array([datetime(2024, 10, 2, 8, 30)], pyarrow.timestamp("s")), "2024-10-02T08:30:00"),
        (pyarrow.array([1_727_857_800_000_000_001], pyarrow.timestamp("ns")), "2024-10-02T08:30:00"),
        (pyarrow.array([datetime(2024, 10, 2, 8, tzinfo=UTC)], pyarrow.timestamp("ns", "UTC")), "2024-10-02T08:00:00+00:00"),
        (pyarrow.array(["x"]).dictionary_encode(), "x"),
        (pyarrow.array(["x"], pyarrow.large_string()), "x"),
        (pyarrow.array([" "]), None),
        (pyarrow.array([None], pyarrow.string()), None),
        (pyarrow.array([float("nan")]), None),
    ],
)  # fmt: skip
def test_ids_and_dates_become_text(tmp_path: Path, values: Any, expected: str | None) -> None:
    article = item(list(read_corpus(written(tmp_path, {"id": values, "published": values, "text": ["T."]})))).article
    assert article.id == (expected or text_id("T."))
    assert article.published == expected


def test_rows_go_on_over_batches_and_groups(tmp_path: Path) -> None:
    count = 700
    path = written(tmp_path, {"id": range(count), "text": [f"Words {n}." for n in range(count)]}, row_group_size=300)
    found = [one for one in read_corpus(path) if isinstance(one, Item)]
    assert [one.article.text for one in found] == [f"Words {n}." for n in range(count)]
    assert [one.place for one in found] == [f"{path}, row {n}" for n in range(1, count + 1)]


def test_only_needed_columns_are_read_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    batches = 0

    class Watched(parquet.ParquetFile):  # type: ignore[misc]
        def iter_batches(self, **options: Any) -> Any:
            nonlocal batches
            asked.append(options)
            for batch in super().iter_batches(**options):
                batches += 1
                yield batch

    path = written(tmp_path, {"id": range(600), "raw": ["x"] * 600, "body": ["T."] * 600, "url": ["u"] * 600})
    monkeypatch.setattr(parquet, "ParquetFile", Watched)
    found = read_corpus(path, columns=Columns(id="url", text="body"))
    next(found)
    assert batches == 1
    assert asked == [{"batch_size": 256, "columns": ["url", "body"]}]
    assert len(list(found)) == 599


def test_bad_rows_spoil_only_themselves(tmp_path: Path) -> None:
    offsets = pyarrow.py_buffer(b"".join(n.to_bytes(4, "little") for n in (0, 2, 4, 6)))
    not_utf8 = pyarrow.StringArray.from_buffers(3, offsets, pyarrow.py_buffer(b"A.\xff\xfeC."))
    path = written(tmp_path, {"id": ["a", "b", "c"], "text": not_utf8})
    first, bad, last = read_corpus(path)
    assert isinstance(first, Item)
    assert isinstance(last, Item)
    assert last.article.text == "C."
    assert isinstance(bad, BadItem)
    assert (bad.id, bad.place) == ("b", f"{path}, row 2")
    assert "'text' cannot be read" in bad.message


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (pyarrow.array([None], pyarrow.string()), "'text' is null"),
        (pyarrow.array([""]), "the text is empty"),
        (pyarrow.array([5]), "'text' is a number"),
        (pyarrow.array([b"T."]), "'text' is bytes"),
        (pyarrow.array([["T."]]), "'text' is a list"),
    ],
)
def test_texts_that_are_none(tmp_path: Path, values: Any, message: str) -> None:
    (bad,) = read_corpus(written(tmp_path, {"id": ["x"], "text": values}))
    assert isinstance(bad, BadItem)
    assert bad.id == "x"
    assert message in bad.message


@pytest.mark.parametrize("kind", [pyarrow.timestamp("s"), pyarrow.timestamp("us", "Mars/Olympus")])
def test_a_date_that_python_cannot_hold_spoils_nothing(tmp_path: Path, kind: Any) -> None:
    far = pyarrow.array([10**15], kind)
    found = item(list(read_corpus(written(tmp_path, {"text": ["T."], "published": far}))))
    assert found.article.published is None
    assert "'published' cannot be read" in found.notices[0]


def test_an_empty_table_is_no_error(tmp_path: Path) -> None:
    assert list(read_corpus(written(tmp_path, {"text": pyarrow.array([], pyarrow.string())}))) == []


@pytest.mark.parametrize(
    ("columns", "message", "hint"),
    [
        (Columns(), "no column 'text'", "'id', 'body'. Name the one with the text: --text-column NAME."),
        (Columns(text="body", id="key"), "no column 'key'", "--id-column NAME"),
    ],
)
def test_a_table_without_what_is_needed(tmp_path: Path, columns: Columns, message: str, hint: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        list(read_corpus(written(tmp_path, {"id": ["1"], "body": ["T."]}), columns=columns))
    assert hint in caught.value.hint


def test_no_parquet_and_damaged_parquet(tmp_path: Path) -> None:
    path = tmp_path / "corpus.parquet"
    for data in (b"", b"words", b"PAR1" + b"x" * 100 + b"PAR1"):
        path.write_bytes(data)
        with pytest.raises(InputError, match="cannot be read as Parquet"):
            list(read_corpus(path))
    whole = written(tmp_path, {"text": [f"Words {n} {n * 7919}." for n in range(5_000)]}, row_group_size=1_000)
    data = bytearray(whole.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 2_000] = b"\xff" * 2_000
    whole.write_bytes(data)
    found = []
    with pytest.raises(InputError, match=r"cannot be read as Parquet after row \d+"):
        for one in read_corpus(whole):
            found.append(one)
    assert found


def test_without_pyarrow_it_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, {"text": ["T."]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CallerError, match="needs pyarrow") as caught:
        list(read_corpus(path))
    assert "claimkit[parquet]" in caught.value.hint
