"""Mentions of speakers, put together."""

import pytest
from scripted_model import chunk_of, chunks_for, place

from claimkit.actors import Cast
from claimkit.asking.chunk import Mention
from claimkit.drafts import ActorDraft, ActorsDraft

TEXT = """Anna Berg, the port’s director, spoke first. Berg was brief. She left.

Ole Lund of the Fishers’ Guild, who chairs it, answered. An official, who feared for her job, did not.
"""


def mention(words, label="M1", nth=1, text=TEXT):
    return Mention(label, place(text, words, nth), words, 1)


def draft(*labels, name="Anna Berg", kind="person", **more):
    return ActorDraft(mentions=list(labels), name=name, kind=kind, **more)


def cast_of(mentions, *drafts, text=TEXT):
    cast = Cast()
    cast.enter(chunk_of(text), mentions, ActorsDraft(actors=list(drafts)))
    return cast


def only(cast, text=TEXT):
    (actor,) = cast.actors(text)
    return actor


def test_one_actor_with_all_its_places():
    mentions = [mention("Anna Berg"), mention("Berg", "M2", 2), mention("She", "M3")]
    cast = cast_of(mentions, draft("M1", "M2", "M3", role="director", affiliation="the port’s"))
    actor = only(cast)
    assert (actor.id, actor.name, actor.role, actor.aliases) == ("a1", "Anna Berg", "director", ("Berg",))
    assert [span.of(TEXT) for span in actor.mentions] == ["Anna Berg", "Berg", "She"]
    assert {cast.actor_at(item.span) for item in mentions} == {"a1"}
    assert cast.rejected == cast.warnings == []


def test_ids_in_order_of_the_answer():
    cast = cast_of([mention("Anna Berg"), mention("Ole Lund", "M2")], draft("M1"), draft("M2", name="Ole Lund"))
    assert [(actor.id, actor.name) for actor in cast.actors(TEXT)] == [("a1", "Anna Berg"), ("a2", "Ole Lund")]


def test_every_place_of_a_name_is_a_mention():
    text = "Lund spoke. Lundgren did not. Then LUND and Lund again."
    actor = only(cast_of([mention("Lund", text=text)], draft("M1", name="Lund"), text=text), text)
    assert [span.start for span in actor.mentions] == [place(text, "Lund").start, place(text, "Lund", 3).start]


def test_places_do_not_overlap():
    actor = only(cast_of([mention("Anna Berg"), mention("Berg", "M2", 2)], draft("M1", "M2", aliases=["Anna"])))
    spans = actor.mentions
    assert all(not one.overlaps(other) for one in spans for other in spans if one is not other)


def test_no_mention_is_left_out_however_many_there_are():
    text = "Lund. " * 500
    assert len(only(cast_of([mention("Lund", text=text)], draft("M1", name="Lund"), text=text), text).mentions) == 500


# What the article does not say.


def test_an_invented_name_gives_way_to_the_words_of_the_mention():
    cast = cast_of([mention("Berg", nth=2)], draft("M1", name="Anna Maria Berg"))
    assert only(cast).name == "Berg"
    assert [(item.what, item.words) for item in cast.rejected] == [("actor", "Anna Maria Berg")]


def test_an_invented_name_for_a_pronoun_leaves_the_speaker_open():
    cast = cast_of([mention("She")], draft("M1", name="Eva Holm"))
    assert cast.actors(TEXT) == ()
    assert cast.actor_at(place(TEXT, "She")) is None
    assert "She" in cast.warnings[0]


@pytest.mark.parametrize("name", ["She", "she", ""])
def test_a_pronoun_is_no_name(name):
    cast = cast_of([mention("She")], draft("M1", name=name))
    assert cast.actors(TEXT) == ()
    assert only(cast_of([mention("She"), mention("Berg", "M2", 2)], draft("M1", "M2", name=name))).name == "Berg"


@pytest.mark.parametrize("field", ["role", "affiliation", "anonymity"])
def test_invented_details(field):
    cast = cast_of([mention("Anna Berg")], draft("M1", **{field: "queen of the sea"}))
    actor = only(cast)
    assert (actor.role, actor.affiliation, actor.anonymity_span) == (None, None, None)
    assert [item.what for item in cast.rejected] == [field]


def test_invented_aliases_and_pronouns_among_them():
    cast = cast_of([mention("Anna Berg")], draft("M1", aliases=["Bergie", "she", "Berg", "Anna Berg", " "]))
    assert only(cast).aliases == ("Berg",)
    assert [item.words for item in cast.rejected] == ["Bergie"]


def test_the_reason_for_not_naming():
    cast = cast_of(
        [mention("An official")], draft("M1", name="An official", kind="anonymous", anonymity="feared for her job")
    )
    assert only(cast).anonymity_span == place(TEXT, "feared for her job")


# Labels.


def test_a_label_belongs_to_one_actor():
    cast = cast_of(
        [mention("Anna Berg"), mention("Ole Lund", "M2")], draft("M1", "M2"), draft("M2", name="Ole Lund"), draft("M1")
    )
    assert [actor.name for actor in cast.actors(TEXT)] == ["Anna Berg"]


def test_labels_that_are_not_there():
    cast = cast_of([mention("Anna Berg")], draft("M7", name="Ole Lund"), draft("M1", "M1", "M9"), draft())
    assert only(cast).name == "Anna Berg"


def test_a_mention_left_out_stands_for_itself():
    cast = cast_of([mention("Ole Lund")])
    actor = only(cast)
    assert (actor.name, actor.kind) == ("Ole Lund", "other")
    assert "was not described" in cast.warnings[0]


def test_a_pronoun_left_out_stays_open():
    cast = cast_of([mention("She")])
    assert cast.actors(TEXT) == ()
    assert "nobody could tell" in cast.warnings[0]


def test_a_mention_left_out_that_is_a_known_name():
    cast = cast_of([mention("Anna Berg"), mention("Anna Berg", "M2")], draft("M1"))
    assert only(cast).id == "a1"


def test_two_entries_of_one_name_are_one_actor():
    cast = cast_of([mention("Anna Berg"), mention("Berg", "M2", 2)], draft("M1"), draft("M2"))
    assert only(cast).id == "a1"


def test_nobody_speaks():
    assert Cast().actors(TEXT) == Cast().so_far() == ()
    assert Cast().actor_at(None) is None
    assert Cast().actor_at(place(TEXT, "Berg")) is None


# Several parts.

PARTS = "Berg was brief.\n\nThen Anna Berg left.\n\nOle Lund stayed. Berg did not.\n"


def parts(*drafts, second="Anna Berg"):
    cast = Cast()
    chunks = chunks_for(PARTS, limit=16)
    for number, (chunk, item) in enumerate(zip(chunks, drafts, strict=False), 1):
        words = item.name if number > 1 else "Berg"
        cast.enter(chunk, [mention(words, f"M{number}", text=PARTS)], ActorsDraft(actors=[item]))
    return cast


def test_a_known_actor_gets_the_fuller_name():
    cast = parts(draft("M1", name="Berg"), draft("M2", known="a1", role="brief"))
    actor = only(cast, PARTS)
    assert (actor.id, actor.name, actor.aliases, actor.role) == ("a1", "Anna Berg", ("Berg",), "brief")


def test_the_first_role_stays():
    cast = parts(draft("M1", name="Berg", role="brief"), draft("M2", known="a1", role="left"))
    assert only(cast, PARTS).role == "brief"


@pytest.mark.parametrize("known", ["", "a9", "Berg", "A1"])
def test_an_id_that_nobody_has_makes_a_new_actor(known):
    cast = parts(draft("M1", name="Berg"), draft("M2", known=known))
    assert [actor.id for actor in cast.actors(PARTS)] == ["a1", "a2"]


def test_an_id_of_the_same_answer_joins_nobody():
    cast = cast_of(
        [mention("Anna Berg"), mention("Ole Lund", "M2")],
        draft("M1", known="a1"),
        draft("M2", name="Ole Lund", known="a1"),
    )
    assert [actor.name for actor in cast.actors(TEXT)] == ["Anna Berg", "Ole Lund"]


def test_so_far_shows_no_mentions():
    (actor,) = parts(draft("M1", name="Berg")).so_far()
    assert (actor.id, actor.name, actor.mentions) == ("a1", "Berg", ())
