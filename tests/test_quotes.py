"""Drafts of quotes, tied to the words of the article."""

import pytest
from scripted_model import chunk_of, chunks_for, place

from claimkit.drafts import PassageDraft, QuotesDraft, ReportedDraft
from claimkit.quotes import find_quotes

TEXT = """Port to charge for moorings

“We need the money,” said Anna Berg, the port’s director. “The pier is 90 years old.”

Berg said the charge would be 12 crowns a day. Fishers doubt that it will stay so low, and Ole Lund called it “a tax on \
small boats”.

“My father said ‘never pay to stand still’,” Lund said.

The “Blue Pier” opened in 1934.
"""


def found(*drafts, text=TEXT, **options):
    """Return what comes out of passages and reported statements."""
    passages = [draft for draft in drafts if isinstance(draft, PassageDraft)]
    reported = [draft for draft in drafts if isinstance(draft, ReportedDraft)]
    return find_quotes(chunk_of(text), QuotesDraft(passages=passages, reported=reported), **options)


def passage(label="Q1", speech="quotation", **more):
    return PassageDraft(passage=label, speech=speech, **more)


def reported(words, **more):
    return ReportedDraft(**{"sentence": 0, "speaker": "", "words": words, **more})


def only(findings):
    (quote,) = findings.quotes
    return quote


def words_of(quote, text=TEXT):
    return [span.of(text) for span in quote.spans]


# Direct quotes.


def test_a_passage_is_cut_at_its_marks():
    quote = only(found(passage(speaker="Anna Berg", sentence=2, cue="said")))
    assert words_of(quote) == ["We need the money,", "The pier is 90 years old."]
    assert (quote.id, quote.kind, quote.grounding, quote.passages) == ("q1", "direct", "exact", ("Q1",))
    assert quote.speaker_span == place(TEXT, "Anna Berg")
    assert quote.cue_span == place(TEXT, "said")


def test_ids_go_on():
    findings = found(passage(), passage("Q2"), taken=4)
    assert [quote.id for quote in findings.quotes] == ["q5", "q6"]


def test_a_part_without_its_statement_is_a_quote():
    assert words_of(only(found(passage("Q2", "part")))) == ["a tax on small boats"]


@pytest.mark.parametrize("speech", ["title", "scare", "nickname", "other"])
def test_what_is_no_speech(speech):
    findings = found(passage("Q5", speech, speaker="Anna Berg"))
    assert findings.quotes == []
    assert {span.of(TEXT): span.reason for span in findings.uncovered}["Blue Pier"] == {"other": "unattributed"}.get(
        speech, speech
    )


def test_the_first_decision_on_a_passage_counts():
    quote = only(found(passage(speaker="Anna Berg"), passage(speaker="Ole Lund"), passage(speech="scare")))
    assert quote.speaker_span == place(TEXT, "Anna Berg")


def test_labels_that_are_not_there():
    assert found(passage("Q9"), passage("q1"), passage(""), passage("⟦Q1⟧")).quotes == []


def test_an_unclosed_quotation_is_warned_of():
    text = "“We need the money, said Anna Berg.\n\nThe pier is old.\n"
    findings = found(passage(speaker="Anna Berg"), text=text)
    assert any("no closing mark" in warning for warning in findings.warnings)
    assert len(findings.quotes) == 1


# Quotations in quotations.


def test_an_inner_quotation_with_a_speaker():
    findings = found(passage("Q3", speaker="Lund"), passage("Q4", speaker="My father", cue="said"))
    outer, inner = findings.quotes
    assert words_of(inner) == ["never pay to stand still"]
    assert inner.speaker_span == place(TEXT, "My father")
    assert outer.speaker_span == place(TEXT, "Lund", 2)


def test_an_inner_quotation_without_a_speaker():
    findings = found(passage("Q3", speaker="Lund"), passage("Q4"))
    assert len(findings.quotes) == 1
    assert "never pay to stand still" not in [span.of(TEXT) for span in findings.uncovered]


def test_an_inner_quotation_whose_outer_one_is_no_quote():
    findings = found(passage("Q3", "scare"), passage("Q4"))
    assert {span.of(TEXT): span.reason for span in findings.uncovered}["never pay to stand still"] == "nested"


# Statements without marks.


def test_an_indirect_statement():
    quote = only(
        found(
            reported("the charge would be 12 crowns a day", sentence=4, speaker="Berg", cue="said", setting="in 1934")
        )
    )
    assert (quote.kind, words_of(quote)) == ("indirect", ["the charge would be 12 crowns a day"])
    assert quote.speaker_span == place(TEXT, "Berg", 2)
    assert quote.cue_span == place(TEXT, "said", 2)
    assert quote.setting == "in 1934"


def test_a_mixed_statement_takes_its_passage_in():
    findings = found(
        passage("Q2", "part", speaker="Ole Lund"), reported("it “a tax on small boats”", speaker="Ole Lund")
    )
    quote = only(findings)
    assert (quote.kind, quote.passages) == ("mixed", ("Q2",))
    assert quote.spans[0] == place(TEXT, "it “a tax on small boats”")


@pytest.mark.parametrize("marks", ['"{}"', "«{}»", "'{}'", "“{}", "{}”", "{}"])
def test_a_mixed_statement_keeps_both_marks(marks):
    quote = only(found(reported("called it " + marks.format("a tax on small boats"))))
    assert (quote.kind, words_of(quote)) == ("mixed", ["called it “a tax on small boats”"])


def test_a_mixed_statement_that_starts_with_its_mark():
    text = "“A tax on small boats” is what it is, Ole Lund said.\n"
    quote = only(found(reported('"A tax on small boats" is what it is'), text=text))
    assert (quote.kind, words_of(quote, text)) == ("mixed", ["“A tax on small boats” is what it is"])


def test_a_statement_that_is_a_passage_and_nothing_more():
    findings = found(passage("Q2", speaker="Ole Lund"), reported("“a tax on small boats”", speaker="Ole Lund"))
    quote = only(findings)
    assert (quote.kind, words_of(quote)) == ("direct", ["a tax on small boats"])


def test_a_statement_around_the_words_of_somebody_else():
    text = "Berg said the union had called the charge “a tax on small boats”.\n"
    findings = found(
        passage(speaker="the union", sentence=1),
        reported("the union had called the charge “a tax on small boats”", speaker="Berg", sentence=1),
        text=text,
    )
    assert [(quote.kind, quote.speaker_span.of(text)) for quote in findings.quotes] == [
        ("mixed", "Berg"),
        ("direct", "the union"),
    ]


def test_a_statement_in_pieces():
    text = "The charge, Berg told the board on Friday, would be 12 crowns a day.\n"
    quote = only(found(reported("The charge … would be 12 crowns a day", speaker="Berg", sentence=1), text=text))
    assert (quote.grounding, words_of(quote, text)) == ("pieces", ["The charge", "would be 12 crowns a day"])
    assert quote.speaker_span == place(text, "Berg")


def test_the_sentence_that_is_named_comes_first():
    text = "Berg said the pier is old. Nothing happened.\n\nLund said the pier is old.\n"
    for number, nth in ((1, 1), (3, 2), (2, 1), (99, 1)):
        quote = only(found(reported("the pier is old", sentence=number), text=text))
        assert quote.spans[0] == place(text, "the pier is old", nth)


def test_a_statement_far_from_the_sentence_that_is_named():
    quote = only(found(reported("opened in 1934", sentence=1)))
    assert words_of(quote) == ["opened in 1934"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("the charge would be 21 crowns a day", "12"),
        ("the charge would not be 12 crowns a day", "not"),
        ("nothing like this stands anywhere in it", "do not stand"),
        ("…", "do not stand"),
    ],
)
def test_words_that_do_not_stand_there(words, reason):
    findings = found(reported(words, sentence=4))
    assert findings.quotes == []
    (item,) = findings.rejected
    assert (item.what, item.words) == ("quote", words)
    assert reason in item.reason


def test_the_nearest_words_are_shown():
    (item,) = found(reported("the charge would be 21 crowns a day", sentence=4)).rejected
    assert "12 crowns a day" in item.nearest.of(TEXT)


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_empty_words_are_nothing(words):
    findings = found(reported(words))
    assert (findings.quotes, findings.rejected) == ([], [])


def test_the_same_statement_twice_and_by_two_speakers():
    same = "the charge would be 12 crowns a day"
    findings = found(*[reported(same, sentence=4, speaker="Berg")] * 2)
    assert len(findings.quotes) == 1
    assert [item.reason for item in findings.rejected] == ["listed twice"]
    assert len(found(reported(same, speaker="Berg"), reported(same, speaker="Fishers")).quotes) == 2


def test_quotes_come_in_reading_order():
    findings = found(
        reported("opened in 1934"),
        reported("the charge would be 12 crowns a day"),
        passage("Q3", speaker="Lund"),
        passage("Q1"),
    )
    starts = [quote.spans[0].start for quote in findings.quotes]
    assert starts == sorted(starts)
    assert [quote.id for quote in findings.quotes] == ["q1", "q2", "q3", "q4"]


# Speakers.

TURNS = """Anna Berg opened the meeting. She thanked the board.

Ida Moe spoke next. She was brief.

“The pier is old.” {after}

Anna Berg left. She was tired.
"""


@pytest.mark.parametrize("sentence", [0, 5, 77])
@pytest.mark.parametrize("after", ["", "The room was quiet."])
def test_a_pronoun_is_the_last_one_before_the_quotation(sentence, after):
    text = TURNS.format(after=after)
    quote = only(found(passage(speaker="She", sentence=sentence), text=text))
    assert quote.speaker_span == place(text, "She", 2)


def test_the_sentence_that_is_named_beats_the_nearest():
    text = TURNS.format(after="")
    quote = only(found(passage(speaker="She", sentence=2), text=text))
    assert quote.speaker_span == place(text, "She", 1)


def test_a_speaker_after_the_quotation():
    text = "“The pier is old.” That was all.\n\nSo spoke Ida Moe.\n"
    quote = only(found(passage(speaker="Ida Moe"), text=text))
    assert quote.speaker_span == place(text, "Ida Moe")


def test_a_speaker_is_never_found_in_the_quotation_itself():
    text = "“Ida Moe is right,” said the director.\n"
    findings = found(passage(speaker="Ida Moe", sentence=1), text=text)
    assert only(findings).speaker_span is None
    assert [item.what for item in findings.rejected] == ["speaker"]


def test_the_attribution_beats_the_same_name_in_the_statement():
    text = "The board heard that Ida Moe would leave, Ida Moe said on Friday.\n"
    quote = only(found(reported("Ida Moe would leave", speaker="Ida Moe", sentence=1, cue="said"), text=text))
    assert quote.speaker_span == place(text, "Ida Moe", 2)


def test_a_statement_that_was_copied_with_its_attribution_keeps_its_speaker():
    text = "Ida Moe said the pier is old.\n"
    quote = only(found(reported("Ida Moe said the pier is old", speaker="Ida Moe", sentence=1), text=text))
    assert quote.speaker_span == place(text, "Ida Moe")


@pytest.mark.parametrize("speaker", ["Berg Anna", "Anna", "Anna Bergen", "the ports director"])
def test_a_speaker_in_other_words(speaker):
    findings = found(passage(speaker=speaker, sentence=2))
    quote = only(findings)
    assert quote.speaker_span is None or quote.speaker_span.of(TEXT) == speaker
    assert (quote.speaker_span is None) == (speaker != "Anna")


def test_a_speaker_in_marks():
    assert only(found(passage(speaker="“Anna Berg”", sentence=2))).speaker_span == place(TEXT, "Anna Berg")


def test_no_speaker():
    findings = found(passage(speaker="  "))
    assert only(findings).speaker_span is None
    assert findings.rejected == []


# Cues, addressees and settings.


def test_the_cue_by_the_speaker_counts():
    text = "“It is old,” Ida Moe said, and nobody said more; it was said often.\n"
    quote = only(found(passage(speaker="Ida Moe", sentence=1, cue="said"), text=text))
    assert quote.cue_span == place(text, "said")


def test_a_cue_in_the_quotation_is_none():
    findings = found(passage("Q3", speaker="Lund", cue="father"))
    assert findings.quotes[0].cue_span is None
    assert [item.what for item in findings.rejected] == ["cue"]


def test_invented_details_are_left_out():
    quote = only(found(passage(addressee="the queen", setting="on Sunday")))
    assert (quote.addressee, quote.setting) == (None, None)


# Repetitions and parts.


def test_a_repeated_block():
    said = "“The pier is too old for this,” said Anna Berg."
    text = f"{said}\n\nMore news.\n\n{said}\n"
    quote = only(found(passage(speaker="Anna Berg", sentence=1), text=text))
    assert quote.repeats == ((place(text, "The pier is too old for this,", 2),),)


def test_statements_are_looked_for_in_their_own_part_only():
    first, second = chunks_for("Berg said the pier is old.\n\nLund said the quay is new.\n", limit=30)
    draft = QuotesDraft(reported=[reported("the quay is new", sentence=2, speaker="Lund")])
    assert find_quotes(first, draft).quotes == []
    assert only(find_quotes(second, draft)).speaker_span is not None


def test_passages_without_a_decision_are_unasked():
    assert {span.reason for span in found().uncovered} == {"unasked"}
