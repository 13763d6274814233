"""Gold in the formats of other tools: nothing is lost on the way there and back, and what the tool changed wins."""

import json
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.errors import CallerError
from claimkit.evaluation.formats import FORMATS, export_gold, import_gold, write_gold
from claimkit.evaluation.formats.bratlines import fragments
from claimkit.evaluation.formats.label_studio import CONFIG
from claimkit.evaluation.gold import Gold, load_gold
from claimkit.links import cut
from claimkit.schemas import Span

TEXT = (
    "🌊 Quay row 🛠️ deepens\r\n\r\n"
    "“The old quay,” said Mara Ellwood, the harbour minister, “is not safe.\n\n"
    "“We told the mayor ‘shut it’ twice,” she added on Monday 🙂 in Norvale.\n\n"
    "A clerk, unnamed because he fears for his job, said repairs\u2028would cost\t40 million crowns. “Is not safe.”\n"
)


def at(words, nth=1):
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return Span(start=start, end=start + len(words))


def quote(name, spans, **more):
    grounding = "pieces" if len(spans) > 1 else "exact"
    return {"id": name, "kind": "direct", "text": cut(TEXT, spans), "spans": spans, "grounding": grounding} | more


def rich():
    whole = Span(start=at("is not safe").start, end=at("twice,").end)
    return Gold.model_validate(
        {
            "article": {
                "id": "quay/row 1",
                "title": "Quay “row”",
                "url": "https://example.org/quay",
                "published": "2 May",
                "language": "en",
                "text": TEXT,
            },
            "actors": [
                {
                    "id": "a1",
                    "name": "Mara Ellwood",
                    "kind": "person",
                    "role": "harbour minister",
                    "affiliation": "Norvale",
                    "aliases": ["she", "the minister"],
                    "mentions": [at("she"), at("Mara Ellwood")],
                },
                {"id": "a2", "name": "mayor", "kind": "person", "role": ""},
                {
                    "id": "a3",
                    "name": "A clerk",
                    "kind": "anonymous",
                    "mentions": [at("A clerk")],
                    "anonymity_span": at("because he fears for his job"),
                },
                {"id": "a4", "name": "office", "kind": "other", "anonymity_span": at("unnamed")},
            ],
            "quotes": [
                quote(
                    "q1",
                    [at("The old quay,"), whole],
                    speaker="a1",
                    speaker_span=at("Mara Ellwood"),
                    cue_span=at("said"),
                    addressee="the mayor",
                    setting="Norvale",
                    repeats=[[at("Is not safe")], [at("Quay"), at("row")]],
                ),
                quote("q2", [at("shut it")], speaker="a2", inside="q1"),
                quote("q3", [at("twice")], inside="q1", speaker_span=at("Mara Ellwood"), cue_span=at("said")),
                quote(
                    "x9",
                    [at("repairs\u2028would cost\t40 million crowns")],
                    kind="indirect",
                    speaker="a3",
                    speaker_span=at("A clerk"),
                    cue_span=at("said", 2),
                ),
            ],
            "claims": [
                {
                    "id": "c1",
                    "text": "The quay is unsafe.\nIt is old.",
                    "spans": [at("is not safe"), at("The old quay")],
                    "claimant": "a1",
                    "quotes": ["q1", "q2"],
                    "kind": "opinion",
                    "commitment": "hedged",
                    "check_worthy": True,
                    "reason": "It matters.",
                    "same_as": ["c2"],
                },
                {
                    "id": "c2",
                    "text": "The quay is closed.",
                    "spans": [at("is not safe")],
                    "claimant": "a2",
                    "kind": "fact",
                    "commitment": "denied",
                    "check_worthy": False,
                },
                {
                    "id": "c3",
                    "text": "🙂",
                    "spans": [at("🙂"), at("🙂 in")],
                    "kind": "norm",
                    "commitment": "asserted",
                    "check_worthy": False,
                },
            ],
            "labels": {
                "passes": ["one", "two"],
                "genre": "local",
                "tags": ["nested"],
                "notes": "Is q2\na\u2028quote?\x85",
            },
        }
    )


def there_and_back(gold, name, folder):
    out = folder / "out"
    export_gold([gold], name, out, force=True)
    return next(iter(import_gold(out, name)))


def edited(gold, name, folder, change):
    """Export, change the JSON as an annotator would, and import."""
    out = folder / "out"
    export_gold([gold], name, out)
    file = next(out.glob("*.json")) if out.is_dir() else out
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data[0] if isinstance(data, list) else data)
    file.write_text(json.dumps(data), encoding="utf-8")
    return next(iter(import_gold(file, name)))


def edited_ann(gold, folder, change):
    export_gold([gold], "brat", folder / "out")
    file = next((folder / "out").glob("*.ann"))
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    return next(iter(import_gold(file, "brat")))


@pytest.mark.parametrize("name", FORMATS)
def test_everything_comes_back(name, tmp_path):
    assert there_and_back(rich(), name, tmp_path) == rich()


@pytest.mark.parametrize("name", FORMATS)
def test_several_articles_come_back_in_their_order(name, tmp_path):
    gold = [
        rich(),
        rich().model_copy(update={"article": rich().article.model_copy(update={"id": "quay/row?1"})}),
        Gold.model_validate({"article": {"id": "z", "text": "\ufeffNothing was said.\r\n"}}),
    ]
    export_gold(gold, name, tmp_path / "out")
    back = list(import_gold(tmp_path / "out", name))
    assert sorted(back, key=lambda item: item.article.id) == gold


MARKS = st.text(alphabet="ab “”\n\r\t🙂\u2028é", min_size=12, max_size=30)


@st.composite
def golds(draw):
    text = draw(MARKS)
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 6))
    span = ends.map(lambda pair: Span(start=pair[0], end=min(len(text), pair[0] + pair[1])))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=4, max_size=8)))
    parts = [Span(start=one, end=two) for one, two in pairwise(cuts)]
    half = draw(st.integers(1, len(parts) - 1))
    actors = [
        {"id": f"a{n}", "name": "a", "kind": "other", "mentions": draw(st.lists(span, max_size=3, unique=True))}
        for n in (1, 2)
    ]
    ids = st.sampled_from([None, "a1", "a2"])
    quotes = [
        {
            "id": f"q{n}",
            "kind": draw(st.sampled_from(["direct", "mixed"])),
            "text": cut(text, spans),
            "spans": spans,
            "speaker": draw(ids),
            "speaker_span": draw(st.none() | span),
            "cue_span": draw(st.none() | span),
            "grounding": "pieces" if len(spans) > 1 else "exact",
        }
        for n, spans in ((1, parts[:half]), (2, parts[half:]))
    ]
    claims = [
        {
            "id": f"c{n}",
            "text": "A claim.",
            "spans": draw(st.lists(span, min_size=1, max_size=3)),
            "claimant": draw(ids),
            "quotes": draw(st.sampled_from([[], ["q2"], ["q2", "q1"]])),
            "kind": "fact",
            "commitment": "asserted",
            "check_worthy": draw(st.booleans()),
        }
        for n in (1, 2)
    ]
    data = {"article": {"id": "x", "text": text}, "actors": actors, "quotes": quotes, "claims": claims}
    return Gold.model_validate(data)


@pytest.mark.parametrize("name", FORMATS)
@given(gold=golds())
def test_any_gold_comes_back(tmp_path_factory, name, gold):
    assert there_and_back(gold, name, tmp_path_factory.mktemp("any")) == gold


# Label Studio


def results(task, sort="labels"):
    return [item for item in task["annotations"][0]["result"] if item["type"] == sort]


def task_of(tmp_path):
    export_gold([rich()], "label-studio", tmp_path / "tasks.json")
    return json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))[0]


def test_label_studio_counts_utf16_units(tmp_path):
    units = TEXT.encode("utf-16-le")
    for region in results(task_of(tmp_path)):
        value = region["value"]
        assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
    first = next(item for item in results(task_of_again(tmp_path)) if item["id"] == "quote:q1:1")
    assert first["value"]["start"] == at("The old quay,").start + 2  # the two emoji before it


def task_of_again(tmp_path):
    return json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))[0]


def test_label_studio_sees_regions_relations_and_fields(tmp_path):
    task = task_of(tmp_path)
    assert task["data"]["text"] == TEXT
    labels = Counter(label for item in results(task) for label in item["value"]["labels"])
    assert labels == {"Quote": 5, "Source": 2, "Cue": 2, "Actor": 3, "Anonymity": 1, "Claim": 5, "Repeat": 3}
    assert all(item["from_name"] == "label" and item["to_name"] == "text" for item in results(task))
    relations = {(item["from_id"], item["labels"][0], item["to_id"]) for item in results(task, "relation")}
    assert {
        ("quote:q1:1", "next_piece", "quote:q1:2"),
        ("quote:q1:1", "speaker", "actor:a1:1"),
        ("quote:q2:1", "inside", "quote:q1:1"),
        ("claim:c1:1", "carried_by", "quote:q2:1"),
        ("claim:c1:1", "same_as", "claim:c2:1"),
        ("actor:a1:1", "same_actor", "actor:a1:2"),
    } <= relations
    ids = {item["id"] for item in results(task)}
    assert all({item["from_id"], item["to_id"]} <= ids for item in results(task, "relation"))
    kind = next(item for item in results(task, "choices") if item["id"] == "quote:x9:1")
    assert (kind["from_name"], kind["value"]["choices"]) == ("quote_kind", ["indirect"])
    words = next(item for item in results(task, "textarea") if item["from_name"] == "claim_reason")
    assert words["value"]["text"] == ["It matters."]
    config = (tmp_path / "tasks.config.xml").read_text(encoding="utf-8")
    assert config == CONFIG
    for name in {item["from_name"] for item in task["annotations"][0]["result"] if "from_name" in item}:
        assert f'name="{name}"' in config


def test_a_region_moved_in_label_studio_moves_the_quote(tmp_path):
    def change(task):
        for item in task["annotations"][0]["result"]:
            if item.get("id") == "quote:x9:1" and item["type"] == "labels":
                item["value"]["end"] -= len(" crowns")
                item["value"]["text"] = item["value"]["text"].removesuffix(" crowns")

    moved = edited(rich(), "label-studio", tmp_path, change).quotes[3]
    assert (moved.id, moved.text, moved.speaker) == ("x9", "repairs\u2028would cost\t40 million", "a3")


def test_a_region_deleted_in_label_studio_takes_the_quote_away(tmp_path):
    def change(task):
        task["annotations"][0]["result"] = [
            item
            for item in task["annotations"][0]["result"]
            if "quote:q2:1" not in (item.get("id"), item.get("from_id"), item.get("to_id"))
        ]

    back = edited(rich(), "label-studio", tmp_path, change)
    assert [quote.id for quote in back.quotes] == ["q1", "q3", "x9"]
    assert back.claims[0].quotes == ("q1",)
    assert back.actors == rich().actors


def test_links_to_a_deleted_region_are_told(tmp_path):
    def change(task):
        result = task["annotations"][0]["result"]
        task["annotations"][0]["result"] = [item for item in result if item.get("id") != "quote:q2:1"]

    back = edited(rich(), "label-studio", tmp_path, change)
    assert back.claims[0].quotes == ("q1",)
    assert "carried_by of claim:c1:1" in back.labels.notes


def test_deleting_a_piece_in_the_middle_keeps_the_quote_whole(tmp_path):
    spans = [at("The old quay,"), at("is not safe"), at("We told"), at("twice")]
    gold = Gold.model_validate({"article": {"id": "x", "text": TEXT}, "quotes": [quote("q1", spans)]})

    def change(task):
        gone = "quote:q1:2"
        task["annotations"][0]["result"] = [
            item
            for item in task["annotations"][0]["result"]
            if gone not in (item.get("id"), item.get("from_id"), item.get("to_id"))
        ]

    (kept,) = edited(gold, "label-studio", tmp_path, change).quotes
    assert kept.spans == (spans[0], *spans[2:])


def test_an_unlinked_piece_becomes_a_quote_of_its_own(tmp_path):
    def change(task):
        result = task["annotations"][0]["result"]
        result.remove(next(item for item in result if item.get("labels") == ["next_piece"]))

    back = edited(rich(), "label-studio", tmp_path, lambda task: change(task) or drop_inner(task))
    assert [quote.id for quote in back.quotes] == ["q1", "x9", "q4"]
    assert back.quotes[0].spans == (at("The old quay,"),)
    assert back.quotes[0].grounding == "exact"


def drop_inner(task):
    inner = ("quote:q2:1", "quote:q3:1")
    task["annotations"][0]["result"] = [
        item
        for item in task["annotations"][0]["result"]
        if not {item.get("id"), item.get("from_id"), item.get("to_id")} & set(inner)
    ]


def test_new_regions_make_new_quotes_actors_and_claims(tmp_path):
    def region(key, label, words):
        start = len(TEXT[: at(words).start].encode("utf-16-le")) // 2
        end = start + len(words.encode("utf-16-le")) // 2
        value = {"start": start, "end": end, "text": words, "labels": [label]}
        return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": value}

    def change(task):
        task["annotations"][0]["result"] += [
            region("Rnd1", "Quote", "Monday 🙂"),
            region("Rnd2", "Actor", "the mayor"),
            region("Rnd3", "Claim", "on Monday"),
            {"type": "relation", "from_id": "Rnd2", "to_id": "Rnd1", "direction": "left", "labels": ["speaker"]},
        ]

    back = edited(rich(), "label-studio", tmp_path, change)
    quote, actor, claim = back.quotes[-1], back.actors[-1], back.claims[-1]
    assert (quote.id, quote.text, quote.kind, quote.speaker) == ("q4", "Monday 🙂", "indirect", actor.id)
    assert (actor.id, actor.name, actor.kind) == ("a5", "the mayor", "other")
    assert (claim.id, claim.text, claim.kind) == ("c4", "on Monday", "fact")
    assert "kind = other of a5" in back.labels.notes
    assert "check_worthy = no of c4" in back.labels.notes
    assert back.quotes[:-1] == rich().quotes


def test_choices_and_boxes_of_label_studio_win(tmp_path):
    def change(task):
        result = task["annotations"][0]["result"]
        for item in result:
            if item.get("from_name") == "actor_name" and item["id"] == "actor:a1:1":
                item["value"]["text"] = ["Mara E."]
            if item.get("from_name") == "claim_check_worthy" and item["id"] == "claim:c1:1":
                item["value"]["choices"] = ["no"]
        result.remove(next(item for item in result if item.get("from_name") == "quote_setting"))
        result.append({"type": "textarea", "id": "quote:x9:1", "from_name": "doubt", "value": {"text": ["Sure?"]}})

    back = edited(rich(), "label-studio", tmp_path, change)
    assert back.actors[0].name == "Mara E."
    assert back.claims[0].check_worthy is False
    assert (back.quotes[0].setting, back.quotes[0].addressee) == (None, "the mayor")
    assert "quote:x9:1 (doubt): Sure?" in back.labels.notes


def test_an_unlinked_speaker_is_unsettled(tmp_path):
    def change(task):
        result = task["annotations"][0]["result"]
        result.remove(next(item for item in result if item.get("labels") == ["speaker"]))

    assert edited(rich(), "label-studio", tmp_path, change).quotes[0].speaker is None


def test_skipped_tasks_are_left_out_and_told(tmp_path):
    task = task_of(tmp_path)
    skipped = task | {"annotations": [{"result": [], "was_cancelled": True}]}
    (tmp_path / "all.json").write_text(json.dumps([skipped, task]), encoding="utf-8")
    told = []
    assert list(import_gold(tmp_path / "all.json", "label-studio", told.append)) == [rich()]
    assert len(told) == 1 and "task 1" in told[0]


def test_the_ground_truth_annotation_counts(tmp_path):
    task = task_of(tmp_path)
    task["annotations"] = [{"result": []}, task["annotations"][0]]
    file = tmp_path / "two.json"
    file.write_text(json.dumps([task]), encoding="utf-8")
    with pytest.raises(CallerError, match="2 annotations"):
        list(import_gold(file, "label-studio"))
    task["annotations"][1]["ground_truth"] = True
    file.write_text(json.dumps(task), encoding="utf-8")  # one task may stand without a list
    assert list(import_gold(file, "label-studio")) == [rich()]


def set_region(key, **values):
    def change(task):
        for item in results(task):
            if item["id"] == key:
                item["value"] |= values

    return change


def relate(label, one, two):
    relation = {"type": "relation", "from_id": one, "to_id": two, "direction": "right", "labels": label and [label]}
    return lambda task: task["annotations"][0]["result"].append(relation)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (set_region("quote:q2:1", end=9999), "goes beyond the text"),
        (set_region("quote:q2:1", start=1), "cuts a character in two"),
        (set_region("quote:q2:1", start=-4), "cuts a character in two"),
        (set_region("quote:q2:1", start="7"), "'start' is a string"),
        (set_region("quote:q2:1", labels=["Doubt"]), "'Doubt' is no label of claimkit"),
        (set_region("quote:q2:1", labels=["Quote", "Cue"]), "2 labels"),
        (set_region("quote:q2:1", text="other words"), "other words"),
        (set_region("quote:q2:1", start=at("shut it").start, end=at("shut it").end), "count code points"),
        (relate("speaker", "quote:q1:1", "actor:a3:1"), "q1 has more than one speaker: a1, a3"),
        (relate("source", "quote:q1:1", f"source:{at('A clerk').start}-{at('A clerk').end}:1"), "more than one source"),
        (relate("inside", "quote:q1:1", "quote:q2:1"), "q1 stands inside"),
        (relate("speaker", "claim:c1:1", "claim:c2:1"), "'speaker' cannot link Claim"),
        (relate([], "claim:c1:1", "claim:c2:1"), "has no label"),
        (lambda task: task["data"].update(text=TEXT + " And more."), "the text is not the one that claimkit exported"),
        (lambda task: task["data"].pop("text"), "it has no 'text'"),
        (lambda task: task.update(annotations=[]), "nobody has annotated it"),
        (lambda task: task["annotations"][0]["result"].append({"type": "rectangle"}), "'rectangle' is no type"),
        (lambda task: task["annotations"][0]["result"].append(results(task)[0]), "two regions have the id"),
        (lambda task: results(task, "choices")[0]["value"].update(choices=["loud"]), "kind is 'loud'"),
    ],
)
def test_contradictions_in_label_studio_are_told(change, message, tmp_path):
    with pytest.raises(CallerError, match=f"(?s)task 1.*{message}") as raised:
        edited(rich(), "label-studio", tmp_path, change)
    assert raised.value.hint or "code points" in str(raised.value)


@pytest.mark.parametrize("direction", ["left", "right"])
def test_the_direction_of_a_relation_counts(direction, tmp_path):
    def change(task):
        for item in results(task, "relation"):
            if item["labels"] == ["inside"]:
                item["direction"] = "left"
                item["from_id"], item["to_id"] = item["to_id"], item["from_id"]
            elif item["labels"] == ["speaker"] and direction == "right":  # drawn the wrong way round
                item["from_id"], item["to_id"] = item["to_id"], item["from_id"]

    assert edited(rich(), "label-studio", tmp_path, change) == rich()


# Prodigy


def test_prodigy_tokens_cover_the_text_and_fit_the_spans(tmp_path):
    export_gold([rich()], "prodigy", tmp_path / "p.jsonl")
    lines = (tmp_path / "p.jsonl").read_text(encoding="utf-8").split("\n")
    task = json.loads(lines[0])
    tokens = task["tokens"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == TEXT
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    assert any(token["ws"] for token in tokens)
    for span in task["spans"]:
        assert TEXT[span["start"] : span["end"]] == span["text"]
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]
    relation = next(item for item in task["relations"] if item["label"] == "cue")
    assert relation["child"] == relation["child_span"]["token_end"]
    assert TEXT[relation["child_span"]["start"] : relation["child_span"]["end"]] == "said"
    assert {span["label"] for span in task["spans"]} >= {"Quote", "Source", "Cue", "Claim", "Actor"}


def test_prodigy_spans_are_known_without_their_ids(tmp_path):
    def change(task):
        for item in [*task["spans"], *(task_end(task))]:
            del item["id"]
        task |= {"answer": "accept", "_input_hash": 7, "_session_id": None}

    gold = rich().model_copy(update={"claims": rich().claims[:1]})
    gold = gold.model_copy(update={"claims": (gold.claims[0].model_copy(update={"same_as": ()}),)})
    assert edited(gold, "prodigy", tmp_path, change) == gold


def task_end(task):
    return [relation[end] for relation in task["relations"] for end in ("head_span", "child_span")]


def test_prodigy_edits_win(tmp_path):
    def change(task):
        task["spans"] = [span for span in task["spans"] if span["id"] != "quote:q3:1"]
        for span in task["spans"]:
            if span["id"] == "quote:x9:1":
                span |= {"end": span["end"] - 7, "text": span["text"][:-7]}

    back = edited(rich(), "prodigy", tmp_path, change)
    assert [quote.id for quote in back.quotes] == ["q1", "q2", "x9"]
    assert back.quotes[-1].text == "repairs\u2028would cost\t40 million"
    assert (back.quotes[-1].kind, back.quotes[-1].speaker) == ("indirect", "a3")
    assert back.claims == rich().claims


def test_prodigy_relations_may_name_tokens_only(tmp_path):
    gold = rich().model_copy(update={"claims": ()})

    def change(task):
        task["relations"] = [
            {key: item[key] for key in ("head", "child", "label")}
            for item in task["relations"]
            if item["label"] == "cue" and item["head_span"]["id"] == "quote:x9:1"
        ]
        task["spans"] = [span for span in task["spans"] if span["id"] not in ("quote:q2:1", "quote:q3:1", "quote:q1:2")]

    back = edited(gold, "prodigy", tmp_path, change)
    assert back.quotes[-1].cue_span == at("said", 2)
    assert back.quotes[0].cue_span is None


def test_a_token_in_two_spans_means_the_smaller_one(tmp_path):
    spans = [{"start": 0, "end": 9, "label": "Quote"}, {"start": 3, "end": 5, "label": "Quote"}]
    spans += [{"start": 10, "end": 14, "label": "Cue"}, {"start": 3, "end": 5, "label": "Claim"}]
    tokens = [{"text": "bb", "start": 3, "end": 5, "id": 0}, {"text": "said", "start": 10, "end": 14, "id": 1}]
    tokens.append({"text": "aa", "start": 0, "end": 2, "id": 2})
    relations = [{"head": 0, "child": 2, "label": "inside"}, {"head": 0, "child": 1, "label": "cue"}]
    task = {"text": "aa bb ccc said", "tokens": tokens, "spans": spans, "relations": relations}
    (gold,) = import_gold(rows(tmp_path, task), "prodigy")
    assert [(quote.inside, bool(quote.cue_span)) for quote in gold.quotes] == [(None, False), ("q1", True)]


def test_rejected_prodigy_tasks_are_left_out_and_told(tmp_path):
    export_gold([rich()], "prodigy", tmp_path / "p.jsonl")
    good = (tmp_path / "p.jsonl").read_text(encoding="utf-8")
    bad = json.dumps(json.loads(good) | {"answer": "reject"})
    (tmp_path / "p.jsonl").write_text(f"{bad}\n\n{good}", encoding="utf-8")
    told = []
    assert list(import_gold(tmp_path / "p.jsonl", "prodigy", told.append)) == [rich()]
    assert len(told) == 1 and "line 1: the answer is 'reject'" in told[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda task: task["spans"][0].update(end=9999), "span 1: the span .* goes beyond the text"),
        (lambda task: task["spans"][0].update(text="other"), "span 1: .* 'other' in the span"),
        (lambda task: task["spans"][0].pop("label"), "span 1: it has no 'label'"),
        (lambda task: task.pop("spans"), "it has no 'spans'"),
        (lambda task: task.update(relations=[{"head": 9999, "child": 0, "label": "cue"}]), "there is no token 9999"),
        (lambda task: task.update(claimkit=[]), "'claimkit' is a list"),
        (lambda task: task["claimkit"]["quotes"].append({}), "claimkit.quotes: it has no 'id'"),
        (lambda task: task["claimkit"].update(regions=[1]), "claimkit.regions: 1 is no region"),
    ],
)
def test_faults_in_prodigy_files_are_told(change, message, tmp_path):
    with pytest.raises(CallerError, match=f"out, line 1.*{message}"):
        edited(rich(), "prodigy", tmp_path, change)


# brat


def test_brat_files_are_what_brat_reads(tmp_path):
    export_gold([rich()], "brat", tmp_path / "out")
    assert (tmp_path / "out" / "quay_row_1.txt").read_bytes().decode() == TEXT
    ann = (tmp_path / "out" / "quay_row_1.ann").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in ann.split("\n")[:-1]]
    assert ann.splitlines() == ann.split("\n")[:-1]
    for name, what, *words in lines:
        if name.startswith("T"):
            places = [tuple(map(int, place.split())) for place in what.split(" ", 1)[1].split(";")]
            assert "\t".join(words) == " ".join(TEXT[start:end] for start, end in places)
    first = next(what for name, what, *_ in lines if what.startswith("Quote "))
    piece, whole = at("The old quay,"), Span(start=at("is not safe").start, end=at("twice,").end)
    one, two = fragments(TEXT, [whole])
    assert first == f"Quote {piece.start} {piece.end};{one.start} {one.end};{two.start} {two.end}"
    assert "\n\n" not in one.of(TEXT) + two.of(TEXT)
    kinds = Counter(line[0][0] for line in lines)
    assert set(kinds) == {"T", "R", "A", "#"}
    conf = (tmp_path / "out" / "annotation.conf").read_text(encoding="utf-8")
    for name, what, *_ in lines:
        if name[0] in "TRA":
            assert what.split(" ")[0] in conf


def test_overlapping_pieces_are_one_fragment_in_brat():
    spans = [Span(start=5, end=9), Span(start=1, end=6), Span(start=9, end=12)]
    assert fragments("x" * 20, spans) == [Span(start=1, end=9), Span(start=9, end=12)]


def test_brat_edits_win(tmp_path):
    place = at("repairs\u2028would cost\t40 million crowns")

    def change(ann):
        lines = []
        for line in ann.split("\n"):
            if f";{place.end - 25} " in line or line.endswith("crowns"):
                line = line.replace(f" {place.end}\t", f" {place.end - 7}\t").removesuffix(" crowns")
            if "Quote_kind" in line:
                line = line.replace("indirect", "mixed")
            lines.append(line)
        return "\n".join(lines)

    back = edited_ann(rich(), tmp_path, change)
    assert back.quotes[-1].kind == "mixed"
    assert back.quotes[-1].spans == (Span(start=place.start, end=place.end - 7),)
    assert back.quotes[:-1] == rich().quotes[:-1]


def test_an_annotation_deleted_in_brat_goes_with_its_notes_and_links(tmp_path):
    def change(ann):
        lines = ann.split("\n")
        gone = next(line.split("\t")[0] for line in lines if line.endswith("\tshut it"))
        words = [line.replace("\t", " ").split(" ") for line in lines]
        return "\n".join(
            line
            for line, parts in zip(lines, words, strict=True)
            if not {gone, f"Arg1:{gone}", f"Arg2:{gone}"} & set(parts[:4])
        )

    back = edited_ann(rich(), tmp_path, change)
    assert [quote.id for quote in back.quotes] == ["q1", "q3", "x9"]
    assert back.claims[0].quotes == ("q1",)


def test_a_note_in_own_words_is_kept(tmp_path):
    def change(ann):
        lines = ann.split("\n")
        old = next(line for line in lines if "AnnotatorNotes" in line and "It matters." in line)
        return ann.replace(old, "\t".join([*old.split("\t")[:2], "is this a claim?"]))

    back = edited_ann(rich(), tmp_path, change)
    assert "(Claim): is this a claim?" in back.labels.notes
    assert back.claims == rich().claims


def test_brat_annotations_of_other_hands(tmp_path):
    (tmp_path / "b.txt").write_text("“Go,” said Ann.\n“Now.” Bo nods.", encoding="utf-8", newline="")
    place = "1 4;17 21"
    ann = f"T1\tQuote {place}\tGo, Now.\nT2\tActor 11 14\tAnn\nT4\tCue 6 10\tsaid\nR1\tspeaker Arg1:T1 Arg2:T2\nR2\tcue Arg1:T1 Arg2:T4\n"
    (tmp_path / "b.ann").write_text(ann, encoding="utf-8")
    (gold,) = import_gold(tmp_path / "b.txt", "brat")
    (quote,) = gold.quotes
    assert (quote.id, quote.text, quote.kind, quote.speaker) == ("q1", "Go, … Now.", "direct", "a1")
    assert gold.actors[0].name == "Ann"
    assert gold.article.id == "b"
    (tmp_path / "b.ann").write_text(ann.replace(place, "1 2"), encoding="utf-8")
    with pytest.raises(CallerError, match=r"b\.ann, line 1: 'Go, Now.' does not stand there in b\.txt"):
        list(import_gold(tmp_path, "brat"))


def test_brat_cuts_a_source_at_a_line_break_and_the_import_mends_it(tmp_path):
    (tmp_path / "b.txt").write_text("Go, said Ann\nLee.", encoding="utf-8", newline="")
    ann = "T1\tQuote 0 3\tGo,\nT2\tSource 9 12;13 16\tAnn Lee\nR1\tsource Arg1:T1 Arg2:T2\n"
    (tmp_path / "b.ann").write_text(ann, encoding="utf-8")
    (gold,) = import_gold(tmp_path, "brat")
    assert gold.quotes[0].speaker_span == Span(start=9, end=16)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("T1\tQuote 0 99\tx\n", "line 1: the span 0:99 goes beyond"),
        ("T1\tQuote 5 5\t\n", "line 1: 5:5 is no span"),
        ("T1\tQuote 0-4\tx\n", "line 1: this line cannot be read"),
        ("E1\tSay:T1\n", "line 1: this line cannot be read"),
        ("T1\tQuote 0 2\tGo\nR1\tcue Arg1:T1 Arg2:T7\n", "line 2: there is no annotation T7"),
        ("T1\tQuote 0 2\tGo\nT1\tQuote 0 2\tGo\n", "line 2: T1 is there twice"),
        ("T1\tQuote 0 2\tGo\nA1\tLoud T1 yes\n", "line 2: 'Loud' is no attribute"),
        ("T1\tCue 0 2;3 6\tGo now\n#1\tClaimkit T1\t{\n", "line 2: it is not JSON"),
        ("T1\tSource 0 2;7 9\tGo I \n", "line 1: a Source is in one piece"),
    ],
)
def test_faults_in_brat_files_are_told(more, message, tmp_path):
    (tmp_path / "b.txt").write_text("Go now I said.", encoding="utf-8")
    (tmp_path / "b.ann").write_text(more, encoding="utf-8")
    with pytest.raises(CallerError, match=rf"b\.ann, {message}"):
        list(import_gold(tmp_path, "brat"))


def test_brat_needs_both_files(tmp_path):
    (tmp_path / "b.ann").write_text("", encoding="utf-8")
    with pytest.raises(CallerError, match=r"b\.ann: there is no b\.txt beside it"):
        list(import_gold(tmp_path, "brat"))
    (tmp_path / "b.ann").unlink()
    with pytest.raises(CallerError, match=r"holds no \.ann file"):
        list(import_gold(tmp_path, "brat"))


# Citron


def test_citron_documents_have_its_shape(tmp_path):
    export_gold([rich()], "citron", tmp_path / "out")
    document = json.loads((tmp_path / "out" / "quay_row_1.json").read_text(encoding="utf-8"))
    assert [quote["id"] for quote in document["quotes"]] == ["q1", "q3", "x9"]  # q2 has no cue
    first = document["quotes"][0]
    assert first["cue"] == {"start": at("said").start, "end": at("said").end, "text": "said"}
    assert [span["text"] for span in first["sources"]] == ["Mara Ellwood"]
    assert [span["text"] for span in first["coreferences"]] == []  # the source is the name itself
    assert len(first["contents"]) == 2
    groups = [[span["text"] for span in group] for group in document["coreference_groups"]]
    assert groups == [["she", "Mara Ellwood"], ["A clerk"]]


def test_citron_edits_win(tmp_path):
    def change(document):
        del document["quotes"][1]
        last = document["quotes"][1]
        last["contents"][0] |= {"end": last["contents"][0]["end"] - 7, "text": last["contents"][0]["text"][:-7]}
        last["sources"], last["coreferences"] = document["quotes"][0]["sources"], []

    back = edited(rich(), "citron", tmp_path, change)
    assert [quote.id for quote in back.quotes] == ["q1", "q2", "x9"]
    assert (back.quotes[2].speaker, back.quotes[2].speaker_span) == ("a1", at("Mara Ellwood"))
    assert back.quotes[2].text.endswith("40 million")
    assert back.claims == rich().claims


def test_citron_groups_are_the_mentions_of_actors(tmp_path):
    def change(document):
        group = document["coreference_groups"].pop(0)
        document["coreference_groups"].append([{key: group[0][key] for key in ("start", "end", "text")}])

    back = edited(rich(), "citron", tmp_path, change)
    assert [actor.mentions for actor in back.actors] == [(), (), (at("A clerk"),), (), (at("she"),)]
    assert [quote.speaker for quote in back.quotes] == ["a1", "a2", None, "a3"]


def test_citron_names_the_speaker_behind_a_pronoun(tmp_path):
    gold = rich()
    gold = gold.model_copy(update={"quotes": (gold.quotes[0].model_copy(update={"speaker_span": at("she")}),)})
    gold = gold.model_copy(update={"claims": ()})
    export_gold([gold], "citron", tmp_path / "out")
    document = json.loads((tmp_path / "out" / "quay_row_1.json").read_text(encoding="utf-8"))
    assert [span["text"] for span in document["quotes"][0]["coreferences"]] == ["Mara Ellwood"]
    assert next(import_gold(tmp_path / "out", "citron")) == gold


def test_citron_files_of_others(tmp_path):
    text = "Ann and Bo say it rains. She said it pours. “No.”"

    def span(words):
        return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}

    quotes = [
        {"cue": span("say"), "sources": [span("Ann"), span("Bo")], "contents": [span("it rains")]},
        {"cue": span("said"), "sources": [span("She")], "coreferences": [span("Ann")], "contents": [span("it pours")]},
        {"cue": None, "sources": [], "contents": []},
    ]
    groups = [[span("Ann"), span("She")]]
    file = tmp_path / "rain.json"
    file.write_text(json.dumps({"text": text, "quotes": quotes, "coreference_groups": groups}), encoding="utf-8")
    (gold,) = import_gold(file, "citron")
    assert gold.article.id == "rain"
    assert [(quote.id, quote.speaker, quote.kind) for quote in gold.quotes] == [
        ("q1", "a1", "indirect"),
        ("q2", "a1", "indirect"),
    ]
    assert gold.actors[0].mentions[1].of(text) == "She"
    assert "q3, as it has no contents" in gold.labels.notes
    assert "the sources 8:10 of q1" in gold.labels.notes


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda document: document.pop("quotes"), "it has no 'quotes'"),
        (lambda document: document["quotes"][0]["cue"].update(end=9999), "quote 1, cue: .* goes beyond"),
        (lambda document: document["quotes"][0]["cue"].update(text="sang"), "quote 1, cue: .*'sang' here"),
        (lambda document: document["coreference_groups"].append(4), "group 3: it is no list"),
        (lambda document: document.update(text="Short."), "the text is not the one"),
    ],
)
def test_faults_in_citron_files_are_told(change, message, tmp_path):
    with pytest.raises(CallerError, match=message):
        edited(rich(), "citron", tmp_path, change)


# Neutral JSONL


def rows(tmp_path, *items):
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return file


def test_neutral_rows_have_the_keys_of_benchmarks(tmp_path):
    export_gold([rich()], "jsonl", tmp_path / "o.jsonl")
    row = json.loads((tmp_path / "o.jsonl").read_text(encoding="utf-8"))
    assert list(row) == ["id", "text", "quotes", "claims", "claimkit"]
    assert row["id"] == "quay/row 1"
    mara, said = at("Mara Ellwood"), at("said")
    assert row["quotes"][0] == {
        "id": "q1",
        "content_spans": [[span.start, span.end] for span in rich().quotes[0].spans],
        "cue_spans": [[said.start, said.end]],
        "source_spans": [[mara.start, mara.end]],
        "type": "direct",
        "speaker": "Mara Ellwood",
    }
    assert row["quotes"][1]["cue_spans"] == []
    assert row["claims"][1]["speaker"] == "mayor"


def test_neutral_edits_win(tmp_path):
    def change(row):
        del row["quotes"][1]
        row["quotes"][0] |= {"speaker": "A clerk", "type": "mixed"}
        row["quotes"][2]["content_spans"][0][1] -= 7
        row["quotes"][2]["speaker"] = "Tobin Ash"
        row["claims"][1]["speaker"] = None

    back = edited(rich(), "jsonl", tmp_path, change)
    assert [(quote.id, quote.speaker) for quote in back.quotes] == [("q1", "a3"), ("q3", None), ("x9", "a5")]
    assert back.quotes[0].kind == "mixed"
    assert back.quotes[2].text.endswith("million")
    assert back.actors[-1].name == "Tobin Ash"
    assert back.claims[0].quotes == ("q1",)
    assert back.claims[1].claimant is None


def test_neutral_rows_of_others(tmp_path):
    text = "Ann Lee said it rains. Bo said it pours, and ann  lee said so. Ann Lee left."

    def place(words, nth=0):
        start = [n for n in range(len(text)) if text.startswith(words, n)][nth]
        return [start, start + len(words)]

    def said(name, content, source, **more):
        spans = {"content_spans": content, "cue_spans": [], "source_spans": source, "type": "indirect"}
        return spans | {"id": name} | more

    row = {
        "id": "rain",
        "text": text,
        "meta": {"url": "https://example.org/rain", "split": "dev"},
        "quotes": [
            said("E5", [place("pours")], [place("ann  lee"), place("Bo")]),
            said("E1", [place("it rains")], [place("Ann Lee")], speaker="Ann Lee"),
            said("E3", [place("it pours, and ann")], [place("Bo")], type="echo", addressee_spans=[place("Bo")]),
            said("E4", [place("ann  lee said so")], [place("ann  lee")]),
            said("E6", [place("it rains")], []),
            said("E7", [], []),
            said("E8", [place("Ann Lee left", 0)], [], speaker=None),
        ],
        "claims": [{"text": "It pours.", "speaker": "Bo"}],
    }
    (gold,) = import_gold(rows(tmp_path, row), "jsonl")
    assert [(quote.id, quote.speaker, quote.inside) for quote in gold.quotes] == [
        ("E1", "a2", None),
        ("E3", "a3", None),
        ("E5", "a1", "E3"),
        ("E8", None, None),
    ]
    assert gold.actors[1].name == "Ann Lee"
    assert gold.actors[1].mentions[0].of(text) == "Ann Lee"
    assert (gold.article.url, gold.article.id) == ("https://example.org/rain", "rain")
    assert gold.quotes[1].addressee == "Bo"
    notes = gold.labels.notes
    for told in ("E3: there is no type 'echo'", "E4 ('ann", "shares words with E3", "E6 (", "E7, as it has no content"):
        assert told in notes
    assert "c1 ('It pours.'), as it has no evidence" in notes
    assert f"the sources {place('Bo')[0]}:{place('Bo')[1]} of E5" in notes


def test_the_same_source_words_are_one_actor(tmp_path):
    text = "Ann said a. Later ANN said b. Bo said c."
    starts = [(0, 9), (18, 27), (30, 38)]
    quotes = [
        {
            "content_spans": [[at, at + 1]],
            "source_spans": [[source, source + (2 if source == 30 else 3)]],
        }
        for source, at in starts
    ]
    (gold,) = import_gold(rows(tmp_path, {"id": 7, "text": text, "quotes": quotes}), "jsonl")
    assert [quote.speaker for quote in gold.quotes] == ["a1", "a1", "a2"]
    assert [span.of(text) for span in gold.actors[0].mentions] == ["Ann", "ANN"]
    assert gold.article.id == "7"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ([], "line 1: an object is needed here, not a list"),
        ({"id": "x"}, "line 1: it has no 'text'"),
        ({"id": "x", "text": "abc"}, "line 1: it has no 'quotes'"),
        ({"id": "x", "text": "abc", "quotes": [{}]}, "line 1, quote 1: it has no 'content_spans'"),
        (
            {"id": "x", "text": "abc", "quotes": [{"content_spans": [[1, 9]]}]},
            "content_spans: the span 1:9 goes beyond",
        ),
        ({"id": "x", "text": "abc", "quotes": [{"content_spans": [[2, 1]]}]}, "2:1 is no span"),
        ({"id": "x", "text": "abc", "quotes": [{"content_spans": [3]}]}, "3 is no span"),
        ({"id": "x", "text": "a\ud800", "quotes": []}, "half of a surrogate pair"),
        ({"id": "x", "text": "a", "quotes": [], "claimkit": {"labels": {"genre": "odd"}}}, "labels.genre"),
    ],
)
def test_faults_in_neutral_files_are_told(row, message, tmp_path):
    with pytest.raises(CallerError, match=f"rows.jsonl, .*{message}"):
        list(import_gold(rows(tmp_path, row), "jsonl"))


def test_neutral_files_are_read_one_line_at_a_time(tmp_path):
    file = rows(tmp_path, {"id": "x", "text": "abc", "quotes": []}, {"id": "y"})
    articles = import_gold(file, "jsonl")
    assert next(articles).article.id == "x"
    with pytest.raises(CallerError, match="line 2"):
        next(articles)


# Files


@pytest.mark.parametrize("name", FORMATS)
def test_files_that_are_no_json_are_named(name, tmp_path):
    file = tmp_path / "broken.json"
    file.write_text('{"text": ', encoding="utf-8")
    with pytest.raises(CallerError, match=r"broken\."):
        list(import_gold(file, name))
    file.write_bytes(b'{"text": "\xff"}\n')
    with pytest.raises(CallerError, match=r"broken\."):
        list(import_gold(file, name))


@pytest.mark.parametrize("name", ["prodigy", "jsonl"])
def test_empty_files_are_told(name, tmp_path):
    (tmp_path / "o.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(CallerError, match="it is empty"):
        list(import_gold(tmp_path / "o.jsonl", name))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_overwritten_unless_told(name, tmp_path):
    written = export_gold([rich()], name, tmp_path / "out")
    for path in written[1:]:
        path.unlink()
    written[0].write_text("mine", encoding="utf-8")
    with pytest.raises(CallerError, match=f"{written[0].name} exists already"):
        export_gold([rich()], name, tmp_path / "out")
    assert written[0].read_text(encoding="utf-8") == "mine"
    assert not any(path.exists() for path in written[1:])
    export_gold([rich()], name, tmp_path / "out", force=True)
    assert list(import_gold(tmp_path / "out", name)) == [rich()]


def test_unknown_formats_and_wrong_places_are_told(tmp_path):
    with pytest.raises(CallerError, match="no format 'xml'") as raised:
        import_gold(tmp_path, "xml")
    assert "label-studio" in raised.value.hint
    with pytest.raises(CallerError, match="there is no"):
        import_gold(tmp_path / "none", "brat")
    with pytest.raises(CallerError, match="is a folder, but prodigy is read from a file"):
        import_gold(tmp_path, "prodigy")
    with pytest.raises(CallerError, match="is a folder, but jsonl needs a file"):
        export_gold([rich()], "jsonl", tmp_path)
    (tmp_path / "f").write_text("", encoding="utf-8")
    with pytest.raises(CallerError, match="is a file, but citron needs a folder"):
        export_gold([rich()], "citron", tmp_path / "f")


def test_gold_files_are_written_one_an_article(tmp_path):
    other = rich().model_copy(update={"article": rich().article.model_copy(update={"id": "QUAY row/1"})})
    written = write_gold([rich(), other], tmp_path / "gold")
    assert [path.name for path in written] == ["quay_row_1.json", "QUAY_row_1-2.json"]
    assert load_gold(*written) == [rich(), other]
    with pytest.raises(CallerError, match="two articles have the id 'quay/row 1'"):
        write_gold([rich(), rich()], tmp_path / "new")
    assert not (tmp_path / "new").exists()
    with pytest.raises(CallerError, match=r"quay_row_1\.json exists already, and 1 more"):
        write_gold([rich(), other], tmp_path / "gold")
