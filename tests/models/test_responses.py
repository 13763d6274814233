"""Reading what is no whole draft."""

import json
import re
from types import SimpleNamespace as Made

import pytest

from claimkit.drafts import ClaimsDraft, QuotesDraft
from claimkit.models.responses import complete_items, is_empty, refusal_in, text_of

PASSAGE = {"passage": "Q1", "speech": "quotation", "speaker": 'A "]} \\', "sentence": 12, "cue": "said"}
CLAIM = {
    "text": "The quay is [closed}.",
    "sentences": [3, 12],
    "claimant": "article",
    "quotes": [],
    "kind": "fact",
    "commitment": "asserted",
    "check_worthy": True,
    "reason": "safety",
}


def test_only_whole_items_are_kept():
    whole = json.dumps({"passages": [PASSAGE, {**PASSAGE, "passage": "Q2"}]})
    ends = [found.end() for found in re.finditer('"said"}', whole)]
    for end in range(len(whole) + 1):
        draft = complete_items(QuotesDraft, whole[:end])
        kept = [item.model_dump(include=set(PASSAGE)) for item in draft.passages] if draft else []
        labels = ["Q1", "Q2"][: sum(end >= stop for stop in ends)]
        assert kept == [{**PASSAGE, "passage": label} for label in labels]


def test_a_list_that_is_cut_in_a_number_goes_with_its_item():
    whole = json.dumps({"claims": [CLAIM, CLAIM]})
    cut = whole[: whole.rindex("12") + 1]
    assert [item.sentences for item in complete_items(ClaimsDraft, cut).claims] == [[3, 12]]


def test_a_later_list_that_has_just_begun():
    cut = json.dumps({"passages": [PASSAGE]})[:-1] + ', "reported": [{"sentence": 1, "wor'
    draft = complete_items(QuotesDraft, cut)
    assert len(draft.passages) == 1
    assert draft.reported == []


@pytest.mark.parametrize("text", ["", "{", "}", "]]]}", '{"passages": [', "null", "[{}]", 'words {"passages": [{}'])
def test_nothing_whole(text):
    assert complete_items(QuotesDraft, text) is None


def test_a_whole_item_of_another_shape():
    assert complete_items(QuotesDraft, '{"passages": [{"passage": "Q1"}, {"pass') is None


@pytest.mark.parametrize("response", [None, "<html>", 3, [], Made(choices=[]), Made(choices=None)])
def test_empty(response):
    assert is_empty(response)


def test_not_empty():
    assert not is_empty(Made(choices=[Made(message=None)]))
    assert not is_empty(Made(content=[Made(text="Anthropic's shape")]))


def test_refusals():
    def chat(finish="stop", **message):
        return Made(choices=[Made(message=Made(**message), finish_reason=finish)])

    assert refusal_in(chat(refusal="No.")) == "No."
    assert "filter" in refusal_in(chat("content_filter", refusal=None))
    assert refusal_in(Made(stop_reason="refusal"))
    for fine in (
        chat(refusal=None),
        chat(refusal=" "),
        chat(),
        Made(choices=[]),
        Made(stop_reason="end_turn"),
        None,
    ):
        assert refusal_in(fine) == ""


def test_texts():
    assert text_of(Made(choices=[Made(message=Made(content="{}", tool_calls=None))])) == "{}"
    assert text_of(Made(choices=[Made(message=Made(content=None))])) == ""
    call = Made(function=Made(arguments='{"a": 1'))
    assert text_of(Made(choices=[Made(message=Made(content=None, tool_calls=[call]))])) == '{"a": 1'
    assert text_of(Made(content=[Made(input={"a": 1})])) == '{"a": 1}'
    assert text_of(Made(content=[Made(text="{")])) == "{"
    assert text_of(Made(content=[])) == text_of(None) == ""
