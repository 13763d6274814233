from __future__ import annotations

import subprocess
import sys

import pytest

from claimkit.errors import CallerError
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
