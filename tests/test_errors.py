"""Errors say what happened and what to do next, cross process borders whole, and hold no key."""

from __future__ import annotations

import copy
import pickle

import pytest

from claimkit import errors
from claimkit.errors import (
    BudgetError,
    CallerError,
    ClaimkitError,
    InputError,
    MissingKeyError,
    MissingRecordingError,
    ModelAnswerError,
    ModelChoiceError,
    PromptError,
    ProviderError,
    ProviderRefused,
    ProviderUnreachable,
    UnexpectedError,
    redact,
)
from claimkit.schemas import Usage

# None of these is a key of anybody.
SECRET = "Zq7fW2pLx9Rt4Vb1"
LEAKS = [
    f"Authorization: Bearer {SECRET}",
    f"authorization: bearer {SECRET}",
    f"Bearer  {SECRET}",
    f"Bearer\t{SECRET}",
    f'{{"Authorization": "Bearer {SECRET}", "a": 1}}',
    f"{{'x-api-key': '{SECRET}'}}",
    f"x-api-key: {SECRET}",
    f"api_key={SECRET}&model=m",
    f"https://models.example/v1?key={SECRET}&x=1",
    f"Authorization: Basic {SECRET}==",
    f"Authorization: {SECRET}",
    f"Incorrect API key provided: {SECRET}. Find yours elsewhere.",
    f"access_token: {SECRET}",
    f"client_secret={SECRET}",
    f"https://user:{SECRET}@models.example/v1",
    f"https://user:p@{SECRET}@models.example/v1",
    f"https://{SECRET}@models.example/v1",
    f"http://user:{SECRET}@127.0.0.1:8080/",
    f"key sk-{SECRET}",
    f"key sk-proj-{SECRET}-abc_def",
    f"key SK-{SECRET}",
    f"key gsk_{SECRET}",
    f"key xai-{SECRET}",
    f"key hf_{SECRET}",
    f"key ghp_{SECRET}",
    f"key github_pat_{SECRET}",
    f"key nvapi-{SECRET}",
    f"key AIza{SECRET}",
    f"token eyJhbGciOiJI{SECRET}.eyJzdWIi{SECRET}.{SECRET}",
]


@pytest.mark.parametrize("message", LEAKS)
def test_no_key_survives(message: str) -> None:
    shown = redact(message)
    assert SECRET not in shown
    assert "[key hidden]" in shown
    assert redact(shown) == shown


@pytest.mark.parametrize("message", LEAKS)
def test_no_key_in_any_face_of_an_error(message: str) -> None:
    error = ModelAnswerError(f"it failed: {message}", hint=f"look at {message}", faults=(f"first {message}",))
    for face in (str(error), repr(error), str(error.args), error.hint, str(error.faults), str(vars(error))):
        assert SECRET not in face
    again = pickle.loads(pickle.dumps(error))
    assert SECRET not in str(vars(again)) + repr(again)


@pytest.mark.parametrize(
    "message",
    [
        "the risk-averse-and-careful planners of Norvale",
        "https://x.example/path?mail=ana@n.example",
        "https://x.example/@norvale/posts",
        "set OPENAI_API_KEY, or use --model local",
        "the authorization failed for the model openai/small",
        "the answer is not JSON: unexpected token at line 3",
        "no such file: task-force-of-the-harbour-authority.txt",
        "12:30 - the server said: try again",
    ],
)
def test_ordinary_words_stay(message: str) -> None:
    assert redact(message) == message


def test_given_secrets_are_hidden_in_any_shape() -> None:
    assert redact("the word swordfish was wrong", "swordfish") == "the word [key hidden] was wrong"
    assert redact("abc abc", "abc", None, "") == "abc abc"  # too short to be a key


def made() -> list[ClaimkitError]:
    usage = Usage(input_tokens=5, output_tokens=1)
    return [
        ClaimkitError("it broke", hint="mend it", attempts=2, usage=usage),
        CallerError("wrong call"),
        InputError("no such file", hint="check it"),
        ModelChoiceError("no such model"),
        MissingKeyError("no key"),
        PromptError("no prompt"),
        MissingRecordingError("no recording"),
        ProviderError("it did not answer", attempts=3),
        ProviderUnreachable("no connection"),
        ProviderRefused("too many requests", status=429, hint="wait", attempts=4, usage=usage),
        ModelAnswerError("no valid draft", faults=("not JSON", "cut off"), attempts=2, usage=usage),
        BudgetError("too dear"),
        UnexpectedError("a fault of our own"),
    ]


def test_the_tree_is_listed_whole() -> None:
    listed = {type(error) for error in made()}
    defined = {value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, ClaimkitError)}
    assert listed == defined


@pytest.mark.parametrize("error", made(), ids=lambda error: type(error).__name__)
def test_pickling_keeps_type_and_attributes(error: ClaimkitError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error)
        assert vars(again) == vars(error)
        assert again.args == error.args
        assert str(again) == str(error)
        assert repr(again) == repr(error)
        assert again.exit_code == error.exit_code


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ClaimkitError, 1),
        (CallerError, 2),
        (InputError, 2),
        (ModelChoiceError, 2),
        (MissingKeyError, 2),
        (PromptError, 2),
        (MissingRecordingError, 2),
        (ProviderError, 3),
        (ProviderUnreachable, 3),
        (ProviderRefused, 3),
        (ModelAnswerError, 1),
        (BudgetError, 1),
        (UnexpectedError, 1),
    ],
)
def test_exit_codes(kind: type[ClaimkitError], code: int) -> None:
    assert kind.exit_code == code


def test_str_shows_the_hint() -> None:
    assert str(InputError("there is no file", hint="Check the path.")) == "there is no file\nCheck the path."
    assert str(InputError("there is no file")) == "there is no file"


def test_what_was_spent_is_kept() -> None:
    error = ProviderRefused("no", status=503, attempts=3, usage=Usage(input_tokens=7))
    assert (error.status, error.attempts, error.usage) == (503, 3, Usage(input_tokens=7))
    assert ModelAnswerError("no").faults == ()
