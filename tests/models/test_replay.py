"""Recorded answers, and the recorder."""

import asyncio
import json

import pytest
from scripted_model import ScriptedModel

from claimkit.drafts import ActorsDraft, PassageDraft, QuotesDraft
from claimkit.errors import CallerError, MissingRecordingError
from claimkit.models.base import Answer, Request
from claimkit.models.replay import Recorder, ReplayModel, recording_path

PASSAGE = {"passage": "Q1", "speech": "quotation", "speaker": "Mara Ødegård", "sentence": 1}
QUOTES = {"passages": [PASSAGE], "reported": []}


def request_of(task="quotes", article="“We sail.”", draft=QuotesDraft, prompt="1:abc", words="Task: list."):
    return Request(task, (("system", "Read."), ("user", article), ("user", words)), draft, ((task, prompt),), 500)


def ask(model, request=None):
    return asyncio.run(model.ask(request or request_of()))


def record(folder, answers=None, **options):
    model = ScriptedModel(answers or {"quotes": QUOTES})
    recorder = Recorder(model, folder, **options)
    return model, recorder


def test_a_recorded_answer_comes_back_equal(tmp_path):
    _, recorder = record(tmp_path / "new" / "folder")
    given = ask(recorder)
    replayed = ask(ReplayModel(tmp_path / "new" / "folder"))
    assert replayed.draft == given.draft
    assert replayed.model == "scripted/one"
    assert replayed.usage.input_tokens == 0
    assert not replayed.cut_off


def test_the_recorder_passes_everything_on(tmp_path):
    model, recorder = record(tmp_path)
    assert (recorder.name, recorder.profile, recorder.settings) == (model.name, model.profile, model.settings)
    assert ask(recorder) == ask(model)
    asyncio.run(recorder.aclose())
    assert model.closed == 1


def test_a_recording_is_readable_and_names_its_model(tmp_path):
    _, recorder = record(tmp_path, describe="a strong model")
    ask(recorder)
    kept = json.loads(recording_path(tmp_path, request_of()).read_text(encoding="utf-8"))
    assert kept["model"] == "a strong model"
    assert kept["prompts"] == {"quotes": "1:abc"}
    assert "Ødegård" in recording_path(tmp_path, request_of()).read_text(encoding="utf-8")
    assert ReplayModel(tmp_path).name == "replay of a strong model"


def test_a_cut_off_answer_stays_cut_off(tmp_path):
    half = Answer(QuotesDraft(passages=[PassageDraft(**PASSAGE)]), cut_off=True, model="m")
    _, recorder = record(tmp_path, {"quotes": half})
    ask(recorder)
    assert ask(ReplayModel(tmp_path)).cut_off


def test_a_task_in_a_folder_of_its_own(tmp_path):
    request = request_of("keyed/quotes")
    _, recorder = record(tmp_path, {"keyed/quotes": QUOTES})
    ask(recorder, request)
    assert ask(ReplayModel(tmp_path), request).draft.passages
    assert recording_path(tmp_path, request).parent == tmp_path


def test_a_missing_recording(tmp_path):
    with pytest.raises(MissingRecordingError) as caught:
        ask(ReplayModel(tmp_path))
    assert "the quotes question" in caught.value.message
    assert "--record" in caught.value.hint
    assert "quotes 1:abc" in caught.value.hint
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "change",
    [
        {"words": "Task: list all."},
        {"article": "“We stay.”"},
        {"draft": ActorsDraft},
        {"task": "claims"},
    ],
)
def test_a_change_makes_a_recording_stale(tmp_path, change):
    _, recorder = record(tmp_path)
    ask(recorder)
    with pytest.raises(MissingRecordingError):
        ask(ReplayModel(tmp_path), request_of(**change))


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"answer": null}',
        '{"answer": {"passages": [{"passage": 3}]}}',
        b"\xff\xfe\x00",
    ],
)
def test_a_broken_recording(tmp_path, kept):
    path = recording_path(tmp_path, request_of())
    path.write_bytes(kept if isinstance(kept, bytes) else kept.encode())
    with pytest.raises(MissingRecordingError) as caught:
        ask(ReplayModel(tmp_path))
    assert path.name in caught.value.message
    assert len(caught.value.message.splitlines()) == 1
    assert "anew" in caught.value.hint


@pytest.mark.parametrize("about", ["", "{", "[]", "{}", '{"model": null}'])
def test_a_broken_description(tmp_path, about):
    (tmp_path / "about.json").write_text(about)
    assert ReplayModel(tmp_path).name == "replay"


def test_the_same_question_is_recorded_once(tmp_path):
    _, recorder = record(tmp_path)
    ask(recorder)
    ask(recorder)
    assert len(list(tmp_path.glob("quotes-*.json"))) == 1


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way")
    _, recorder = record(tmp_path / "file")
    with pytest.raises(CallerError, match="cannot be written"):
        ask(recorder)
