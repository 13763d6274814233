"""The door against a real server on loopback."""

import asyncio
import contextlib
import gc
import json
import logging
import traceback
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from chat_server import Reply, error, free_port, says

from claimkit.budget import Budget
from claimkit.drafts import QuotesDraft
from claimkit.errors import (
    BudgetError,
    ClaimkitError,
    MissingKeyError,
    ModelAnswerError,
    ModelChoiceError,
    ProviderError,
    ProviderRefused,
    ProviderUnreachable,
)
from claimkit.models.base import Request
from claimkit.models.door import DoorModel
from claimkit.schemas import Usage

KEY = "test-key-7f3a9c5e1b2d4f60"
PASSAGE = {"passage": "Q1", "speech": "quotation", "speaker": "Mara Ellwood", "sentence": 1, "cue": "said"}
DRAFT = {"passages": [PASSAGE], "reported": []}
TEXT = "“We sail at noon,” said Mara Ellwood."

pytestmark = pytest.mark.usefixtures("waits")


def request_of(article: str = TEXT) -> Request[QuotesDraft]:
    messages = (("system", "You read."), ("user", article), ("user", "Task: list."))
    return Request("quotes", messages, QuotesDraft, (("quotes", "1:abc"),), 500)


def door(server, **options) -> DoorModel:
    return DoorModel("openai/scripted", **{"base_url": server.url, "api_key": KEY, **options})


def ask(model: DoorModel, request: Request[QuotesDraft] | None = None, times: int = 1):
    async def run():
        try:
            answers = [await model.ask(request or request_of()) for _ in range(times)]
        finally:
            await model.aclose()
        return answers[-1]

    return asyncio.run(run())


def fault_of(model: DoorModel) -> ClaimkitError:
    with pytest.raises(ClaimkitError) as caught:
        ask(model)
    error = caught.value
    shown = "".join(traceback.format_exception(error)).split(f"{type(error).__name__}: ")[-1]
    assert len(error.message.splitlines()) == 1
    for words in (str(error), repr(error), error.message, error.hint, shown):
        assert KEY not in words
    return error


# Answers.


def test_a_valid_answer(server):
    server.will(says(DRAFT, tokens=(120, 64, 17)))
    answer = ask(door(server))
    assert answer.draft.passages[0].speaker == "Mara Ellwood"
    assert (answer.tries, answer.cut_off, answer.model) == (1, False, "openai/scripted")
    assert answer.usage == Usage(input_tokens=120, cached_tokens=64, output_tokens=17)


def test_what_the_server_is_sent(server):
    server.will(says(DRAFT))
    ask(door(server, temperature=0.0))
    (seen,) = server.seen
    assert seen.path == "/v1/chat/completions"
    assert seen.headers["authorization"] == f"Bearer {KEY}"
    assert seen.body["model"] == "scripted"
    assert seen.body["max_tokens"] == 500
    assert seen.body["temperature"] == 0.0
    assert seen.body["messages"] == request_of().chat()
    assert seen.body["response_format"]["type"] == "json_schema"
    assert seen.body["response_format"]["json_schema"]["schema"] == QuotesDraft.model_json_schema()


def test_openais_own_models_get_the_newer_name_of_the_length_limit(server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    assert DoorModel("openai/m")._sampling(7) == {"max_completion_tokens": 7}
    assert DoorModel("openai/m", base_url="https://api.openai.com/v1")._sampling(7) == {"max_completion_tokens": 7}
    assert door(server)._sampling(7) == {"max_tokens": 7}


def test_the_address_in_the_environment_counts_among_the_settings(server, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    server.will(says(DRAFT))
    model = DoorModel("openai/scripted", api_key=KEY)
    assert model.settings["base_url"] == server.url
    ask(model)
    assert server.seen[0].body["max_tokens"] == 500


def test_article_text_is_never_a_template(server):
    hostile = "“{{ 7 * 7 }} {% raw %} {{ config.__class__ }} {# gone #}” said ${HOME} {passage} \\n"
    server.will(says(DRAFT), says(DRAFT))
    ask(door(server), request_of(hostile))
    assert server.seen[0].contents[1] == hostile


def test_text_beyond_ascii_arrives_whole(server):
    text = "„Grüße“ — 『海』 \u202e \x07 😀"
    server.will(says(DRAFT))
    ask(door(server), request_of(text))
    assert server.seen[0].contents[1] == text


def test_an_invalid_answer_is_asked_again_with_its_error(server):
    wrong = {"passages": [{**PASSAGE, "speech": "shouting"}]}
    server.will(says(wrong, tokens=(100, 0, 9)), says(DRAFT, tokens=(150, 90, 11)))
    answer = ask(door(server))
    assert answer.tries == 2
    assert answer.usage == Usage(input_tokens=250, cached_tokens=90, output_tokens=20)
    first, second = server.seen
    assert second.contents[: len(first.contents)] == first.contents
    assert json.loads(second.contents[-2]) == wrong
    assert "speech" in second.contents[-1]
    assert "quotation" in second.contents[-1]


@pytest.mark.parametrize("junk", ["", "not JSON", "[1, 2]", '{"passages": "none"}', '{"passages": [', None])
def test_junk_is_asked_again(server, junk):
    server.will(says(junk), says(DRAFT))
    assert ask(door(server)).tries == 2


def test_never_a_valid_answer(server):
    server.will(*[says({"passages": [{"speech": "quotation"}]}, tokens=(100, 10, 5))] * 5)
    error = fault_of(door(server))
    assert isinstance(error, ModelAnswerError)
    assert error.attempts == len(server.seen) == 3
    assert len(error.faults) == 3
    assert all("passage" in fault for fault in error.faults)
    assert error.usage == Usage(input_tokens=300, cached_tokens=30, output_tokens=15)
    assert "passages.0.passage" in error.message
    assert "the quotes question" in error.message
    assert error.hint


def test_a_key_in_an_answer_is_hidden_in_the_faults(server):
    server.will(*[says({"passages": [{"passage": KEY}]})] * 3)
    assert KEY not in "".join(fault_of(door(server)).faults)


@pytest.mark.parametrize("choices", [[], None])
def test_no_choices_are_asked_again_and_then_named(server, choices):
    empty = Reply({**says(DRAFT).body, "choices": choices})
    server.will(empty, says(DRAFT))
    assert ask(door(server)).tries == 2
    server.will(*[empty] * 3)
    error = fault_of(door(server))
    assert isinstance(error, ModelAnswerError)
    assert error.attempts == 3
    assert "empty" in error.message
    assert error.usage == Usage(input_tokens=300, output_tokens=30)


@pytest.mark.parametrize("body", ["<html><body>Welcome</body></html>", '{"object": "error"}', "{}", "null", "7"])
@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_something_else_than_an_answer(server, body, kind):
    server.will(*[Reply(body, kind=kind)] * 6)
    error = fault_of(door(server))
    assert isinstance(error, (ModelAnswerError, ProviderError))
    assert "Error" not in error.message.removeprefix(server.url)
    assert len(server.seen) <= 4


# Answers that end too early.


def test_a_cut_off_answer_keeps_its_complete_items(server):
    half = json.dumps({"passages": [PASSAGE, {**PASSAGE, "passage": "Q2"}, {**PASSAGE, "passage": "Q3"}]})
    server.will(says(half[: half.index('"Q3"') + 8], finish="length", tokens=(100, 0, 500)))
    answer = ask(door(server))
    assert answer.cut_off
    assert [item.passage for item in answer.draft.passages] == ["Q1", "Q2"]
    assert (answer.tries, answer.usage.output_tokens, len(server.seen)) == (1, 500, 1)


def test_nothing_complete_before_the_cut(server):
    server.will(says('{"passages": [{"passage": "Q1', finish="length"))
    error = fault_of(door(server))
    assert isinstance(error, ModelAnswerError)
    assert "cut off" in error.message
    assert (error.attempts, error.usage, len(server.seen)) == (
        1,
        Usage(input_tokens=100, output_tokens=10),
        1,
    )


@pytest.mark.parametrize("content", [None, "", "{", "I think that", "[", "null"])
def test_cut_off_without_json(server, content):
    server.will(says(content, finish="length"))
    assert isinstance(fault_of(door(server)), ModelAnswerError)


# Answers that say no.


def test_a_refusal(server):
    server.will(says(None, refusal="I cannot help with that."))
    error = fault_of(door(server))
    assert isinstance(error, ModelAnswerError)
    assert "I cannot help with that." in error.message
    assert len(server.seen) == error.attempts == 1
    assert error.usage == Usage(input_tokens=100, output_tokens=10)


@pytest.mark.parametrize("content", [None, "", '{"passages": [{"passa'])
def test_a_content_filter(server, content):
    server.will(says(content, finish="content_filter"))
    error = fault_of(door(server))
    assert isinstance(error, ModelAnswerError)
    assert "filter" in error.message
    assert len(server.seen) == 1


def test_a_filter_that_left_a_whole_answer(server):
    server.will(says(DRAFT, finish="content_filter"))
    assert ask(door(server)).draft.passages


# Refusals of the provider.


def test_a_wrong_key_is_final_and_stays_hidden(server, caplog):
    echo = f"Incorrect API key provided: {KEY}. Also Bearer {KEY} and sk-abcdef1234567890abcdef."
    server.will(error(401, echo))
    with caplog.at_level(logging.DEBUG):
        fault = fault_of(door(server))
    assert isinstance(fault, ProviderRefused)
    assert (fault.status, fault.attempts, len(server.seen)) == (401, 1, 1)
    assert "Incorrect API key provided: [key hidden]" in fault.message
    assert "sk-abc" not in str(fault)
    assert "CLAIMKIT_API_KEY" in fault.hint
    assert KEY not in caplog.text


def test_nothing_of_the_refusal_hangs_on_the_error(server):
    server.will(error(401, f"the key {KEY} is wrong"))
    fault = fault_of(door(server))
    assert fault.__cause__ is None
    assert fault.__context__ is None


@pytest.mark.parametrize("status", [400, 403, 404, 413, 422])
def test_other_refusals_are_final(server, status):
    server.will(error(status, "the model is not here"))
    fault = fault_of(door(server))
    assert isinstance(fault, ProviderRefused)
    assert (fault.status, len(server.seen)) == (status, 1)
    assert fault.message == f"{server.url} refused with status {status}: the model is not here"
    assert fault.hint


def test_an_error_page_becomes_one_sentence(server):
    server.will(
        Reply(
            "<html>\n<head><title>403 Forbidden</title></head>\n<body>\n\x1b[31mno</body>",
            403,
            kind="text/html",
        )
    )
    message = fault_of(door(server)).message
    assert "403 Forbidden" in message
    assert "<" not in message
    assert "\x1b" not in message


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 529])
def test_a_busy_provider_is_asked_again(server, status, waits):
    server.will(error(status), says(DRAFT))
    answer = ask(door(server))
    assert (answer.tries, len(server.seen), len(waits)) == (2, 2, 1)
    assert answer.usage == Usage(input_tokens=100, output_tokens=10)


def test_retry_after_in_seconds(server, waits):
    server.will(error(429, headers={"retry-after": "7"}), says(DRAFT))
    ask(door(server))
    assert waits == [7.0]


def test_retry_after_as_a_date(server, waits):
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    server.will(error(429, headers={"retry-after": when}), says(DRAFT))
    ask(door(server))
    assert 25 < waits[0] <= 30


def test_a_provider_that_stays_busy(server, waits):
    server.will(*[error(503, "overloaded")] * 9)
    fault = fault_of(door(server))
    assert isinstance(fault, ProviderRefused)
    assert (fault.status, fault.attempts, len(server.seen), len(waits)) == (503, 5, 5, 4)
    assert fault.exit_code == 3


def test_the_sdk_asks_once_a_try(server):
    server.will(*[error(500)] * 9)
    fault_of(door(server, retries=0))
    assert len(server.seen) == 1


def test_a_busy_provider_and_an_invalid_answer_are_counted_apart(server):
    server.will(error(500), says("junk"), error(429), says("junk"), error(500), says(DRAFT))
    assert ask(door(server)).tries == 6


# No connection.


def test_nobody_listens(waits):
    model = DoorModel("openai/m", base_url=f"http://127.0.0.1:{free_port()}/v1", api_key=KEY)
    fault = fault_of(model)
    assert isinstance(fault, ProviderUnreachable)
    assert (fault.attempts, len(waits), fault.exit_code) == (5, 4, 3)
    assert "5 tries" in fault.message


def test_no_reply_in_time(server):
    server.will(*[says(DRAFT, delay=5.0)] * 2)
    fault = fault_of(door(server, timeout=0.1, retries=1))
    assert isinstance(fault, ProviderUnreachable)
    assert fault.attempts == len(server.seen) == 2


def test_a_broken_connection_is_tried_again(server):
    server.will(Reply(reset=True), says(DRAFT))
    assert ask(door(server)).tries == 2
    server.will(*[Reply(reset=True)] * 5)
    assert isinstance(fault_of(door(server)), ProviderUnreachable)


def test_an_address_that_is_none():
    assert isinstance(fault_of(DoorModel("openai/m", base_url="not an address", api_key=KEY)), ClaimkitError)


def test_a_name_and_password_in_the_address_stay_hidden(server):
    url = server.url.replace("//", "//reader:opensesame@")
    server.will(error(401, "no"))
    fault = fault_of(DoorModel("openai/m", base_url=url, api_key=KEY))
    assert "opensesame" not in str(fault)
    assert "opensesame" not in json.dumps(DoorModel("openai/m", base_url=url).settings)


# Keys and names.


def test_no_key(monkeypatch):
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for model, variable in (("openai/m", "OPENAI_API_KEY"), ("anthropic/m", "ANTHROPIC_API_KEY")):
        fault = fault_of(DoorModel(model))
        assert isinstance(fault, MissingKeyError)
        assert variable in fault.message
        assert fault.exit_code == 2


def test_the_key_of_the_environment(server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "from-openai-1")
    server.will(says(DRAFT), says(DRAFT))
    ask(door(server, api_key=None))
    monkeypatch.setenv("CLAIMKIT_API_KEY", "from-claimkit-1")
    ask(door(server, api_key=None))
    assert [seen.headers["authorization"] for seen in server.seen] == [
        "Bearer from-openai-1",
        "Bearer from-claimkit-1",
    ]


def test_a_server_without_a_key_keeps_its_words(server, monkeypatch):
    for name in ("OPENAI_API_KEY", "CLAIMKIT_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    server.will(error(404, "none of the models is loaded"))
    assert "none of the models is loaded" in fault_of(door(server, api_key=None)).message


@pytest.mark.parametrize("name", ["nobody/m", "openai/", "/m", "m"])
def test_a_wrong_provider(name):
    fault = fault_of(DoorModel(name, api_key=KEY))
    assert isinstance(fault, ModelChoiceError)
    assert fault.exit_code == 2


def test_a_provider_whose_package_is_missing(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    monkeypatch.setitem(__import__("sys").modules, "anthropic", None)
    fault = fault_of(DoorModel("anthropic/m"))
    assert isinstance(fault, ModelChoiceError)
    assert "install" in str(fault).lower()


def test_an_address_goes_with_openai_only(server):
    assert isinstance(fault_of(DoorModel("anthropic/m", base_url=server.url, api_key=KEY)), ModelChoiceError)


def test_settings_hold_no_key(server):
    model = door(server, temperature=0.5)
    assert model.settings == {"model": "openai/scripted", "base_url": server.url, "temperature": 0.5}


# One client for many questions.


def test_several_calls_and_a_clean_end(server, recwarn):
    server.will(*[says(DRAFT)] * 3)
    model = door(server)
    ask(model, times=3)
    assert len(server.seen) == 3
    asyncio.run(model.aclose())
    del model
    gc.collect()
    assert not [warning for warning in recwarn if issubclass(warning.category, ResourceWarning)]


def test_a_closed_door_opens_again(server):
    server.will(says(DRAFT), says(DRAFT))
    model = door(server)
    ask(model)
    assert ask(model).draft.passages


def test_several_questions_at_once(server):
    server.by = lambda seen: says({"passages": [{**PASSAGE, "speaker": seen.contents[1]}]}, delay=0.02)

    async def run():
        model = door(server)
        try:
            return await asyncio.gather(*(model.ask(request_of(f"speaker {n}")) for n in range(12)))
        finally:
            await model.aclose()

    answers = asyncio.run(run())
    assert [answer.draft.passages[0].speaker for answer in answers] == [f"speaker {n}" for n in range(12)]


def test_a_question_can_be_cancelled(server):
    server.will(says(DRAFT, delay=5.0), says(DRAFT))

    async def run():
        model = door(server)
        question = asyncio.ensure_future(model.ask(request_of()))
        while not server.seen:
            await asyncio.sleep(0.01)
        question.cancel()
        with pytest.raises(asyncio.CancelledError):
            await question
        answer = await model.ask(request_of())
        await model.aclose()
        return answer

    assert asyncio.run(run()).tries == 1


def test_other_providers_have_no_retries_of_their_own():
    model = DoorModel("deepseek/m", api_key=KEY, timeout=7.0)
    inner = model._connect().client
    assert (inner.max_retries, inner.timeout) == (0, 7.0)
    asyncio.run(inner.close())


def test_a_line_break_after_the_key_does_no_harm(server, monkeypatch):
    monkeypatch.setenv("CLAIMKIT_API_KEY", f"{KEY}\n")
    server.will(says(DRAFT))
    ask(door(server, api_key=None))
    assert server.seen[0].headers["authorization"] == f"Bearer {KEY}"


# What is asked costs money, is counted, and goes at a pace.


def test_only_a_providers_own_prices_hold():
    tokens = Usage(input_tokens=1_000_000)
    own = DoorModel("openai/gpt-5-mini", api_key=KEY)._priced(tokens)
    assert own.cost_usd > 0
    assert DoorModel("openai/gpt-5-mini", base_url="http://127.0.0.1:1/v1")._priced(tokens).cost_usd is None
    assert DoorModel("openai/gpt-5-mini", base_url="https://eu.api.openai.com/v1")._priced(tokens) == own
    assert DoorModel("openai/a-model-of-tomorrow", api_key=KEY)._priced(tokens).cost_usd is None


def test_every_try_is_counted_in_the_budget_and_none_beyond_it(server, waits):
    budget = Budget(tokens=40_000, price=lambda usage: None)
    server.will(says("junk", tokens=(300, 0, 30)), error(503), says(DRAFT, tokens=(300, 0, 30)))
    answer = ask(door(server, budget=budget))
    assert answer.tries == 3
    assert budget.spent.input_tokens + budget.spent.output_tokens == 660
    assert answer.usage.input_tokens == 600
    tight = Budget(tokens=2_000, price=lambda usage: None)
    server.will(says("junk", tokens=(300, 0, 300)), says(DRAFT))
    fault = fault_of(door(server, budget=tight))  # the second try could pass it
    assert isinstance(fault, BudgetError)
    assert len(server.seen) == 4
    assert tight.spent.output_tokens == 300


def test_a_place_is_given_back_whatever_happens(server, waits):
    model = door(server)
    for replies in ([says(DRAFT)], [error(401)], [error(503)] * 5, [Reply(reset=True)] * 5, [says("junk")] * 3):
        server.will(*replies)
        with contextlib.suppress(ClaimkitError):
            ask(model)
        assert model._throttle._in_flight == 0
