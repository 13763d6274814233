"""An article of more than 8,000 words: its parts share the actors."""

from __future__ import annotations

import re

import pytest
from scripted_model import ScriptedModel, labels_of

import claimkit.pipeline.extractor as module
from claimkit import Extractor
from claimkit.models.base import LARGE, SMALL

FILL = (
    "The inquiry into the Norvale harbour wall heard the engineers again, and the hall by the quay was full. "
    "Clerks carried in the drawings of the second pier, which had lain in a cellar since the flood, and the "
    "crews who had poured the concrete sat in the last rows with their caps on their knees. Rain came down on "
    "the roof all afternoon, so that many of the words were lost in the back of the hall on day {day}. "
)
FIRST = "“We built what the drawings showed,” said Mara Ellwood, the harbour minister. "
LATER = "“Nobody asked us about the second pier,” Ellwood said. "
OTHER = "“My father never saw a drawing,” said Tobin Ashgrove, a foreman. "
LAST = "“I sign what I am given,” said Mara Ellwood. "


def article() -> str:
    days = []
    for day in range(1, 61):
        said = {1: FIRST, 60: LAST}.get(day, OTHER if day % 7 == 0 else LATER if day % 3 == 0 else "")
        days.append(f"Day {day} of the inquiry.\n\n{said}{FILL.format(day=day)}{FILL.format(day=day)}")
    return "\n\n".join(days)


TEXT = article()


def quotes(request):
    """Name the speaker as the sentence of each label does."""
    view = "\n".join(words for _, words in request.messages)
    passages = []
    for label in labels_of(request):
        line = next(line for line in view.splitlines() if f"⟦{label}⟧" in line and line.startswith("["))
        name = next(name for name in ("Mara Ellwood", "Tobin Ashgrove", "Ellwood") if name in line)
        sentence = int(re.match(r"\[(\d+)\]", line)[1])
        passages.append({"passage": label, "speech": "quotation", "speaker": name, "sentence": sentence, "cue": "said"})
    return {"passages": passages}


def actors(request):
    """Answer as a model does that sees only this part, and the actors of the parts before."""
    question = request.messages[-1][1]
    mentions = re.findall(r'^(M\d+): "([^"]+)"', question, re.MULTILINE)
    known = dict(re.findall(r"^(a\d+): ([^,\n(]+)", question, re.MULTILINE))
    found = []
    for surname in ("Ellwood", "Ashgrove"):
        own = [label for label, words in mentions if surname in words]
        fullest = max((words for _, words in mentions if surname in words), key=len, default="")
        before = next((key for key, name in known.items() if surname in name), "")
        if own:
            found.append({"mentions": own, "name": fullest, "kind": "person", "known": before})
    return {"actors": found}


@pytest.fixture
def using(monkeypatch):
    def extract(profile):
        model = ScriptedModel({"quotes": quotes, "actors": actors}, profile=profile)
        if profile is SMALL:
            model = ScriptedModel({"keyed/claims": keyed}, profile=profile)
        monkeypatch.setattr(module, "choose_model", lambda name, **options: model)
        with Extractor(cache=False) as extractor:
            return extractor.extract(TEXT), model

    return extract


def keyed(request):
    return dict.fromkeys(request.draft.model_fields, "The second pier was built in Norvale.")


def test_it_is_long_enough():
    assert len(TEXT.split()) > 8_000


def checked(result):
    by_name = {actor.name: actor for actor in result.actors}
    assert set(by_name) == {"Mara Ellwood", "Tobin Ashgrove"}
    ellwood, ashgrove = by_name["Mara Ellwood"], by_name["Tobin Ashgrove"]
    assert len(result.quotes_of(ellwood)) == TEXT.count("Ellwood")
    assert len(result.quotes_of(ashgrove)) == TEXT.count("Ashgrove")
    assert "Ellwood" in ellwood.aliases
    assert len(ellwood.mentions) == TEXT.count("Ellwood")
    assert not result.report.incomplete


def test_a_large_model_in_parts(using):
    result, model = using(LARGE)
    assert model.tasks().count("quotes") > 1
    assert "a1: Mara Ellwood" in model.last("actors").messages[-1][1]
    checked(result)


def test_a_small_model_in_parts(using):
    result, model = using(SMALL)
    assert model.tasks().count("keyed/claims") > 3
    checked(result)


def test_rules():
    with Extractor("rules") as extractor:
        checked(extractor.extract(TEXT))
