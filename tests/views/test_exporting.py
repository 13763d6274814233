"""A corpus as a database, as CSV and as Parquet."""

from __future__ import annotations

import csv as reader
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from claimkit.errors import CallerError, InputError
from claimkit.schemas import Actor, Article, Extraction, Provenance, Quote, Span
from claimkit.views import database, database_tables, rows
from claimkit.views.exporting import Exported, export

pytest.importorskip("sqlite_utils")


def saying(name: str, speaker: str, published: str | None, *sentences: str) -> Extraction:
    """Return an article in which somebody says each of some sentences."""
    text = " ".join(sentences)
    spans = [Span(start=text.index(words), end=text.index(words) + len(words)) for words in sentences]
    return Extraction(
        article=Article(id=name, title=f"The news of {name}", published=published, text=text),
        actors=(Actor(id="a1", name=speaker, kind="person"),),
        quotes=tuple(
            Quote(id=f"q{at}", kind="direct", text=words, spans=(span,), speaker="a1", grounding="exact")
            for at, (words, span) in enumerate(zip(sentences, spans, strict=True), 1)
        ),
        provenance=Provenance(claimkit="0", model="test", schema_hash="0"),
    )


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    """Ask the database `corpus.db`."""
    opened: list[sqlite3.Connection] = []

    def asked(query: str) -> list[tuple[Any, ...]]:
        opened.append(sqlite3.connect(tmp_path / "corpus.db"))
        return opened[-1].execute(query).fetchall()

    yield asked
    for connection in opened:
        connection.close()


def jsonl(path: Path, *results: Extraction) -> Path:
    path.write_text("".join(result.model_dump_json() + "\n" for result in results), encoding="utf-8")
    return path


def test_everything_ruiz_said_about_the_harbour_by_date(tmp_path: Path, ask: Any) -> None:
    results = [
        saying("late", "Ana M. Ruiz", "Thu, 02 Oct 2031 08:00:00 GMT", "We close the HARBOUR.", "We sail."),
        saying("other", "Mara Ellwood", "2031-01-01", "The harbour buys fish."),
        saying("early", "Ruiz", "2031-03-04T10:00Z", "The harbour’s piers are full."),
    ]
    export(results, sqlite=tmp_path / "corpus.db")
    assert ask(database_tables.RUIZ_ON_THE_HARBOUR) == [
        ("2031-03-04", "The news of early", "The harbour’s piers are full."),
        ("2031-10-02", "The news of late", "We close the HARBOUR."),
    ]


def test_the_query_is_the_one_that_is_shown() -> None:
    from claimkit.cli.export import export as command

    def squeezed(text: str | None) -> str:
        return " ".join((text or "").split())

    query = squeezed(database_tables.RUIZ_ON_THE_HARBOUR)
    assert query in squeezed(database.__doc__)
    assert query in squeezed(command.__doc__)


def test_the_database_holds_everything_and_holds_together(
    tmp_path: Path, ask: Any, sample: Extraction, empty: Extraction, hostile: Extraction
) -> None:
    path = jsonl(tmp_path / "results.jsonl", empty, sample, hostile)
    assert export(path, sqlite=tmp_path / "corpus.db") == Exported(articles=3, quotes=8, claims=5)
    counts = {name: ask(f"select count(*) from {name}")[0][0] for name in database_tables.COLUMNS}
    assert counts == {"articles": 3, "actors": 6, "quotes": 8, "claims": 5, "claim_quotes": 3, "mentions": 3}
    assert ask("pragma foreign_key_check") == []
    assert ask("pragma integrity_check") == [("ok",)]
    cut = "substr(articles.text, start_char + 1, end_char - start_char)"
    assert ask(f"select count(*) from mentions join articles on articles.id = article_id where {cut} = mentions.text")[
        0
    ] == (3,)
    assert ask("select outer.quote_id from quotes join quotes as outer on outer.id = quotes.inside order by 1")[1] == (
        "q4",
    )
    carried = (
        "select c.claim_id, q.quote_id from claim_quotes join claims c on c.id = claim join quotes q on q.id = quote"
    )
    assert ask(f"{carried} where q.article_id = 'norvale-1' order by 1") == [("c1", "q2"), ("c2", "q3")]
    assert ask("select incomplete, day from articles where id = 'norvale-1'") == [(1, "2031-10-02")]


def test_keys_point_and_are_unique(tmp_path: Path, ask: Any, sample: Extraction) -> None:
    export(sample, sqlite=tmp_path / "corpus.db")
    pointers = {
        (name, row[3], row[2]) for name in database_tables.COLUMNS for row in ask(f"pragma foreign_key_list({name})")
    }
    assert {
        ("quotes", "speaker", "actors"),
        ("quotes", "inside", "quotes"),
        ("claims", "claimant", "actors"),
    } < pointers
    assert len(pointers) == 10
    for name in ("actors", "quotes", "claims"):
        unique = {row[1] for row in ask(f"pragma index_list({name})") if row[2]}
        assert f"idx_{name}_article_id_{name[:-1]}_id" in unique
    assert "idx_quotes_speaker" in {row[1] for row in ask("pragma index_list(quotes)")}


def test_views_keep_what_nobody_said(tmp_path: Path, ask: Any, sample: Extraction) -> None:
    export(sample, sqlite=tmp_path / "corpus.db")
    assert ask("select actor, count(*) from quotes_by_actor group by actor order by 1") == [
        (None, 2),
        ("A harbour engineer", 1),
        ("Mara Ellwood", 2),
        ("Tobin Ashgrove", 1),
    ]
    assert ask("select actor, text from claims_by_actor where check_worthy order by claim_id") == [
        ("Mara Ellwood", "The harbour wall of Norvale will cost 40 million crowns."),
        (None, "The Fishers' Guild has 212 members."),
    ]
    assert ask("select count(*) from claims_fts where claims_fts match 'norvale'") == [(1,)]


def test_full_text_search_follows_later_changes(tmp_path: Path, sample: Extraction) -> None:
    export(sample, sqlite=tmp_path / "corpus.db")
    with sqlite3.connect(tmp_path / "corpus.db") as connection:
        connection.execute("update quotes set text = 'zebra' where quote_id = 'q1'")
        found = connection.execute("select rowid from quotes_fts where quotes_fts match 'zebra'").fetchall()
    connection.close()
    assert len(found) == 1


def test_rows_are_written_in_portions(
    tmp_path: Path, ask: Any, sample: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_ROWS_AT_ONCE", 5)
    copies = (
        sample.model_copy(update={"article": sample.article.model_copy(update={"id": str(at)})}) for at in range(7)
    )
    export(copies, sqlite=tmp_path / "corpus.db")
    assert ask("select count(*) from quotes join actors on actors.id = speaker where quotes.article_id = '6'") == [(4,)]
    assert ask("select count(distinct id) from claims") == [(21,)]


def test_a_database_is_replaced_only_on_request(
    tmp_path: Path, ask: Any, sample: Extraction, empty: Extraction
) -> None:
    target = tmp_path / "corpus.db"
    export(sample, sqlite=target)
    before = target.read_bytes()
    with pytest.raises(CallerError, match="exists already") as caught:
        export(empty, sqlite=target)
    assert "--force" in caught.value.hint
    assert target.read_bytes() == before
    export(empty, sqlite=target, force=True)
    assert ask("select id from articles") == [("quiet",)]


def test_force_spares_what_is_no_database_and_what_is_in_use(tmp_path: Path, sample: Extraction) -> None:
    results = jsonl(tmp_path / "results.jsonl", sample)
    with pytest.raises(CallerError, match="is no SQLite database, so it is not replaced"):
        export(results, sqlite=results, force=True)
    assert results.read_text(encoding="utf-8") == sample.model_dump_json() + "\n"
    export(sample, sqlite=tmp_path / "corpus.db")
    (tmp_path / "corpus.db-wal").write_bytes(b"")
    with pytest.raises(CallerError, match=r"is in use: corpus\.db-wal is beside it"):
        export(sample, sqlite=tmp_path / "corpus.db", force=True)


def test_nothing_is_left_of_an_export_that_failed(tmp_path: Path, sample: Extraction) -> None:
    pytest.importorskip("pyarrow")
    results = jsonl(tmp_path / "results.jsonl", sample)
    with results.open("a", encoding="utf-8") as file:
        file.write("{}\n")
    tables = tmp_path / "tables"
    export(sample, csv=tables)
    before = (tables / "quotes.csv").read_bytes()
    with pytest.raises(InputError, match=r"results\.jsonl, line 2 is no result of claimkit"):
        export(results, sqlite=tmp_path / "corpus.db", csv=tables, parquet=tables, force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results.jsonl", "tables"]
    assert sorted(path.name for path in tables.iterdir()) == ["actors.csv", "claims.csv", "mentions.csv", "quotes.csv"]
    assert (tables / "quotes.csv").read_bytes() == before


def test_two_results_of_one_article_are_refused(tmp_path: Path, sample: Extraction) -> None:
    with pytest.raises(InputError, match="two results are of the article 'norvale-1'"):
        export([sample, sample], sqlite=tmp_path / "corpus.db")
    assert list(tmp_path.iterdir()) == []


def test_csv_files_hold_the_rows_and_run_no_formula(tmp_path: Path, sample: Extraction, hostile: Extraction) -> None:
    export([sample, hostile], csv=tmp_path / "tables")
    for name, (columns, rows_of) in rows.TABLES.items():
        with (tmp_path / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found = list(reader.DictReader(file, strict=True))
        assert list(found[0]) == list(columns)
        told = [row for result in (sample, hostile) for row in rows_of(result)]
        assert [row["article_id"] for row in found] == [rows.guarded(row["article_id"]) for row in told]
        cells = [cell for row in found for cell in row.values()]
        assert [cell for cell in cells if cell.startswith("=") or "\x1b" in cell] == []
    assert (tmp_path / "tables" / "quotes.csv").read_text(encoding="utf-8") == rows.csv([sample, hostile])


def test_csv_files_are_replaced_only_on_request(tmp_path: Path, sample: Extraction, empty: Extraction) -> None:
    export(sample, csv=tmp_path)
    with pytest.raises(CallerError, match="exists already"):
        export(empty, csv=tmp_path)
    export(empty, csv=tmp_path, force=True)
    assert (tmp_path / "quotes.csv").read_text(encoding="utf-8").count("\n") == 1


def test_parquet_files_hold_the_rows_with_the_types_of_the_frames(
    tmp_path: Path, sample: Extraction, hostile: Extraction, empty: Extraction
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export([sample, hostile], parquet=tmp_path / "full")
    export(empty, parquet=tmp_path / "bare")
    for name, (columns, rows_of) in rows.TABLES.items():
        table = parquet.read_table(tmp_path / "full" / f"{name}.parquet")
        assert table.to_pylist() == [row for result in (sample, hostile) for row in rows_of(result)]
        bare = parquet.read_table(tmp_path / "bare" / f"{name}.parquet")
        assert bare.num_rows == 0
        assert bare.schema.equals(table.schema)
        assert bare.schema.names == list(columns)
    quotes = parquet.read_schema(tmp_path / "full" / "quotes.parquet")
    assert str(quotes.field("start").type) == "int64"
    assert str(quotes.field("text").type) == "string"


@pytest.mark.parametrize(
    ("package", "target", "extra"), [("sqlite_utils", "sqlite", "sqlite"), ("pyarrow", "parquet", "parquet")]
)
def test_a_missing_package_says_what_to_install(
    tmp_path: Path, sample: Extraction, monkeypatch: pytest.MonkeyPatch, package: str, target: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(CallerError) as caught:
        export(sample, **{target: tmp_path / "out"})  # type: ignore[arg-type]
    assert caught.value.hint == f'pip install "claimkit[{extra}]"'
    assert list(tmp_path.iterdir()) == []


def test_places_that_cannot_be_written_to(tmp_path: Path, sample: Extraction) -> None:
    with pytest.raises(CallerError, match="nothing to write"):
        export(sample)
    with pytest.raises(CallerError, match=r"the folder of .* does not exist"):
        export(sample, sqlite=tmp_path / "no" / "corpus.db")
    with pytest.raises(CallerError, match="is a folder"):
        export(sample, sqlite=tmp_path, force=True)
    with pytest.raises(CallerError, match=r"the folder of .* does not exist"):
        export(sample, csv=tmp_path / "no" / "tables")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CallerError, match="is a file"):
        export(sample, csv=tmp_path / "file")


def test_a_quote_named_twice_carries_a_claim_once(tmp_path: Path, ask: Any, sample: Extraction) -> None:
    first, *others = sample.claims
    twice = first.model_copy(update={"quotes": ("q2", "q2")})
    export(sample.model_copy(update={"claims": (twice, *others)}), sqlite=tmp_path / "corpus.db")
    assert ask("select count(*) from claim_quotes") == [(2,)]
