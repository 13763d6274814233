"""Gold files and sheets: what is read, and what is wrong with those that cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimkit.errors import CallerError
from claimkit.evaluation.gold import Gold, dump_gold, load_gold
from claimkit.evaluation.sheet import Place, Sheet, dump_sheet, gold_of, load_sheet, sheet_of
from claimkit.schemas import Article

SHIPPED = Path(__file__).parents[2] / "evals" / "gold"


def written(tmp_path, gold: Gold, name="varn.json", **changes) -> Path:
    data = json.loads(dump_gold(gold))
    for where, value in changes.items():
        *path, last = where.split("__")
        target = data
        for step in path:
            target = target[int(step) if step.isdigit() else step]
        target[int(last) if last.isdigit() else last] = value
    file = tmp_path / name
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def test_a_file_and_a_folder(gold, tmp_path):
    file = written(tmp_path, gold)
    assert load_gold(file) == load_gold(tmp_path) == [gold]


def test_the_shipped_gold_is_sound_and_as_large_as_promised():
    articles = [*load_gold(SHIPPED), *load_gold(SHIPPED / "heldout")]
    quotes = [quote for item in articles for quote in item.quotes]
    assert len(articles) >= 30
    assert len(load_gold(SHIPPED / "heldout")) == 5
    assert len(quotes) >= 350
    assert sum(len(quote.spans) > 1 for quote in quotes) >= 40
    assert sum(quote.inside is not None for quote in quotes) >= 20
    unnamed = {(item.article.id, actor.id) for item in articles for actor in item.actors if actor.kind == "anonymous"}
    assert sum((item.article.id, quote.speaker) in unnamed for item in articles for quote in item.quotes) >= 25
    assert sum(len(item.claims) for item in articles) >= 250
    assert sum(len(item.actors) for item in articles) >= 200
    assert {"de", "fr", "es", "en"} <= {item.article.language for item in articles}
    assert all(item.labels.passes[-1] == "adjudicated" for item in articles)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"quotes__0__kind": "spoken"}, "quotes.0.kind"),
        ({"quotes__0__spans__0__end": 9_999}, "ends at 9999"),
        ({"quotes__0__text": "We will sell"}, "is not what its spans cut"),
        ({"quotes__1__speaker": "a9"}, "'a9' that is not among the actors"),
        ({"quotes__4__inside": "q9"}, "'q9', which is no other quote"),
        ({"quotes__4__inside": None}, "q4 and q5 share words, and neither stands inside the other"),
        ({"claims__0__quotes": ["q9"]}, "'q9' that does not exist"),
        ({"claims__0__commitment": "sure"}, "claims.0.commitment"),
        ({"actors__0__kind": "mayor"}, "actors.0.kind"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_each_fault_says_file_and_field(gold, tmp_path, changes, fault):
    file = written(tmp_path, gold, **changes)
    with pytest.raises(CallerError) as caught:
        load_gold(file)
    assert str(file) in caught.value.message
    assert fault in caught.value.message
    assert "claimkit eval check" in caught.value.hint


def test_all_faults_of_all_files_are_listed(gold, tmp_path):
    written(tmp_path, gold, "one.json", quotes__0__kind="spoken")
    written(tmp_path, gold, "two.json", claims__0__commitment="sure")
    (tmp_path / "three.json").write_bytes(b"\xff\xfe{")
    (tmp_path / "four.json").write_text("{", encoding="utf-8")
    with pytest.raises(CallerError, match="4 faults"):
        load_gold(tmp_path)


def test_two_files_of_one_article(gold, tmp_path):
    written(tmp_path, gold, "one.json")
    written(tmp_path, gold, "two.json")
    with pytest.raises(CallerError, match=r"'varn' is also the id of .*one\.json"):
        load_gold(tmp_path)


def test_nothing_there(tmp_path):
    with pytest.raises(CallerError, match="holds no gold file"):
        load_gold(tmp_path)
    with pytest.raises(CallerError, match="there is no"):
        load_gold(tmp_path / "none.json")


# Sheets


def test_gold_to_sheet_and_back(gold):
    assert gold_of(sheet_of(gold, gold.labels)) == gold


def test_a_sheet_is_a_label_a_line(gold, tmp_path):
    sheet = sheet_of(gold, gold.labels)
    file = tmp_path / "sheet.json"
    file.write_text(dump_sheet(sheet), encoding="utf-8")
    assert load_sheet(file) == sheet
    lines = file.read_text(encoding="utf-8").splitlines()
    assert sum('"pieces"' in line for line in lines) == len(gold.quotes)


def test_the_nth_place_in_a_paragraph():
    article = Article(id="x", text="She said she would.\n\nshe she she")
    quote = {"id": "q1", "kind": "indirect", "pieces": [{"p": 2, "words": "she", "nth": 3}]}
    (found,) = gold_of(Sheet.model_validate({"quotes": [quote]}), article).quotes
    assert (found.spans[0].start, found.text) == (article.text.rindex("she"), "she")


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ({"p": 9, "words": "she"}, "there is no paragraph 9, the last one is 2"),
        ({"p": 1, "words": "will"}, "do not stand in paragraph 1: 'will'"),
        ({"p": 1, "words": "said", "nth": 2}, "do not stand in paragraph 1 2 times"),
    ],
)
def test_words_that_stand_elsewhere(place, fault):
    article = Article(id="x", text="She said she would.\n\nshe she she")
    quote = {"id": "q1", "kind": "indirect", "pieces": [place]}
    with pytest.raises(CallerError, match=fault):
        gold_of(Sheet.model_validate({"quotes": [quote]}), article)


def test_a_name_that_does_not_stand_in_the_article():
    article = Article(id="x", text="She said she would.")
    actor = {"id": "a1", "name": "Ana Ruiz", "kind": "person"}
    with pytest.raises(CallerError, match="'Ana Ruiz' does not stand"):
        gold_of(Sheet.model_validate({"actors": [actor]}), article)


def test_a_sheet_without_its_article():
    with pytest.raises(CallerError, match="holds no article"):
        gold_of(Sheet())


def test_a_broken_sheet(tmp_path):
    file = tmp_path / "sheet.json"
    file.write_text('{"quotes": [{"id": "q1", "kind": "loud", "pieces": []}]}', encoding="utf-8")
    with pytest.raises(CallerError) as caught:
        load_sheet(file)
    assert "quotes.0.kind" in caught.value.message
    assert "quotes.0.pieces" in caught.value.message
    with pytest.raises(CallerError, match="cannot be read"):
        load_sheet(tmp_path / "none.json")


def test_places_count_from_one():
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        Place(p=0, words="x")
