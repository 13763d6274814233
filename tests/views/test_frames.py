from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

import claimkit
from claimkit.errors import CallerError, InputError
from claimkit.schemas import Extraction
from claimkit.views import rows
from claimkit.views.frames import to_frames

pandas = pytest.importorskip("pandas")

COLUMNS = {"quotes": rows.QUOTES, "claims": rows.CLAIMS, "actors": rows.ACTORS, "mentions": rows.MENTIONS}


def test_frames_hold_the_rows(sample: Extraction) -> None:
    frames = to_frames(sample)
    assert {name: len(frame) for name, frame in frames.items()} == {
        "quotes": 6,
        "claims": 3,
        "actors": 4,
        "mentions": 2,
    }
    quotes = frames["quotes"]
    assert list(quotes["quote_id"]) == ["q1", "q2", "q3", "q4", "q5", "q6"]
    assert quotes["text"][0] == sample.quotes[0].text
    assert list(quotes["speaker"].isna()) == [False, False, False, False, True, True]
    assert list(frames["claims"]["check_worthy"]) == [True, False, True]


def test_spans_of_mentions_cut_their_text(sample: Extraction) -> None:
    mentions = to_frames(sample)["mentions"]
    cuts = [sample.article.text[start:end] for start, end in zip(mentions["start"], mentions["end"], strict=True)]
    assert cuts == list(mentions["text"])


def test_columns_and_types_are_the_same_when_nothing_was_found(sample: Extraction, empty: Extraction) -> None:
    full, bare = to_frames(sample), to_frames(empty)
    for name, columns in COLUMNS.items():
        assert list(bare[name].columns) == list(columns)
        assert len(bare[name]) == 0
        assert dict(bare[name].dtypes) == dict(full[name].dtypes)
    assert bare["quotes"]["start"].dtype == "int64"
    assert bare["claims"]["check_worthy"].dtype == "bool"
    assert isinstance(bare["quotes"]["text"].dtype, pandas.StringDtype)


def test_many_extractions_stand_below_each_other(sample: Extraction, empty: Extraction, hostile: Extraction) -> None:
    quotes = to_frames(item for item in (sample, empty, hostile))["quotes"]
    assert len(quotes) == 8
    assert list(quotes.index) == list(range(8))
    assert quotes["text"][6] == hostile.article.text
    assert {name: len(frame) for name, frame in to_frames([]).items()} == dict.fromkeys(COLUMNS, 0)


def test_the_method_of_an_extraction_gives_the_same(sample: Extraction) -> None:
    pandas.testing.assert_frame_equal(sample.to_frames()["claims"], to_frames(sample)["claims"])


def test_missing_pandas_says_what_to_install(sample: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(CallerError) as caught:
        to_frames(sample)
    assert caught.value.hint == 'pip install "claimkit[notebook]"'


def test_pandas_and_rich_are_imported_only_when_used() -> None:
    code = "import sys, claimkit.views, claimkit.views.frames; print({'pandas', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def jsonl(path: Path, *results: Extraction) -> Path:
    path.write_text("".join(result.model_dump_json() + "\n" for result in results), encoding="utf-8")
    return path


def test_a_file_of_results_gives_what_the_results_give(
    tmp_path: Path, sample: Extraction, empty: Extraction, hostile: Extraction
) -> None:
    path = jsonl(tmp_path / "results.jsonl", sample, empty, hostile)
    packed = tmp_path / "results.jsonl.gz"
    packed.write_bytes(gzip.compress(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\n\n")))
    told = to_frames([sample, empty, hostile])
    for source in (path, str(path), packed):
        for name, frame in claimkit.to_frames(source).items():
            pandas.testing.assert_frame_equal(frame, told[name])


def test_every_row_names_its_article(sample: Extraction) -> None:
    for frame in to_frames(sample).values():
        about = frame[["article_id", "article_title", "url", "published"]].drop_duplicates()
        article = sample.article
        assert about.to_numpy().tolist() == [[article.id, article.title, article.url, article.published]]


def test_speakers_and_claimants_come_with_what_is_known_of_them(sample: Extraction) -> None:
    frames = to_frames(sample)
    quote, claim = frames["quotes"].iloc[2], frames["claims"].iloc[0]
    assert (quote["speaker"], quote["speaker_kind"], quote["pieces"]) == ("A harbour engineer", "anonymous", 1)
    assert list(claim[["claimant", "claimant_role", "claimant_affiliation", "claimant_kind"]]) == [
        "Mara Ellwood",
        "harbour minister",
        "Norvale",
        "person",
    ]
    assert list(frames["claims"]["pieces"]) == [1, 2, 1]


def test_the_columns_are_those_of_the_docstring() -> None:
    for _, (columns, _) in rows.TABLES.items():
        assert [name for name in columns if f"`{name}`" not in (to_frames.__doc__ or "")] == []


@pytest.mark.parametrize(
    ("ending", "said", "hint"),
    [
        (b'{"id": "1"}\n', "line 3 is no result of claimkit (article: Field required)", "claimkit batch"),
        (b"no json\n", "line 3 is no result of claimkit (Invalid JSON", "claimkit batch"),
        (b'{"schema_version": "1", "arti', "line 3 is no result of claimkit (Invalid JSON", "half a line"),
    ],
)
def test_a_line_that_is_no_result_is_named(
    tmp_path: Path, sample: Extraction, empty: Extraction, ending: bytes, said: str, hint: str
) -> None:
    path = jsonl(tmp_path / "results.jsonl", sample, empty)
    path.write_bytes(path.read_bytes() + ending)
    with pytest.raises(InputError) as caught:
        to_frames(path)
    assert said in caught.value.message
    assert hint in caught.value.hint


def test_what_is_no_result_is_refused(tmp_path: Path, sample: Extraction) -> None:
    with pytest.raises(CallerError, match="number 2 of the results is no Extraction but int"):
        to_frames([sample, 3])  # type: ignore[list-item]
    with pytest.raises(InputError, match="is a folder"):
        to_frames(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        to_frames(tmp_path / "missing.jsonl")
