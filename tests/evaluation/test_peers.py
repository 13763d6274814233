"""The benchmark of peers: how attributions are counted, and that each system really asks, reads and places."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from chat_server import ChatServer, Reply, Seen, error, says

_BENCHMARKS = Path(__file__).resolve().parent.parent.parent / "evals" / "benchmarks"
sys.path.insert(0, str(_BENCHMARKS))

from attributions import Attribution, count  # noqa: E402
from counting_proxy import counting, counts  # noqa: E402
from split import halves  # noqa: E402
from systems.claimkit_system import Claimkit, Rules  # noqa: E402
from systems.langextract_system import LangExtract  # noqa: E402
from systems.pattern import Pattern  # noqa: E402
from systems.plain_schema import PlainQuote, PlainSchema, attribution  # noqa: E402
from systems.system import NotHere, Options, nearest  # noqa: E402
from systems.textacy_system import Textacy  # noqa: E402

from claimkit.schemas import Article  # noqa: E402

TEXT = "“We sail at noon,” said Mara Ellwood, “or not at all.” The crew hopes that the wind will hold until noon."
ARTICLE = Article(id="sail", text=TEXT, language="en")


def place(words, start=0):
    at = TEXT.index(words, start)
    return at, at + len(words)


def label(*pieces, cue=None, source=None, kind="direct", speech=True):
    return {
        "content_spans": [place(words) for words in pieces],
        "cue_spans": [place(cue)] if cue else [],
        "source_spans": [place(source)] if source else [],
        "type": kind,
        "speech_cue": speech,
    }


SAID = label("We sail at noon", "or not at all", cue="said", source="Mara Ellwood")
HOPED = label("the wind will hold until noon", cue="hopes", source="The crew", kind="indirect", speech=False)
FOUND_SAID = Attribution([place("We sail at noon,"), place("or not at all.")], place("said"), [place("Ellwood")])
FOUND_HOPED = Attribution([place("the wind will hold")], place("hopes"), [place("The crew")])


# Counting.


def test_the_word_that_introduces_a_content_does_not_count():
    whole = label("that the wind will hold until noon", cue="hopes", source="The crew", kind="indirect")
    bare = Attribution([place("the wind will hold until noon")], place("hopes"), [place("The crew")])
    assert count(TEXT, [bare], [whole]).exact.right == 1
    both = Attribution(whole["content_spans"], place("hopes"), [place("The crew")])
    assert count(TEXT, [both], [HOPED]).exact.right == 1


def test_where_labels_are_flat_what_stands_inside_counts_only_when_it_meets_a_label():
    inner = Attribution([place("the wind will hold")])
    outer = Attribution([place("The crew hopes that the wind will hold until noon")])
    assert count(TEXT, [FOUND_SAID, outer, inner], [SAID], flat=True).relaxed.found == 2
    assert count(TEXT, [FOUND_SAID, outer, inner], [SAID], flat=False).relaxed.found == 3
    short = label("the wind will", kind="indirect")
    met = count(TEXT, [FOUND_SAID, outer, inner], [SAID, short], flat=True).relaxed
    assert (met.right, met.found) == (2, 3)


def test_words_sources_and_direct_labels_are_counted():
    counts = count(TEXT, [FOUND_SAID, FOUND_HOPED], [SAID, HOPED])
    assert (counts.relaxed.right, counts.relaxed.found, counts.relaxed.gold) == (2, 2, 2)
    assert counts.exact.right == 1  # "until noon" is missing
    assert counts.joint.right == 2
    assert (counts.direct.right, counts.direct.found) == (1, 1)


def test_a_wrong_source_costs_the_joint_score_alone():
    counts = count(TEXT, [FOUND_SAID._replace(source=[place("The crew")])], [SAID])
    assert (counts.relaxed.right, counts.joint.right, counts.source.right, counts.source.found) == (1, 0, 0, 1)


def test_no_source_is_right_where_none_is_labelled():
    assert count(TEXT, [FOUND_SAID._replace(source=[])], [SAID | {"source_spans": []}]).source.right == 1
    assert count(TEXT, [FOUND_SAID], [SAID | {"source_spans": []}]).source.right == 0


def test_what_is_not_speech_is_neither_wanted_nor_punished():
    nothing_lost = count(TEXT, [FOUND_SAID], [SAID, HOPED], speech_only=True)
    nothing_paid = count(TEXT, [FOUND_SAID, FOUND_HOPED], [SAID, HOPED], speech_only=True)
    assert nothing_lost == nothing_paid
    assert (nothing_lost.relaxed.right, nothing_lost.relaxed.found, nothing_lost.relaxed.gold) == (1, 1, 1)


def test_what_no_label_has_is_punished_in_both_views():
    invented = Attribution([place("Mara Ellwood")])
    for speech_only in (False, True):
        counts = count(TEXT, [FOUND_SAID, invented], [SAID], speech_only=speech_only)
        assert (counts.relaxed.right, counts.relaxed.found) == (1, 2)


def test_the_same_label_is_not_matched_twice():
    counts = count(TEXT, [FOUND_SAID, FOUND_SAID], [SAID, HOPED])
    assert (counts.relaxed.right, counts.exact.right, counts.relaxed.found) == (1, 1, 2)


def test_the_split_is_always_the_same():
    tuned, held = halves([f"a{number}" for number in range(5)])
    assert (tuned, held) == (["a3", "a0"], ["a4", "a2", "a1"])


# Systems, each asking a real server.


def answered(seen: Seen) -> Reply:
    """Answer as a good model would, whoever asks."""
    if seen.body["model"] != "test":
        return error(404, "there is no such model")
    fields = seen.body["response_format"]["json_schema"]["schema"]["properties"]
    said, hoped = {"cue": "said", "source": "Mara Ellwood"}, {"cue": "hopes", "source": "The crew"}
    if "extractions" in fields:
        rows = (
            ("We sail at noon", said | {"continues": "no"}),
            ("or not at all", said | {"continues": "yes"}),
            ("the wind will hold until noon", hoped | {"continues": "no"}),
        )
        return says({"extractions": [{"content": words, "content_attributes": more} for words, more in rows]})
    if "passages" in fields:
        sail = {"speech": "quotation", "speaker": "Mara Ellwood", "sentence": 1, "cue": "said"}
        labels = [name for name in ("Q1", "Q2") if f"⟦{name}⟧" in "".join(seen.contents)]
        reported = {"sentence": 2, "words": "the wind will hold until noon", "speaker": "The crew", "cue": "hopes"}
        return says({"passages": [{"passage": name} | sail for name in labels], "reported": [reported]})
    if "quotes" in fields:
        one = {"content": ["We sail at noon", "or not at all"], "cue": "said", "speaker": "Mara Ellwood"}
        two = {"content": ["the wind will hold until noon"], "cue": "hopes", "speaker": "The crew"}
        lost = {"content": ["the wind will drop"], "cue": "hopes", "speaker": "The crew"}
        return says({"quotes": [one, two, lost]})
    return says({name: [] for name in fields})


@pytest.mark.parametrize("make", [Claimkit, LangExtract, PlainSchema])
def test_a_system_asks_and_places_what_it_is_told(make):
    with ChatServer() as server, counting(server.url, 20) as proxy:
        server.by = answered
        try:
            system = make(Options("test", f"{proxy}/mine/v1", timeout=20))
        except NotHere as fault:
            pytest.skip(str(fault))
        (found,) = system.find([ARTICLE])
        traffic = counts(proxy)["mine"]
        asked = len(server.seen)
    assert not isinstance(found, str), found
    whole = count(TEXT, found, [SAID, HOPED])
    assert (whole.exact.right, whole.exact.found, whole.joint.right) == (2, 2, 2)
    assert traffic.requests == traffic.answered == asked == 1
    assert (traffic.input_tokens, traffic.output_tokens) == (100, 10)
    assert traffic.written_chars > 150


def test_claimkit_is_asked_for_everything_only_where_that_is_wanted():
    with ChatServer() as server:
        server.by = answered
        Claimkit(Options("test", server.url, timeout=20), whole=True).find([ARTICLE])
        assert len(server.seen) == 3


@pytest.mark.parametrize("make", [Claimkit, LangExtract, PlainSchema])
def test_a_fault_costs_one_article_and_says_why(make):
    def refuse(seen: Seen) -> Reply:
        return error(400, "not that one") if "forbidden" in "".join(seen.contents) else answered(seen)

    with ChatServer() as server:
        server.by = refuse
        try:
            system = make(Options("test", server.url, timeout=20))
        except NotHere as fault:
            pytest.skip(str(fault))
        refused, found = system.find([Article(id="no", text="A forbidden text."), ARTICLE])
    assert isinstance(refused, str)
    assert len(found) == 2


def test_an_endpoint_out_of_reach_is_told_apart_from_an_answer():
    with counting("http://127.0.0.1:9/v1", 5) as proxy:
        (found,) = PlainSchema(Options("test", f"{proxy}/mine/v1", timeout=5)).find([ARTICLE])
        traffic = counts(proxy)["mine"]
    assert isinstance(found, str) and "out of reach" in found
    assert traffic.requests > 0 and traffic.answered == 0


@pytest.mark.parametrize("make", [Rules, Pattern])
def test_without_a_model_the_quotation_is_found(make):
    (found,) = make().find([ARTICLE])
    whole = count(TEXT, found, [SAID, HOPED])
    assert whole.direct.right == 1
    assert whole.source.right >= 1


def test_textacy_finds_the_quotation():
    try:
        system = Textacy(Options())
    except NotHere as fault:
        pytest.skip(str(fault))
    text = "“We shall sail at noon, whatever comes,” said Mara Ellwood. The crew waited."
    (found,) = system.find([Article(id="one", text=text)])
    assert [text[start:end] for start, end in found[0].content] == ["“We shall sail at noon, whatever comes,”"]
    assert {text[start:end] for start, end in found[0].source} == {"Mara", "Ellwood"}


def test_a_missing_pipeline_is_named():
    with pytest.raises(NotHere, match=r"textacy|no pipeline nowhere"):
        Textacy(Options(spacy_model="nowhere"))


# Places.


def test_the_nearest_place_is_taken_and_only_whole_words():
    text = "The heir met her. He said the heir left."
    assert nearest(text, "He", (35, 39)) == (18, 20)
    assert nearest(text, "he", (0, 3)) is None
    assert nearest(text, "", (0, 3)) is None


def test_plain_pieces_are_found_one_after_the_other():
    quote = PlainQuote(content=["noon", "noon"], cue="", speaker="nobody")
    found = attribution(TEXT, quote)
    assert found.content == [place("noon"), place("noon", place("noon")[1])]
    assert found.source == [] and found.cue is None


# The script.


def script(*arguments):
    command = [sys.executable, str(_BENCHMARKS / "peers.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_the_script_says_what_it_leaves_out(tmp_path):
    absent = script(tmp_path / "absent.jsonl")
    assert absent.returncode == 0 and "skipped: there is no" in absent.stdout
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps({"id": "sail", "text": TEXT, "quotes": [SAID, HOPED]}) + "\n", encoding="utf-8")
    done = script(file, "--systems", "claimkit,pattern", "--output", tmp_path / "found.jsonl")
    assert done.returncode == 0, done.stderr
    assert "claimkit is left out: it needs --model and --base-url" in done.stdout
    assert "speech only" in done.stdout
    kept = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["system"], line["id"], line["fault"]) for line in kept] == [("pattern", "sail", None)]


def test_the_script_fills_its_table_from_an_endpoint(tmp_path):
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps({"id": "sail", "text": TEXT, "quotes": [SAID, HOPED]}) + "\n", encoding="utf-8")
    with ChatServer() as server:
        server.by = answered
        done = script(file, "--systems", "claimkit,plain", "--model", "test", "--base-url", server.url)
    assert done.returncode == 0, done.stderr
    for name in ("claimkit", "plain"):
        (line,) = (line for line in done.stdout.splitlines() if line.startswith(f"│ {name} "))
        cells = [cell.strip() for cell in line.strip("│").split("│")]
        assert cells[1:11] == ["all", *["100.0"] * 6, "–", "1.0", "100"]
