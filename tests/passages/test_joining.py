"""Two speakers are never one quotation, and one quotation stays whole: over paragraphs and around its attribution."""

from __future__ import annotations

import pytest

from claimkit.article import read
from claimkit.passages import mark
from claimkit.passages.marked.interruption import is_one_attribution
from claimkit.passages.marked.named import attribution_at_end, differ, named_before, named_behind
from claimkit.schemas import Article


def shown(text: str, language: str = "en") -> list[str]:
    return [
        ("" if passage.closed else "?")
        + (">" if passage.inside else "")
        + " | ".join(span.of(text) for span in passage.spans)
        for passage in mark(read(Article(id="a", text=text, language=language)))
    ]


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ('"We go, said Lee.', "We go,"),
        ('"We go, Ann Lee said.', "We go,"),
        ('"Do we go? asked Lee.', "Do we go?"),
        ('"We go! Lee said.', "We go!"),
        ('"We go — said Lee.', "We go"),
        ('"We go, said Ann Lee, the mayor of Olmo.', "We go,"),
        ('"We go, said the mayor, Ann Lee.', "We go,"),
        ('"We go, said Dr. Lee.', "We go,"),
        ('"We go, Lee told reporters on Monday.', "We go,"),
        ('"We go, according to Lee.', "We go,"),
        ("\"We go, and we 'stay', said Lee.", "We go, and we 'stay',"),
    ],
)
def test_a_missing_closing_mark(first: str, words: str) -> None:
    assert [one for one in shown(f'{first}\n\n"Not us," Brandt said.') if ">" not in one] == [f"?{words}", "Not us,"]
    assert [one for one in shown(f'{first} "Not us," Brandt said.') if ">" not in one] == [f"?{words}", "Not us,"]
    assert [one for one in shown(f"{first}\n\nThe hall was quiet.") if ">" not in one] == [f"?{words}"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "„Wir gehen, sagte Lee.\n\n„Wir nicht“, sagte Kurz.", ["?Wir gehen,", "Wir nicht"]),
        ("de", "„Wir gehen, sagte Bürgermeisterin Lee am Montag.\n\n„Wir nicht“, so Kurz.", None),
        ("de", "„Wir gehen, sagte Lee.\n\n„Wir nicht“, sagte der Minister Kurz.", ["?Wir gehen,", "Wir nicht"]),
        ("de", "„Wir gehen, sagte Lee.\n\n„Und bald“, sagte der Direktor.", ["Wir gehen, sagte Lee. | Und bald"]),
        ("fr", "« On part, a dit Lee.\n\n« Pas nous », a dit Morel.", ["?On part,", "Pas nous"]),
        ("es", "«Nos vamos, dijo Lee.\n\n«Nosotros no», dijo Lara.", ["?Nos vamos,", "Nosotros no"]),
        ("it", "«Andiamo, ha detto Lee.\n\n«Noi no», ha detto Bianchi.", ["?Andiamo,", "Noi no"]),
        ("sv", "”Vi går, sade Lee.\n\n”Inte vi”, sade Berg.", ["?Vi går,", "Inte vi"]),
        ("pl", "„Idziemy, powiedział Lee.\n\n„My nie”, powiedział Nowak.", ["?Idziemy,", "My nie"]),
    ],
)
def test_a_missing_closing_mark_in_other_languages(language: str, text: str, expected: list[str] | None) -> None:
    if expected is None:  # "so Kurz" names nobody by a verb, so the two stay one quotation
        assert len(shown(text, language)) == 1
    else:
        assert shown(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the speaker changes later than in the next paragraph, or earlier than the unclosed words
        ('"One, said Lee.\n\n"Two.\n\n"Three," Brandt said.', ["?One,", "Two. | Three,"]),
        ('"One, said Lee.\n\n"Two, said Brandt.', ["?One,", "?Two,"]),
        ('"One," Lee said. "Two.\n\n"Three," Brandt said.', ["?One, | Two.", "Three,"]),
        ('Lee said: "One.\n\n"Two," Brandt said.', ["?One.", "Two,"]),
        ('Asked by Brandt, Lee said, "One.\n\n"Two," Brandt said.', ["?One.", "Two,"]),
        # both are closed
        ('"We go," said Lee. "Not us," Brandt said.', ["We go,", "Not us,"]),
        ('"One," said Lee. "Two," said Brandt. "Three," said Moss.', ["One,", "Two,", "Three,"]),
        ('"We go," said Lee, "and stay," said Brandt.', ["We go,", "and stay,"]),
        ('"We go," he said. "Not us," she said.', ["We go,", "Not us,"]),
        ("‘We go’, said Lee. ‘Not us’, said Brandt.", ["We go", "Not us"]),
        # what stands in a piece goes with it
        (
            "\"We 'go', said Lee.\n\n\"We 'stay' here,\" Brandt said.",
            ["?We 'go',", ">go", "We 'stay' here,", ">stay"],
        ),
    ],
)
def test_two_named_speakers_are_two_quotations(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"One.\n\n"Two.\n\n"Three," Lee said.', ["One. | Two. | Three,"]),
        ('Lee said: "One.\n\n"Two."', ["One. | Two."]),
        ('"One.\n\n"Two," Lee said, "and three."', ["One. | Two, | and three."]),
        ('Lee said: "One," Brandt said. "Two," Brandt added.', ["One, | Two,"]),
        ('Lee said: "One.\n\n"Two," Lee added.', ["One. | Two,"]),
        ('Ann Lee said: "One.\n\n"Two," said Lee.', ["One. | Two,"]),
        ('Ann Lee said: "One.\n\n"Two," she added.', ["One. | Two,"]),
        ('"One," Lee said. "Two.\n\n"Three," the mayor added.', ["One, | Two. | Three,"]),
        ('"One, said Lee.\n\n"Two," said Ann Lee.', ["One, said Lee. | Two,"]),
        ('"One, said Lee.\n\n"Two," she said.', ["One, said Lee. | Two,"]),
        ('"One, she said.\n\n"Two," said Lee.', ["One, she said. | Two,"]),
        ('The White House said: "One.\n\n"Two," Brandt said.', ["One. | Two,"]),
        ('On Monday the mayor said: "One.\n\n"Two," Brandt said.', ["One. | Two,"]),
        # the speaker tells what others said
        ('"I asked, and Lee said we could go.\n\n"So we left," Brandt said.', None),
        ('"He came. Then, as I said, Lee laughed.\n\n"So we left," Brandt said.', None),
        ('"If you can, tell Lee.\n\n"So we left," Brandt said.', None),
        ('"We lost, said Lee, who said that we had not.\n\n"So we left," Brandt said.', None),
        # what follows is a sentence of the article
        ('"One, said Lee.\n\n"Two." Brandt said no more.', ["One, said Lee. | Two."]),
    ],
)
def test_one_quotation_stays_whole(text: str, expected: list[str] | None) -> None:
    passages = shown(text)
    assert len(passages) == 1
    assert passages[0].endswith(" | So we left,") if expected is None else passages == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go, she said.", ["?We go, she said."]),  # a pronoun may stand in speech
        ("“We go. Lee said it.", ["?We go. Lee said it."]),
        ("“We go, said Lee. And we stay.", ["?We go, said Lee. And we stay."]),
        ("“One, said Lee. “Two, said Brandt. “Three,” said Moss.", ["?One,", "?Two,", "Three,"]),
        ("“One «two “three,” she said.", ["?One «two", "three,"]),
        ("“One “two” «three» four.", ["?One", "two", "three"]),
        ("“We go, said ‘Lee’, the mayor.", ["?We go, said ‘Lee’, the mayor.", ">Lee"]),
        # a single mark that opens inside one quotation and seems to close inside another is a stray one
        ("“‘Go,” he said, and then: “The officials’ plan.”", ["‘Go,", "The officials’ plan."]),
        (
            "“‘Go,” he said, and then: “The «officials’ plan» failed.”",
            ["‘Go,", "The «officials’ plan» failed.", ">officials’ plan"],
        ),
    ],
)
def test_where_an_unclosed_quotation_ends(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘We go’, she said. ‘We stay’, she added.", ["We go | We stay"]),
        ("It is ‘mad’, she said. ‘We stay’, she added.", ["mad", "We stay"]),
        ("“It is ‘mad’,” she said. “No.”", ["It is ‘mad’, | No.", ">mad"]),
        ("“Is it ‘mad?’” she said. “No.”", ["Is it ‘mad?’ | No.", ">mad?"]),
        ("&ldquo;Is it &lsquo;mad?&rsquo;&rdquo; she said. “No.”", ["Is it &lsquo;mad?&rsquo; | No.", ">mad?"]),
        ("“It is ‘mad’” she said. “No.”", ["It is ‘mad’ | No.", ">mad"]),
        ("“It is late” she said. “No.”", ["It is late", "No."]),
        ("“We go.” she said, “now.”", ["We go.", "now."]),
        ("“Go!”, she said, “now.”", ["Go! | now."]),
        ("“We go” she said, “now.”", ["We go | now."]),
        ("“We go,” she said”, “now.”", ["We go,", "now."]),
        ("‘We go’, she said. ‘and stay’.", ["We go", "and stay"]),
        ("They saw ‘Gulls’, she said. ‘We stay.’", ["Gulls", "We stay."]),
        ("‘“Go” is short’, she said. ‘We stay.’", ["“Go” is short | We stay.", ">Go"]),
        ("« On part », dit-elle. « Vite. »", ["On part | Vite."]),
        ("« On part, » dit-elle. « Vite. »", ["On part, | Vite."]),
        ("“Dune,” the state prize, “Emma” and more.", ["Dune,", "Emma"]),
        ("“We go,” said Lee; Brandt said, “We stay.”", ["We go,", "We stay."]),
    ],
)
def test_around_an_attribution(text: str, expected: list[str]) -> None:
    language = "fr" if "«" in text else "en"
    assert shown(text, language) == expected


ONE = {
    "en": [
        "Ann Lee, the mayor, said on Monday.",
        "said Ann Lee, of St. Mary's.",
        "said Adm. Lee.",
        "said Supt. Ann Lee,",
        "Lee told reporters at 5 p.m. Monday.",
        "said Lee, whose brother said no.",
        "she said, then turned to Brandt and asked,",
        "said Lee, who added,",
        "said Lee and Brandt.",
        "said Lee, Brandt and Moss in a statement,",
        "Lee said after Brandt announced the cuts.",
        "Lee said when reporters asked about the cost.",
        "she said of the plan that Brandt called a mess.",
        "Lee said in an interview with the Olmo Post.",
        "said Lee, adding with a laugh,",
        "said Lee, to laughter from the council,",
        "Lee said, with a nod, and added,",
        "Lee told reporters, adding,",
        "said Lee, and Brandt nodded.",
        "Said Lee,",
        "the Olmo Post quoted her saying.",
        "Lee and Brandt each said,",
    ],
    "de": [", so der Minister,", ", so Lee.", ", heißt es in dem Bericht.", ", sagte Dr. Lee am 13. Mai."],
    "fr": [", a-t-il ajouté,", ", selon le maire,", ", explique Mme. Durand."],
    "es": ["—dijo Lee—,", ", aseguró la Dra. Lee.", ", dijo Lee, y añadió,"],
    "it": [", ha detto l'on. Rossi.", ", ha detto Lee, che ha aggiunto,"],
    "sv": [", säger Lind och Berg,", ", säger Lind, och tillägger,"],
    "pl": ["– powiedział Nowak –", ", powiedział Nowak i dodał,", ", dodał Łukasz Żak."],
}
TWO = {
    "en": [
        "said Lee, though Brandt said,",
        "said Lee; Brandt answered,",
        "Lee said, adding later,",
        "Lee said, suggesting a question or two, such as,",
        "Lee told the council, noting that the mayor and his wife,",
        "Lee said, going on to praise the council.",
        "said Lee, to which Brandt replied,",
        "said Lee, prompting Brandt to reply,",
        "said Lee, with Brandt adding,",
        "said Lee — Brandt replied —",
        "Lee asked Brandt, who answered,",
        "Lee wrote to Brandt, who replied,",
        "Lee said, before Brandt added,",
        "Lee said, before Brandt told reporters,",
        "Lee said, before Brandt added.",
        "Lee said, and Brandt said he agreed.",
        "said Lee, who is 34. Brandt laughed.",
        "said Lee, and Brandt nodded,",
        "Brandt said in 2016. Lee agreed.",
        "Lee said last Sept. The council agreed.",
        "the state prize,",
        "a note to the council,",
        "of the Olmo Post,",
    ],
    "de": [
        ", sagte Lee, worauf Kurz antwortete,",
        ", sagte sie; er ergänzte,",
        ", sagte Lee, und Kurz seufzte,",
        ", so groß wie nie,",
        ", sagte Lee 2016. Kurz lachte.",
    ],
    "fr": [", a dit Lee, tandis que Morel répondait,", ", a déclaré le maire, ce à quoi Morel répond,"],
    "es": [", dijo Lee, mientras que Lara respondió,", ", dijo Lee, a lo que Lara respondió,"],
    "it": [", dice Rossi, mentre Bianchi risponde,"],
    "sv": [", säger Lind, och Berg svarar,", ", sade Lind, medan Berg skrev,"],
    "pl": [", powiedział Nowak, a Kowalski dodał,"],
}


@pytest.mark.parametrize(("language", "gap"), [(language, gap) for language, gaps in ONE.items() for gap in gaps])
def test_one_attribution(language: str, gap: str) -> None:
    assert is_one_attribution(gap, language)


@pytest.mark.parametrize(("language", "gap"), [(language, gap) for language, gaps in TWO.items() for gap in gaps])
def test_more_than_one_attribution(language: str, gap: str) -> None:
    assert not is_one_attribution(gap, language)


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        (" said Ann Lee.", {"ann", "lee"}),
        (" Lee’s lawyer, Tom Brandt, said.", {"lee", "tom", "brandt"}),
        (" said Lee of Olmo on Monday.", {"lee"}),
        (" Mayor Lee told Brandt.", {"lee"}),
        (" the White House said.", set()),
        (" he said.", {"he"}),
        (" they said.", set()),
        (" Lee laughed.", set()),
        (" said Lee. Brandt said no.", {"lee"}),
        (" said Lee: Brandt stayed.", {"lee"}),
        (" said Dr. Lee, not Brandt.", {"lee"}),
        (" said O’Hara “of Brandt”.", {"o’hara"}),
        (" Lee, whom he knew, said.", {"lee"}),
        (" De Blasio said.", {"de", "blasio"}),
        (" J. Lee said.", {"lee"}),
        (" President Lee said.", {"lee"}),
        (" said Ann Lee, Brandt’s aide.", {"ann", "lee"}),
        (" Lee, Brandt’s aide, said.", {"lee", "brandt"}),
        (" Ann von Dyke said.", {"ann", "dyke"}),
        (" We told them.", set()),
        (" by Lee of Brandt’s firm, told us.", set()),
    ],
)
def test_who_is_named_behind(clause: str, names: set[str]) -> None:
    text = f"“We go,”{clause}"
    assert named_behind(text, 7, len(text), "en") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“It is ‘mad.’” Lee said no.", set()),  # a sentence of its own
        ("“We go.”, said Lee.", {"lee"}),
        ("“We go.” Lee said.", set()),
    ],
)
def test_who_is_named_behind_a_full_stop(text: str, names: set[str]) -> None:
    assert named_behind(text, text.index("”"), len(text), "en") == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Lee said that ", set()),
        ("Brandt left. Lee said: ", {"lee"}),
        ("Ann St. John said: ", {"ann", "john"}),
        ("Lee agreed; Brandt said: ", {"brandt"}),
        ("Lee added “no” as Brandt said: ", set()),
        ("O’Hara said, ", {"o’hara"}),
        ("On Monday Lee said: ", {"lee"}),
    ],
)
def test_who_is_named_right_before(words: str, names: set[str]) -> None:
    assert named_before(f"{words}“We go.”", len(words), 0, "en") == names


@pytest.mark.parametrize(
    "tail",
    [
        "said Lee. Brandt left.",
        "said Lee: Brandt left.",
        "said she.",
        "Lee laughed.",
        "Lee, as we heard, said.",
        "and Lee said.",
        "Lee said nothing.",
        "the mayor, Lee, said.",
    ],
)
def test_no_plain_attribution_at_the_end(tail: str) -> None:
    text = f"“We go, {tail}"
    assert attribution_at_end(text, 1, len(text), "en") is None


def test_who_is_named_before() -> None:
    text = "It rained. “Oh,” he said. Then Lee told them: “We go.”"
    assert named_before(text, text.rindex("“"), 0, "en") == {"lee"}
    assert named_before(text, text.index("“"), 0, "en") == set()


def test_where_the_attribution_begins() -> None:
    text = "„Wir gehen, Lee sagte gestern."
    assert attribution_at_end(text, 1, len(text), "de") == (text.index(" Lee"), {"lee"})
    text = "“We go, Lee, the mayor, said."
    assert attribution_at_end(text, 1, len(text), "en") == (text.index(" Lee"), {"lee"})
    text = "“We go, and we stay, said Lee."
    assert attribution_at_end(text, 1, len(text), "en") == (text.index(" said"), {"lee"})


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({"ann", "lee"}, {"brandt"}, True),
        ({"ann", "lee"}, {"lee"}, False),
        ({"lee"}, {"he"}, False),
        ({"he"}, {"she"}, True),
        ({"lee"}, set(), False),
    ],
)
def test_speakers_that_differ(one: set[str], two: set[str], expected: bool) -> None:
    assert differ(frozenset(one), frozenset(two)) is expected
