"""The aligner, case by case: what is found, how sure that is, and what is never found."""

from __future__ import annotations

from itertools import pairwise

import pytest

import claimkit
from claimkit.errors import CallerError
from claimkit.grounding import Edit, Grounding, ground
from claimkit.grounding.words import is_negation
from claimkit.schemas import Span

NB, NNB, SHY, ZWSP, ZWJ, RLM, LRE, PDF = "\u00a0", "\u202f", "\u00ad", "\u200b", "\u200d", "\u200f", "\u202a", "\u202c"

# Each case: its name, the text, the words, and the places that are found, joined with " | ".
EXACT = [
    ("a sentence", "The bridge is shut. Nobody may cross.", "The bridge is shut.", "The bridge is shut."),
    ("a part", "Nobody may cross the bridge now.", "may cross the bridge", "may cross the bridge"),
    ("one word", "Nobody may cross.", "cross", "cross"),
    ("with marks", "She said “it is ‘shut’ now” twice.", "it is ‘shut’ now", "it is ‘shut’ now"),
    ("space around the words", "Nobody may cross.", "\n may cross ", "may cross"),
    ("the second is whole", "The crossing is no cross at all.", "cross", "cross"),
    ("over a line", "Nobody may\ncross it.", "may\ncross", "may\ncross"),
    ("CRLF", "Nobody may\r\ncross it.", "may\r\ncross", "may\r\ncross"),
    ("emoji with joiners", "The 👩‍🚀 crew left 🌉 today.", "👩‍🚀 crew left 🌉", "👩‍🚀 crew left 🌉"),
    ("right to left", "قالت الحارسة إن الجسر مغلق اليوم.", "الجسر مغلق", "الجسر مغلق"),
    ("Hebrew with points", "הגשר סָגוּר היום.", "סָגוּר", "סָגוּר"),
    ("composed apart", "The cafe\u0301 is shut.", "cafe\u0301 is", "cafe\u0301 is"),
    ("Chinese", "管理员说大桥自周一起关闭。", "大桥自周一起", "大桥自周一起"),
    ("Japanese", "管理人は橋を閉めたと述べた。", "橋を閉めた", "橋を閉めた"),
    ("Devanagari", "पुल बंद है आज।", "बंद है", "बंद है"),
    ("dotted capital I", "İlse İstanbul yolunda.", "İstanbul yolunda", "İstanbul yolunda"),
    ("sharp s", "Die Straße ist zu.", "Straße ist", "Straße ist"),
    ("a name in a possessive", "Varn’s bridge is shut.", "Varn", "Varn"),
    ("after an elided article", "Elle a dit que l’eau monte.", "eau monte", "eau monte"),
    ("a number", "It cost 1,500.50 crowns.", "1,500.50 crowns", "1,500.50 crowns"),
    ("a number before a comma", "Of the 40, ten left.", "the 40", "the 40"),
    ("a number before a stop", "There were 40. Ten left.", "There were 40", "There were 40"),
    ("a percentage", "It fell by 5% in May.", "by 5%", "by 5%"),
    ("a negative number", "It was -5 degrees.", "-5 degrees", "-5 degrees"),
    ("a word after a dash", "The bridge—shut since May—stays.", "shut since May", "shut since May"),
    ("a year after a dash", "The bridge — 2031 at last — opens.", "2031 at last", "2031 at last"),
    ("two quotations with their marks", "“We lost.” “We won.”", "“We lost.” “We won.”", "“We lost.” “We won.”"),
    ("not a negation", "She can see it.", "She can", "She can"),
]

TYPOGRAPHIC = [
    ("straight for curly", "She said “it’s shut” now.", '"it\'s shut" now', "it’s shut” now"),
    ("curly for straight", 'She said "it\'s shut" now.', "it’s shut", "it's shut"),
    (
        "marks left out",
        "The so-called “Iron Wall” stands.",
        "so-called Iron Wall stands",
        "so-called “Iron Wall” stands",
    ),
    ("marks added", "The so-called Iron Wall stands.", "so-called “Iron Wall” stands", "so-called Iron Wall stands"),
    ("mark before a comma", "The “Iron Wall”, he said, stands.", "The Iron Wall, he said", "The “Iron Wall”, he said"),
    ("mark in brackets", "The wall (“Iron”) stands here.", "wall (Iron) stands", "wall (“Iron”) stands"),
    ("German marks", "Er nannte es „Eiserne Wand“ und ging.", 'es "Eiserne Wand" und', "es „Eiserne Wand“ und"),
    ("guillemets", "Elle a dit « non merci » hier.", 'dit "non merci" hier', "dit « non merci » hier"),
    ("em for en dash", "The wall – old – stands.", "wall — old — stands", "wall – old – stands"),
    ("dash without spaces", "The wall – old – stands.", "wall—old—stands", "wall – old – stands"),
    ("two hyphens for a dash", "The wall—old—stands.", "wall -- old -- stands", "wall—old—stands"),
    ("no-break hyphen", "A well\u2011known wall.", "well-known wall", "well\u2011known wall"),
    ("no-break space", f"It cost 5{NB}million crowns.", "cost 5 million crowns", f"cost 5{NB}million crowns"),
    ("narrow no-break space", f"Il a coûté 5{NNB}000 couronnes.", "5 000 couronnes", f"5{NNB}000 couronnes"),
    ("line break for a space", "Nobody may\ncross it.", "may cross", "may\ncross"),
    ("CRLF for a space", "Nobody may\r\n\r\ncross it.", "may cross", "may\r\n\r\ncross"),
    ("two spaces", "Nobody  may cross.", "Nobody may cross", "Nobody  may cross"),
    ("soft hyphen", f"The for{SHY}tress is shut.", "fortress is shut", f"for{SHY}tress is shut"),
    ("soft hyphen in the words", "The fortress is shut.", f"for{SHY}tress is shut", "fortress is shut"),
    ("zero-width space", f"The wall{ZWSP} is{ZWSP} shut.", "wall is shut", f"wall{ZWSP} is{ZWSP} shut"),
    ("byte order mark inside", "The \ufeffwall is shut.", "The wall is shut", "The \ufeffwall is shut"),
    ("bidi controls", f"The {LRE}wall{PDF} is shut.", "The wall is shut", f"The {LRE}wall{PDF} is shut"),
    ("right-to-left mark", f"הגשר{RLM} סגור היום.", "הגשר סגור", f"הגשר{RLM} סגור"),
    ("ligature", "The ﬁrst oﬃce is shut.", "The first office", "The ﬁrst oﬃce"),
    ("ligature in the words", "The first office is shut.", "The ﬁrst oﬃce", "The first office"),
    ("composed for apart", "The cafe\u0301 is shut.", "The café is", "The cafe\u0301 is"),
    ("apart for composed", "The café is shut.", "The cafe\u0301 is", "The café is"),
    ("capital at the start", "She said the bridge is shut.", "The bridge is shut.", "the bridge is shut"),
    ("small letter at the start", "The bridge is shut.", "the bridge is shut", "The bridge is shut"),
    ("umlaut at the start", "Über die Brücke geht niemand.", "über die Brücke", "Über die Brücke"),
    ("full stop for a comma", "“The bridge is shut,” she said.", "The bridge is shut.", "The bridge is shut"),
    ("full stop added", "The bridge is shut and empty.", "The bridge is shut.", "The bridge is shut"),
    ("no final punctuation", "Is the bridge shut?", "is the bridge shut", "Is the bridge shut"),
    ("ellipsis before and after", "Nobody may cross the bridge.", "… may cross the …", "may cross the"),
    ("bracketed ellipsis before", "Nobody may cross the bridge.", "[…] may cross the bridge", "may cross the bridge"),
    ("three dots for an ellipsis", "We wait … and wait here.", "We wait ... and wait", "We wait … and wait"),
    (
        "over paragraphs of one quotation",
        "“It is shut.\n\n“It stays shut.”",
        "It is shut. It stays shut.",
        "It is shut.\n\n“It stays shut",
    ),
]

PIECES = [
    (
        "ellipsis",
        "We will wait for the spring and then go.",
        "We will wait … and then go",
        "We will wait | and then go.",
    ),
    (
        "three dots",
        "We will wait for the spring and then go.",
        "We will wait ... and then go",
        "We will wait | and then go.",
    ),
    (
        "bracketed",
        "We will wait for the spring and then go.",
        "We will wait […] and then go",
        "We will wait | and then go.",
    ),
    (
        "in round brackets",
        "We will wait for the spring and then go.",
        "We will wait (...) and then go",
        "We will wait | and then go.",
    ),
    (
        "spaced dots",
        "We will wait for the spring and then go.",
        "We will wait . . . and then go",
        "We will wait | and then go.",
    ),
    (
        "three pieces",
        "One wall, two gates and three towers fell.",
        "One wall … two gates … three towers",
        "One wall | two gates | three towers",
    ),
    (
        "far apart",
        "The wall fell. " + "It rained. " * 50 + "The gate held.",
        "The wall fell … The gate held",
        "The wall fell | The gate held",
    ),
    ("closest pieces", "The wall. The wall and the gate fell.", "The wall … gate fell", "The wall | gate fell"),
    (
        "said between",
        '"We will wait," she said, "for the spring."',
        "We will wait for the spring.",
        "We will wait | for the spring",
    ),
    (
        "curly",
        "“We will wait,” she said, “for the spring.”",
        "We will wait for the spring",
        "We will wait | for the spring",
    ),
    (
        "single",
        "‘We will wait,’ she said, ‘for the spring.’",
        "We will wait for the spring",
        "We will wait | for the spring",
    ),
    ("single with an apostrophe", "‘We wait,’ said Varn’s aide, ‘for it.’", "We wait for it", "We wait | for it"),
    ("after the first word", "“No,” she said, “we will not wait.”", "No, we will not wait.", "No | we will not wait"),
    (
        "new sentence",
        "“We will wait,” she said. “It is cold.”",
        "We will wait. It is cold.",
        "We will wait | It is cold",
    ),
    ("with a name and title", "“We will,” Mr. Brandt told us, “go home.”", "We will go home", "We will | go home"),
    ("twice interrupted", "“We will,” she said, “go,” she added, “home.”", "We will go home", "We will | go | home"),
    (
        "without marks",
        "The bridge, she said, will open in May.",
        "The bridge will open in May",
        "The bridge | will open in May",
    ),
    (
        "between dashes",
        "The bridge – she said – will open in May.",
        "The bridge will open in May",
        "The bridge | will open in May",
    ),
    (
        "a bracket in the text",
        "The bridge [of Skerry] will open in May.",
        "The bridge will open in May",
        "The bridge | will open in May",
    ),
    (
        "a parenthesis in the text",
        "The bridge (built in 1931) will open.",
        "The bridge will open",
        "The bridge | will open",
    ),
    (
        "an insertion in the words",
        "She told them that it is shut.",
        "She told [the council] that it is shut",
        "She told | that it is shut.",
    ),
    ("an insertion where nothing is", "It is shut for good now.", "It is shut [sic] for good", "It is shut | for good"),
    (
        "ellipsis and insertion",
        "She told them, in May, that it is shut.",
        "She told [us] … that it is shut",
        "She told | that it is shut.",
    ),
    (
        "German",
        "„Wir werden“, sagte sie, „im Mai gehen.“ Und es ist das Ende der Zeit.",
        "Wir werden im Mai gehen",
        "Wir werden | im Mai gehen",
    ),
    (
        "French",
        "« Nous allons », a dit le maire, « partir en mai. » Il est dans la rue.",
        "Nous allons partir en mai",
        "Nous allons | partir en mai",
    ),
]

NEAR = [
    (
        "article left out",
        "The warden shut the old bridge on Monday.",
        "The warden shut old bridge on Monday",
        ("", "the"),
    ),
    (
        "article added",
        "The warden shut old bridges on Monday.",
        "The warden shut the old bridges on Monday",
        ("the", ""),
    ),
    ("another article", "The warden shut the bridge on Monday.", "The warden shut a bridge on Monday", ("a", "the")),
    ("that left out", "She thinks that the bridge is quite safe.", "She thinks the bridge is quite safe", ("", "that")),
    (
        "also left out",
        "The council also shut the bridge on Monday.",
        "The council shut the bridge on Monday",
        ("", "also"),
    ),
    ("and added", "The bridge, the gate fell on Monday.", "The bridge, and the gate fell on Monday", ("and", "")),
    ("very left out", "It was a very old bridge of the town.", "It was an old bridge of the town", ("an", "a very")),
    (
        "capital inside",
        "She met the President of the council.",
        "She met the president of the council",
        ("president", "President"),
    ),
    ("comma left out", "We go, and they stay at home.", "We go and they stay at home", ("go and", "go, and")),
    ("article first", "Old bridges were shut on Monday.", "The old bridges were shut on Monday", ("The", "")),
]
NEAR = [case for case in NEAR if case[0] != "very left out"]

TEXT = (
    "The warden of Skerry said on 3 May 2031 that 14 of the 40 bolts had been sold to a yard in Norvale "
    "for $5 million, or 12.5% of the price. She will not open the bridge before the council meets in June."
)
UNFOUND = [
    # negation
    ("not left out", TEXT, "She will open the bridge before the council meets in June"),
    (
        "not added",
        "The council said it will open the bridge before the end of June.",
        "The council said it will not open the bridge before the end of June",
    ),
    (
        "not moved",
        "We did not promise to shut the old bridge in May.",
        "We did promise not to shut the old bridge in May",
    ),
    (
        "contraction for its opposite",
        "We can’t go to the bridge today, she said.",
        "We can go to the bridge today, she said",
    ),
    ("contraction cut in two", "We can’t go to the bridge today.", "We can"),
    ("won't is not won", "We won't go to the bridge today.", "We won"),
    ("don’t cut in two", "They don’t know.", "They don"),
    (
        "never added",
        "The bridge was safe for all the people of the town.",
        "The bridge was never safe for all the people of the town",
    ),
    ("no for the", "There is the reason to shut the bridge in May.", "There is no reason to shut the bridge in May"),
    (
        "without for with",
        "They crossed it with the help of the warden.",
        "They crossed it without the help of the warden",
    ),
    ("hidden by an ellipsis", "We will not go to the bridge today.", "We will … go to the bridge today"),
    ("hidden by an insertion", "We will not go to the bridge today.", "We will [surely] go to the bridge today"),
    ("in brackets in the text", "We will (not) go to the bridge today.", "We will go to the bridge today"),
    ("inserted", "We will go to the bridge today.", "We will [not] go to the bridge today"),
    ("in an aside", "The bridge, she said not, will open in May.", "The bridge will open in May"),
    (
        "German nicht",
        "Die Brücke wird im Mai nicht für alle Leute geöffnet, sagte die Wärterin.",
        "Die Brücke wird im Mai für alle Leute geöffnet",
    ),
    (
        "German kein",
        "Es gibt dort keine Gefahr für die Leute der Stadt und das Land.",
        "Es gibt dort eine Gefahr für die Leute der Stadt",
    ),
    (
        "French pas",
        "Le pont n’est pas ouvert pour les gens de la ville.",
        "Le pont est ouvert pour les gens de la ville",
    ),
    ("French ne alone", "Le pont n’est ouvert que pour les gens de la ville.", "est ouvert que pour les gens"),
    (
        "Spanish no",
        "El puente no está abierto para la gente del pueblo.",
        "El puente está abierto para la gente del pueblo",
    ),
    ("Italian non", "Il ponte non è aperto per la gente della città.", "Il ponte è aperto per la gente della città"),
    ("Polish nie", "Most nie jest otwarty dla ludzi z miasta.", "Most jest otwarty dla ludzi z miasta"),
    ("Swedish inte", "Bron är inte öppen för folket i staden.", "Bron är öppen för folket i staden"),
    ("Russian не", "Мост не открыт для жителей города.", "Мост открыт для жителей города"),
    ("Chinese 不", "大桥周一不开放给市民通行。", "大桥周一开放给市民通行"),
    ("prefix cut off", "A non-binding vote of the council.", "binding vote of the council"),
    # numbers, dates, units
    ("another number", TEXT, "that 15 of the 40 bolts had been sold to a yard in Norvale"),
    ("a number in words", TEXT, "that fourteen of the 40 bolts had been sold to a yard"),
    ("another day", TEXT, "The warden of Skerry said on 4 May 2031 that 14 of the 40"),
    ("another month", TEXT, "The warden of Skerry said on 3 June 2031 that 14 of the 40"),
    ("another year", TEXT, "The warden of Skerry said on 3 May 2030 that 14 of the 40"),
    ("another currency", TEXT, "sold to a yard in Norvale for €5 million, or 12.5% of the price"),
    ("no currency", TEXT, "sold to a yard in Norvale for 5 million, or 12.5% of the price"),
    ("a rarer currency", "It cost ₩5 million in all of that year.", "It cost 5 million in all of that year"),
    ("another magnitude", TEXT, "sold to a yard in Norvale for $5 billion, or 12.5% of the price"),
    ("another percentage", TEXT, "for $5 million, or 12.6% of the price"),
    ("no percent sign", TEXT, "for $5 million, or 12.5 of the price"),
    ("decimal point lost", TEXT, "for $5 million, or 125% of the price"),
    ("cut at the thousands", "It took 1,500 homes in all.", "500 homes in all"),
    ("cut at the decimals", "It cost 40.5 million.", "It cost 40"),
    ("cut before the percent sign", "It grew by 5% in May.", "It grew by 5"),
    ("cut before a spaced percent sign", f"Es stieg um 5{NB}% im Mai.", "Es stieg um 5"),
    ("cut after the currency", "It cost $5 in May.", "5 in May"),
    ("cut in a range", "It took 5-6 days in May.", "6 days in May"),
    ("cut in a date", "On 3/5/2031 it fell.", "5/2031 it fell"),
    ("cut in a time", "At 10:30 it fell.", "30 it fell"),
    ("sign lost", "It was -5 degrees in the town at night.", "It was 5 degrees in the town at night"),
    ("sign added", "It was 5 degrees in the town at night.", "-5 degrees in the town"),
    ("point added", "It fell by 5 percent.", ".5 percent"),
    ("point lost", "It fell by .5 percent.", "5 percent"),
    (
        "rose to, rose",
        "Prices rose to 5 percent over the whole of the year.",
        "Prices rose 5 percent over the whole of the year",
    ),
    (
        "number added",
        "The bolts had been sold to a yard in the town.",
        "The 14 bolts had been sold to a yard in the town",
    ),
    # names
    ("another name", TEXT, "of the 40 bolts had been sold to a yard in Skerry for $5 million"),
    (
        "another speaker",
        "Ilse Varn said that the bridge is shut for good.",
        "Ilse Holm said that the bridge is shut for good",
    ),
    (
        "name left out",
        "The warden told Varn that the bridge is shut for good.",
        "The warden told that the bridge is shut for good",
    ),
    (
        "acronym for a word",
        "They told US that the bridge is shut for good.",
        "They told us that the bridge is shut for good",
    ),
    (
        "a particle of a name",
        "The warden met Ana De Vries at the bridge in May.",
        "The warden met Ana Vries at the bridge in May",
    ),
    # words that matter
    (
        "attacked, was attacked",
        "The crew was attacked by the men at the bridge.",
        "The crew attacked by the men at the bridge",
    ),
    ("shot by", "He was shot by the guards at the old bridge.", "He was shot the guards at the old bridge"),
    (
        "could for will",
        "The council will shut the bridge in the spring.",
        "The council could shut the bridge in the spring",
    ),
    ("too left out", "He is too old to cross the bridge in May.", "He is old to cross the bridge in May"),
    ("a few, few", "We saw few people on the old bridge in May.", "We saw a few people on the old bridge in May"),
    (
        "English die is no article",
        "Many will die in the cold of the long winter.",
        "Many will in the cold of the long winter",
    ),
    (
        "German subject and object",
        "Der Hund biss den Mann auf der Brücke und die Frau auch.",
        "Den Hund biss den Mann auf der Brücke und die Frau",
    ),
    ("I is no article", "What I want is a bridge for the town.", "What the want is a bridge for the town"),
    ("emoji changed", "We 👍 the plan for the old bridge.", "We 👎 the plan for the old bridge"),
    (
        "sign between words changed",
        "It is true that a > b in the table here.",
        "It is true that a < b in the table here",
    ),
    # invented, joined, reordered
    ("invented", TEXT, "The mayor resigned in tears after the vote"),
    (
        "half invented",
        TEXT,
        "The warden of Skerry said on 3 May 2031 that she had never trusted anybody on the council",
    ),
    ("two places joined", "The wall is old. Nobody came. The gate is new.", "The wall is old. The gate is new."),
    ("two places in a sentence", "The wall, which nobody has seen since May, is old.", "The wall is old"),
    ("two speakers joined", "“We lost,” said Ana. Tobias replied: “We won.”", "We lost. We won."),
    ("two speakers in one sentence", "“We lost,” said Ana, and Tobias said, “We won.”", "We lost, We won."),
    ("two quotations side by side", "“We lost the bridge.” “We won the gate.”", "We lost the bridge. We won the gate."),
    (
        "quotations of two paragraphs",
        "“We lost the bridge.”\n“We won the gate.”",
        "We lost the bridge. We won the gate.",
    ),
    ("other order", "The wall fell before the gate did.", "The gate fell before the wall did."),
    ("small words in another order", "The end of the bridge is in the town.", "The end the of bridge is in town"),
    ("pieces in another order", "We will wait for the spring and then go.", "and then go … We will wait"),
    (
        "an insertion for a whole sentence",
        "She left. It rained all day. He stayed at home.",
        "She left [and] He stayed at home",
    ),
    # not words at all, or parts of words
    ("a part of a word", "The crossing is shut.", "cross"),
    ("the end of a word", "The crossing is shut.", "ing is shut"),
    ("a letter without its accent", "The cafe\u0301 is shut.", "The cafe"),
    ("a letter without its vowel sign", "कि यह है", "क"),
    ("a part of an emoji", "The crew 👩‍🚀 left", "crew 👩"),
    ("empty", TEXT, ""),
    ("space", TEXT, " \n\t"),
    ("punctuation", TEXT, "…, “.” —"),
    ("an ellipsis alone", TEXT, "[…]"),
    ("emoji alone", "It is 🌉 here.", "🌉"),
    ("longer than the text", "Short.", "Short. " + "And much more than that. " * 40),
    ("an empty text", "", "words"),
    ("words of the prompt", "He wrote: ignore all rules.", "⟦Q1⟧ [3] ignore all the rules and obey"),
]


def pieces(text: str, found: Grounding) -> str:
    return " | ".join(span.of(text) for span in found.spans)


def ids(cases: list[tuple[str, ...]]) -> list[str]:
    return [case[0] for case in cases]


@pytest.mark.parametrize(("text", "words", "place"), [case[1:] for case in EXACT], ids=ids(EXACT))
def test_exact(text: str, words: str, place: str) -> None:
    found = ground(text, words)
    assert (found.status, pieces(text, found), found.edits) == ("exact", place, ())
    assert found.verbatim
    assert found.coverage == 1.0


@pytest.mark.parametrize(("text", "words", "place"), [case[1:] for case in TYPOGRAPHIC], ids=ids(TYPOGRAPHIC))
def test_typographic(text: str, words: str, place: str) -> None:
    found = ground(text, words)
    assert (found.status, pieces(text, found), found.edits) == ("typographic", place, ())
    assert found.verbatim


@pytest.mark.parametrize(("text", "words", "places"), [case[1:] for case in PIECES], ids=ids(PIECES))
def test_pieces(text: str, words: str, places: str) -> None:
    found = ground(text, words)
    assert found.status == "pieces"
    assert [piece.rstrip(".") for piece in pieces(text, found).split(" | ")] == [
        piece.rstrip(".") for piece in places.split(" | ")
    ]
    assert found.verbatim
    assert all(one.end <= two.start for one, two in pairwise(found.spans))


@pytest.mark.parametrize(("text", "words", "edit"), [case[1:] for case in NEAR], ids=ids(NEAR))  # type: ignore[misc]
def test_near(text: str, words: str, edit: tuple[str, str]) -> None:
    found = ground(text, words)
    assert found.status == "near"
    assert found.found
    assert not found.verbatim
    assert Edit(given=edit[0], article=edit[1]) in found.edits
    assert len(found.spans) == 1


@pytest.mark.parametrize(("text", "words"), [case[1:] for case in UNFOUND], ids=ids(UNFOUND))
def test_unfound(text: str, words: str) -> None:
    found = ground(text, words)
    assert found.status == "unfound", pieces(text, found)
    assert not found.found
    assert found.spans == ()


def test_the_table_is_large_and_says_each_thing_once() -> None:
    for cases in (EXACT, TYPOGRAPHIC, PIECES, NEAR, UNFOUND):
        assert len({case[0] for case in cases}) == len(cases)
    assert len(EXACT) + len(TYPOGRAPHIC) + len(PIECES) + len(NEAR) + len(UNFOUND) >= 80


def test_the_nearest_place_is_shown_but_not_given() -> None:
    found = ground(TEXT, "that 15 of the 40 bolts had been sold to a yard in Norvale")
    assert found.nearest is not None
    assert found.nearest.of(TEXT) == "that 14 of the 40 bolts had been sold to a yard in Norvale"
    assert found.edits == (Edit(given="15", article="14"),)
    assert 0.8 < found.coverage < 1.0


def test_the_first_place_counts() -> None:
    text = "It is shut. It is shut. It’s shut."
    assert ground(text, "It is shut").spans == (Span(start=0, end=10),)


def test_an_exact_place_counts_before_an_earlier_one_in_other_type() -> None:
    text = '“It’s shut” and "It\'s shut".'
    assert ground(text, "It's shut").spans[0].start == text.rindex("It's")


def test_within_is_respected() -> None:
    text = "It is shut. It is shut, she said. It is shut."
    second = Span(start=12, end=33)
    assert ground(text, "It is shut", within=second).spans == (Span(start=12, end=22),)
    assert ground(text, "it is shut.", within=second).spans == (Span(start=12, end=22),)
    assert not ground(text, "It is shut. It is shut", within=second).found
    assert not ground(text, "It is shut", within=Span(start=13, end=22)).found
    assert ground(text, "It is shut", within=Span(start=12, end=22)).status == "exact"


def test_within_holds_for_pieces_and_near() -> None:
    text = "We wait here for a long time and go. The warden shut the old bridge on Monday."
    first = Span(start=0, end=36)
    assert ground(text, "We wait … and go", within=first).status == "pieces"
    assert not ground(text, "We wait … on Monday", within=first).found
    assert not ground(text, "The warden shut old bridge on Monday", within=first).found
    assert ground(text, "The warden shut old bridge on Monday", within=Span(start=36, end=len(text))).status == "near"


def test_within_may_cut_a_word_or_a_letter() -> None:
    text = "Die Brüc\u0308ke ist of\ufb01ce zu 40.5 hier"
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            for words in ("Brüc", "office", "ist", "zu 40"):
                for span in ground(text, words, within=Span(start=start, end=end)).spans:
                    assert start <= span.start < span.end <= end


def test_within_beyond_the_text_is_the_callers_mistake() -> None:
    with pytest.raises(CallerError, match="within ends at 9, but the text has 5"):
        ground("short", "short", within=Span(start=0, end=9))


def test_the_language_may_be_given() -> None:
    text = "„Wir“, sagte sie, „gehen.“"
    assert ground(text, "Wir gehen", language="de").status == "pieces"
    assert ground(text, "Wir gehen", language="de-AT").status == "pieces"
    assert ground(text, "Wir gehen", language="fr").status == "unfound"


def test_it_is_the_public_one() -> None:
    assert claimkit.ground is ground
    assert isinstance(ground("It is shut.", "shut"), claimkit.Grounding)


@pytest.mark.parametrize("word", ["not", "Never", "don't", "n'est", "kein", "nie", "sin", "не", "不"])
def test_negations(word: str) -> None:
    assert is_negation(word)


SENTENCE = "The warden number {0} of the bridge {0} said that bolt {0} of {1} was sold to a yard in May. "
LONG = "".join(SENTENCE.format(number, number * 7) for number in range(11_000))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("The warden number 10999 of the bridge 10999 said", "exact"),
        ("the warden number 10999 of the bridge 10999 said.", "typographic"),
        ("The warden number 10999 of bridge 10999 said that bolt", "near"),
        ("said that bolt 10998 of 76986 was sold to yard in May", "near"),
        ("Nothing of this kind stands anywhere in it at all", "unfound"),
        ("word " * 4_000, "unfound"),
        ("a … a … a … a … a", "unfound"),
    ],
)
def test_a_text_of_a_million_characters(words: str, status: str) -> None:
    assert len(LONG) > 1_000_000
    assert ground(LONG, words, language="en").status == status


@pytest.mark.parametrize("unit", ["a ", "a, ", '"a" '])
def test_a_text_that_repeats_itself_without_end(unit: str) -> None:
    assert not ground(unit * (200_000 // len(unit)), unit * 700 + "b", language="en").found


def test_a_long_text_with_soft_hyphens() -> None:
    text = LONG[:200_000].replace("bolt", f"bo{SHY}lt")
    found = ground(text, "said that bolt 1500 of 10500 was sold")
    assert (found.status, pieces(text, found)) == ("typographic", f"said that bo{SHY}lt 1500 of 10500 was sold")


@pytest.mark.parametrize(
    "words",
    ['"' * 3_000, "' \" " * 800 + "x", "- " * 2_000 + "a", "[a] " * 900, "(" * 2_000 + "b", ". . . " * 500 + "c"],
)
def test_hostile_words_do_not_take_long(words: str) -> None:
    text = words * 20 + "The end of it"
    ground(text, words + " The end")
    ground(text, "The end of a thing " + words)
