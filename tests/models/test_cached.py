"""A model that remembers its answers."""

import asyncio

import pytest
from scripted_model import ScriptedModel

from claimkit.cache import AnswerCache
from claimkit.drafts import ActorsDraft, PassageDraft, QuotesDraft
from claimkit.errors import ModelAnswerError
from claimkit.models.base import Answer, Request
from claimkit.models.cached import CachedModel
from claimkit.models.door import DoorModel
from claimkit.schemas import Usage

QUOTES = {
    "passages": [{"passage": "Q1", "speech": "quotation", "speaker": "Mara", "sentence": 1}],
    "reported": [],
}
OTHER = {"passages": [{"passage": "Q1", "speech": "other"}], "reported": []}


def request_of(task="quotes", article="“We sail.”", draft=QuotesDraft, prompts=(("quotes", "1:abc"),), max_tokens=500):
    return Request(task, (("system", "Read."), ("user", article)), draft, prompts, max_tokens)


def ask(model, request=None):
    return asyncio.run(model.ask(request or request_of()))


@pytest.fixture
def cache(tmp_path):
    opened = AnswerCache(tmp_path / "answers")
    yield opened
    opened.close()


def test_the_second_time_nobody_is_asked(cache):
    model = ScriptedModel({"quotes": [QUOTES, OTHER]})
    first = ask(CachedModel(model, cache))
    second = ask(CachedModel(model, cache))
    assert second.draft == first.draft
    assert (first.tries, second.tries, len(model.asked)) == (1, 0, 1)
    assert second.usage == Usage()
    assert second.model == first.model


def test_an_answer_outlives_the_process_that_asked(tmp_path):
    model = ScriptedModel({"quotes": QUOTES})
    for _ in range(2):
        cache = AnswerCache(tmp_path / "answers")
        ask(CachedModel(model, cache))
        cache.close()
    assert len(model.asked) == 1


def test_refresh_asks_anew_and_replaces(tmp_path):
    folder = tmp_path / "answers"
    model = ScriptedModel({"quotes": [QUOTES, OTHER]})
    for refresh in (False, True):
        cache = AnswerCache(folder, refresh=refresh)
        ask(CachedModel(model, cache))
        cache.close()
    cache = AnswerCache(folder)
    assert ask(CachedModel(model, cache)).draft.passages[0].speech == "other"
    cache.close()
    assert len(model.asked) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"article": "“We stay.”"},
        {"draft": ActorsDraft},
        {"prompts": (("quotes", "2:def"),)},
        {"max_tokens": 501},
    ],
)
def test_the_key_holds_all_of_the_request(cache, change):
    model = CachedModel(ScriptedModel(), cache)
    assert model.key(request_of()) == model.key(request_of())
    assert model.key(request_of(**change)) != model.key(request_of())


def test_the_key_holds_roles_and_borders_of_messages(cache):
    model = CachedModel(ScriptedModel(), cache)
    keys = {
        model.key(Request("quotes", messages, QuotesDraft, (), 5))
        for messages in (
            (("user", "ab"),),
            (("system", "ab"),),
            (("user", "a"), ("user", "b")),
            (("user", "a"), ("user", "b"), ("user", "")),
        )
    }
    assert len(keys) == 4


def test_the_key_holds_the_models_settings(cache):
    doors = [
        DoorModel("openai/one", api_key="k1234"),
        DoorModel("openai/two", api_key="k1234"),
        DoorModel("openai/one", api_key="k1234", temperature=0.0),
        DoorModel("openai/one", api_key="k1234", base_url="http://127.0.0.1:1/v1"),
        DoorModel("openai/one", api_key="k1234", base_url="http://127.0.0.1:2/v1"),
    ]
    assert len({CachedModel(door, cache).key(request_of()) for door in doors}) == len(doors)


def test_the_key_does_not_hold_the_secret(cache):
    one, two = (DoorModel("openai/m", api_key=key) for key in ("k1234", "k5678"))
    assert CachedModel(one, cache).key(request_of()) == CachedModel(two, cache).key(request_of())


def test_a_changed_schema_with_the_same_name_is_another_question(cache):
    from claimkit.asking.listed import _quotes_draft

    model = CachedModel(ScriptedModel(), cache)
    one, two = (request_of(draft=_quotes_draft(labels)) for labels in (("Q1",), ("Q1", "Q2")))
    assert model.key(one) != model.key(two)


def test_a_cut_off_answer_is_not_kept(cache):
    half = Answer(QuotesDraft(passages=[PassageDraft(passage="Q1", speech="other")]), cut_off=True, model="m")
    model = ScriptedModel({"quotes": [half, QUOTES]})
    assert ask(CachedModel(model, cache)).cut_off
    assert not ask(CachedModel(model, cache)).cut_off
    assert len(model.asked) == 2


def test_a_failed_question_is_not_kept(cache):
    model = ScriptedModel({"quotes": [ModelAnswerError("no"), QUOTES]})
    with pytest.raises(ModelAnswerError):
        ask(CachedModel(model, cache))
    assert ask(CachedModel(model, cache)).tries == 1


@pytest.mark.parametrize(
    "kept",
    [{}, {"answer": None}, {"answer": []}, {"answer": {"passages": [{"passage": "Q1", "speech": "song"}]}}],
)
def test_a_kept_answer_of_another_shape_is_asked_anew(cache, kept):
    model = ScriptedModel({"quotes": QUOTES})
    cached = CachedModel(model, cache)
    cache.set(cached.key(request_of()), kept)
    assert ask(cached).draft.passages[0].speaker == "Mara"
    assert ask(cached).tries == 0


def test_a_cache_that_cannot_be_used_costs_only_the_cache(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    cache = AnswerCache(tmp_path / "file" / "answers")
    model = ScriptedModel({"quotes": QUOTES})
    assert ask(CachedModel(model, cache)).draft.passages
    assert "no cache" in caplog.text
    cache.close()


def test_a_locked_database_costs_only_the_cache(cache, monkeypatch, caplog):
    import diskcache

    def locked(*_: object, **__: object) -> None:
        raise diskcache.Timeout

    monkeypatch.setattr(cache._cache, "get", locked)
    monkeypatch.setattr(cache._cache, "set", locked)
    model = ScriptedModel({"quotes": QUOTES})
    assert ask(CachedModel(model, cache)).draft.passages
    assert "cannot be kept" in caplog.text


def test_what_it_shows_of_the_model(cache):
    model = ScriptedModel()
    cached = CachedModel(model, cache)
    assert (cached.name, cached.profile, cached.settings) == (model.name, model.profile, model.settings)
    asyncio.run(cached.aclose())
    assert model.closed == 1
