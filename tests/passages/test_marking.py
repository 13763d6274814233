"""Quotation marks of many languages, whole and broken: which words stand inside them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.article import read
from claimkit.article.reading import Reading
from claimkit.passages import Passage, mark
from claimkit.passages.marked.interruption import is_one_attribution
from claimkit.schemas import Article

NB, NNB = "\u00a0", "\u202f"


def reading_of(text: str, language: str = "en") -> Reading:
    return read(Article(id="x", text=text, language=language))


def marked(text: str, language: str = "en") -> tuple[Passage, ...]:
    return mark(reading_of(text, language))


# Each case: its name, the language, the text, and each passage as its pieces joined with " | ". A passage inside
# another one is shown with ">" before it, one without a closing mark with "?".
CASES = [
    # English, curly and straight
    ("curly double", "en", "“We will go,” she said.", ["We will go,"]),
    ("straight double", "en", '"We will go," she said.', ["We will go,"]),
    ("curly single", "en", "‘We will go,’ she said.", ["We will go,"]),
    ("straight single", "en", "'We will go,' she said.", ["We will go,"]),
    ("curly opened, straight closed", "en", '“We will go," she said.', ["We will go,"]),
    ("straight opened, curly closed", "en", '"We will go,” she said.', ["We will go,"]),
    ("opened on both sides", "en", "“We will go,“ she said.", ["We will go,"]),
    ("turned around", "en", "”We will go,“ she said.", ["We will go,"]),
    ("at the end", "en", "She said: “We will go.”", ["We will go."]),
    ("without a space before", "en", "She said:“We will go.”", ["We will go."]),
    ("in brackets", "en", "(“We will go.”)", ["We will go."]),
    ("dash after", "en", "“We will go”—so she said.", ["We will go"]),
    ("dash before", "en", "She said—“we will go”—and left.", ["we will go"]),
    ("question", "en", "“Will we go?” she asked.", ["Will we go?"]),
    ("one word", "en", "He called it a “reform”.", ["reform"]),
    ("two words with a slash", "en", 'the "A"/"B" test', ["A", "B"]),
    ("two side by side", "en", "“We go.” “We stay.”", ["We go.", "We stay."]),
    ("two without a space", "en", "“We go.”“We stay.”", ["We go.", "We stay."]),
    ("straight without a space", "en", '"We go.""We stay."', ["We go.", "We stay."]),
    ("three in a row", "en", "“A” “B” “C”", ["A", "B", "C"]),
    ("in a tag", "en", '<p>"We go"</p>', ["We go"]),
    ("ellipsis inside", "en", "“We go …” he said.", ["We go …"]),
    ("spaces inside curly marks", "en", "He said “ we go ” and left.", ["we go"]),
    ("spaces inside straight marks", "en", 'He said " we go " and left.', ["we go"]),
    ("nothing inside", "en", 'He said “” and "" and “ … ”.', []),
    ("no marks", "en", "Nobody said a word.", []),
    # one inside another
    ("single in double", "en", "“She said ‘go home’ twice,” he said.", ["She said ‘go home’ twice,", ">go home"]),
    ("straight in straight", "en", "\"She said 'go home' twice,\" he said.", ["She said 'go home' twice,", ">go home"]),
    ("double in single", "en", "‘She said “go home” twice,’ he said.", ["She said “go home” twice,", ">go home"]),
    ("both open at once", "en", "“‘Go home,’ he told me,” she said.", ["‘Go home,’ he told me,", ">Go home,"]),
    ("both close at once", "en", "“He told me, ‘Go home.’”", ["He told me, ‘Go home.’", ">Go home."]),
    ("straight close at once", "en", "\"He told me, 'Go home.'\"", ["He told me, 'Go home.'", ">Go home."]),
    ("three deep", "en", "“A ‘b “c” d’ e,” he said.", ["A ‘b “c” d’ e,", ">b “c” d", ">c"]),
    ("inner one not closed", "en", "“She said ‘go home twice,” he said.", ["She said ‘go home twice,"]),
    # unclosed and stray
    ("never closed", "en", "“We will go and stay, she said.", ["?We will go and stay, she said."]),
    ("straight, never closed", "en", '"We will go and stay, she said.', ["?We will go and stay, she said."]),
    ("ends with its paragraph", "en", "“We will go.\n\nShe left.\n\nHe left.", ["?We will go."]),
    ("cut at the next opening", "en", "She said “yes, he said “no” to her.", ["?yes, he said", "no"]),
    ("odd number", "en", 'A "b" c "d" e "f', ["b", "d", "?f"]),
    ("a mark alone", "en", 'One " mark alone here.', []),
    ("a closing mark alone", "en", "One” mark alone here.", []),
    ("closing, then a whole one", "en", "One” mark, and “two” here.", ["two"]),
    ("not closed, then the next paragraph", "en", "She said “yes.\n\nHe said “no” to her.", ["?yes.", "no"]),
    # over paragraphs
    (
        "three paragraphs",
        "en",
        "“First part of it.\n\n“Second part of it.\n\n“Third and last,” she said.",
        ["First part of it. | Second part of it. | Third and last,"],
    ),
    ("straight, two paragraphs", "en", '"First part.\n\n"Second part," she said.', ["First part. | Second part,"]),
    ("single, two paragraphs", "en", "‘First part.\n\n‘Second part,’ she said.", ["First part. | Second part,"]),
    ("straight and curly continue", "en", '"First part.\n\n“Second part,” she said.', ["First part. | Second part,"]),
    ("CRLF between", "en", "“First part.\r\n\r\n“Second part,” she said.", ["First part. | Second part,"]),
    (
        "a paragraph between",
        "en",
        "“First part of it.\n\nShe paused.\n\n“Second part of it,” she said.",
        ["?First part of it.", "Second part of it,"],
    ),
    ("each one closed", "en", "“First part.”\n\n“Second part,” she said.", ["First part.", "Second part,"]),
    ("another sort of mark", "en", "“First part.\n\n‘Second part,’ she said.", ["?First part.", "Second part,"]),
    (
        "nested in a long one",
        "en",
        "“First ‘inner’ part.\n\n“Second ‘other’ part,” she said.",
        ["First ‘inner’ part. | Second ‘other’ part,", ">inner", ">other"],
    ),
    # interrupted by the attribution
    ("interrupted", "en", "“We will go,” she said, “and stay.”", ["We will go, | and stay."]),
    ("interrupted, straight", "en", '"We will go," she said, "and stay."', ["We will go, | and stay."]),
    ("interrupted, single", "en", "‘We will go,’ she said, ‘and stay.’", ["We will go, | and stay."]),
    ("goes on after a full stop", "en", '"We will go," she said. "We will stay."', ["We will go, | We will stay."]),
    ("after a question", "en", "“Are we late?” she asked. “No.”", ["Are we late? | No."]),
    ("with dashes", "en", "“We will go” — she said — “and stay.”", ["We will go | and stay."]),
    ("with a title", "en", "“We,” Mr. Brandt said, “go.”", ["We, | go."]),
    ("with a setting", "en", "“We will go,” she said (in May), “and stay.”", ["We will go, | and stay."]),
    ("twice interrupted", "en", "“We,” she said, “will,” she added, “go.”", ["We, | will, | go."]),
    ("somebody else after it", "en", "“We lost,” said Ana. Tobias replied: “We won.”", ["We lost,", "We won."]),
    ("two speakers in one sentence", "en", "“We go,” said Ana, and Tobias said, “We stay.”", ["We go,", "We stay."]),
    ("two speakers at once", "en", "“We go,” said Ana, while she added, “We stay.”", ["We go,", "We stay."]),
    ("one speaker, two verbs", "en", "“We go,” said Ana, and added, “We stay.”", ["We go, | We stay."]),
    ("no verb of speech", "en", "the “old,” the grey, and the “new” one", ["old,", "new"]),
    ("a far one", "en", "“We,” said Ana, " + "who walked " * 15 + ", “go.”", ["We,", "go."]),
    ("a colon between", "en", "“We go,” she said: “now.”", ["We go,", "now."]),
    (
        "the next sentence is another",
        "en",
        "“We will go,” she said. “We will stay.” He laughed. “No.”",
        ["We will go, | We will stay.", "No."],
    ),
    ("called something", "en", "“We go,” said the mayor, who called it “mad.”", ["We go,", "mad."]),
    # apostrophes and what looks like marks
    ("possessives", "en", "The officials' plan and the mayors' plan failed.", []),
    ("curly possessives", "en", "The officials’ plan and the mayors’ plan failed.", []),
    ("contractions", "en", "It's the dog's bowl, isn't it, and we're late.", []),
    ("curly contractions", "en", "It’s the dog’s bowl, isn’t it, and we’re late.", []),
    ("contraction in singles", "en", "'We can't go,' she said.", ["We can't go,"]),
    ("possessive in singles", "en", "He said 'the officials' plan is bad' and left.", ["the officials' plan is bad"]),
    ("name with an s", "en", "James' dog said 'go on' and left.", ["go on"]),
    ("feet and inches", "en", "He is 5'10\" tall and she is 6'2\".", []),
    ("inches in a quotation", "en", '"It is 5\'10" tall," he said.', ["It is 5'10\" tall,"]),
    ("inches alone", "en", "It was 12\" wide and 5' long.", []),
    ("decades", "en", "the '90s and '80s were loud", []),
    ("decades and a quotation", "en", "In the '60s the 'scene' was small.", ["scene"]),
    ("years", "en", "the class of '98 and of '07", []),
    ("rock and roll", "en", "In the '90s rock 'n' roll was 'king'.", ["king"]),
    ("elisions", "en", "Give 'em the boat, 'cause it's theirs.", []),
    ("tis", "en", "'Tis the season, he said.", []),
    # German
    ("German", "de", "„Wir gehen“, sagte sie.", ["Wir gehen"]),
    ("German, closed straight", "de", '„Wir gehen", sagte sie.', ["Wir gehen"]),
    ("German guillemets", "de", "»Wir gehen«, sagte sie.", ["Wir gehen"]),
    ("German single", "de", "‚Wir gehen‘, sagte sie.", ["Wir gehen"]),
    (
        "German single in double",
        "de",
        "„Sie rief ‚geh heim‘ laut“, sagte er.",
        ["Sie rief ‚geh heim‘ laut", ">geh heim"],
    ),
    (
        "German single guillemets",
        "de",
        "»Sie rief ›geh heim‹ laut«, sagte er.",
        ["Sie rief ›geh heim‹ laut", ">geh heim"],
    ),
    ("German apostrophe", "de", "‚Wie geht’s euch‘, fragte er.", ["Wie geht’s euch"]),
    ("German interrupted", "de", "„Wir werden“, sagte sie, „morgen gehen.“", ["Wir werden | morgen gehen."]),
    ("German guillemets interrupted", "de", "»Wir werden«, sagte sie, »gehen.«", ["Wir werden | gehen."]),
    ("German paragraphs", "de", "„Erster Teil.\n\n„Zweiter Teil“, sagte sie.", ["Erster Teil. | Zweiter Teil"]),
    ("a low mark as a comma", "en", "Ana‚ and Tobias‚ went home.", []),
    # French
    ("French", "fr", "« Nous partons », a dit le maire.", ["Nous partons"]),
    ("French, no-break", "fr", f"«{NB}Nous partons{NB}», a dit le maire.", ["Nous partons"]),
    ("French, narrow", "fr", f"«{NNB}Nous partons{NNB}», dit-elle.", ["Nous partons"]),
    ("French interrupted", "fr", "« Nous partons », dit-elle, « et vite. »", ["Nous partons | et vite."]),
    ("French nested", "fr", "« Il a dit “rentrez” hier », dit-elle.", ["Il a dit “rentrez” hier", ">rentrez"]),
    ("French paragraphs", "fr", f"«{NB}Un.\n\n«{NB}Deux{NB}», dit-elle.", ["Un. | Deux"]),
    ("French, closing mark repeated", "fr", "« Un.\n\n» Deux », dit-elle.", ["Un. | Deux"]),
    ("French apostrophes", "fr", "« L’eau, c’est l’or », dit-elle.", ["L’eau, c’est l’or"]),
    # other European languages
    ("Spanish", "es", "«Nos vamos», dijo la alcaldesa.", ["Nos vamos"]),
    ("Spanish nested", "es", "«Dijo “vete” ayer», afirmó.", ["Dijo “vete” ayer", ">vete"]),
    ("Spanish question", "es", "«¿Nos vamos?», preguntó.", ["¿Nos vamos?"]),
    ("Italian", "it", "«Andiamo», ha detto la sindaca.", ["Andiamo"]),
    ("Italian, curly", "it", "“Andiamo”, ha detto la sindaca.", ["Andiamo"]),
    ("Polish", "pl", "„Idziemy”, powiedziała.", ["Idziemy"]),
    ("Polish nested", "pl", "„Idziemy »teraz« razem”, powiedziała.", ["Idziemy »teraz« razem", ">teraz"]),
    ("Swedish", "sv", "”Vi går”, sade hon.", ["Vi går"]),
    ("Swedish guillemets", "sv", "»Vi går», sade hon.", ["Vi går"]),
    ("Swedish interrupted", "sv", "”Vi går”, sade hon, ”och stannar.”", ["Vi går | och stannar."]),
    ("Finnish", "fi", "”Me menemme”, hän sanoi.", ["Me menemme"]),
    ("Russian", "ru", "«Мы идём», — сказала она.", ["Мы идём"]),
    ("Russian nested", "ru", "«Он сказал „иди“ вчера», — сказала она.", ["Он сказал „иди“ вчера", ">иди"]),
    ("Russian interrupted", "ru", "«Мы», — сказала она, — «идём».", ["Мы | идём"]),
    # scripts without spaces, and from right to left
    ("Chinese", "zh", "市长说：“我们走。”他走了。", ["我们走。"]),
    ("Chinese, no colon", "zh", "市长说“我们走”，然后走了。", ["我们走"]),
    ("Chinese nested", "zh", "他说：“她说‘走’了。”", ["她说‘走’了。", ">走"]),
    ("Chinese brackets", "zh", "市長說：「我們走。」他走了。", ["我們走。"]),
    ("Japanese", "ja", "市長は「行こう」と述べた。", ["行こう"]),
    ("Japanese nested", "ja", "市長は「彼が『行け』と言った」と述べた。", ["彼が『行け』と言った", ">行け"]),
    ("Arabic", "ar", "قال العمدة: «سنذهب غدا».", ["سنذهب غدا"]),
    ("Arabic, straight", "ar", 'قال العمدة: "سنذهب غدا".', ["سنذهب غدا"]),
    # headlines
    ("headline in marks", "en", "\"US Official: 'China Will Not Go'\"\nLocal news.\nMore.", ["China Will Not Go"]),
    ("headline in curly marks", "en", "“Mayor: ‘We will go’”\nLocal news.", ["We will go"]),
    ("headline that is a quotation", "en", "‘We will go’\nLocal news.", ["We will go"]),
]


def shown(text: str, passages: tuple[Passage, ...]) -> list[str]:
    return [
        ("" if passage.closed else "?")
        + (">" if passage.inside else "")
        + " | ".join(span.of(text) for span in passage.spans)
        for passage in passages
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_passages(language: str, text: str, expected: list[str]) -> None:
    assert shown(text, marked(text, language)) == expected


def test_the_table_is_large_and_says_each_thing_once() -> None:
    assert len(CASES) >= 90
    assert len({case[0] for case in CASES}) == len(CASES)


def test_labels_and_parents() -> None:
    text = "“A ‘b “c” d’ e,” he said.\n“F.”"
    passages = marked(text)
    assert [(passage.label, passage.inside) for passage in passages] == [
        ("Q1", None),
        ("Q2", "Q1"),
        ("Q3", "Q2"),
        ("Q4", None),
    ]


def test_marked_spans_hold_the_marks() -> None:
    text = "“We will go,” she said, “and stay."
    (passage,) = marked(text)
    assert [span.of(text) for span in passage.marked] == ["“We will go,”", "“and stay."]
    assert [span.of(text) for span in passage.spans] == ["We will go,", "and stay."]
    assert passage.words(text) == "We will go, and stay."
    assert not passage.closed


PULL = "We will not wait for another long winter"


@pytest.mark.parametrize(
    "text",
    [
        f"“{PULL}, and that is that,” she said.\n\nMore of it.\n\n“{PULL}”",
        f"“{PULL}”\n\nMore of it.\n\n“{PULL}, and that is that,” she said.",
        f"“{PULL},” she said.\n\nMore of it.\n\n“{PULL.upper()}”",
    ],
)
def test_a_pull_quote_is_a_repetition(text: str) -> None:
    (passage,) = marked(text)
    assert passage.label == "Q1"
    ((again,),) = passage.repeats
    assert again.of(text).lower() == PULL.lower()
    assert not again.overlaps(passage.spans[0])


def test_short_passages_are_never_folded() -> None:
    assert len(marked("“Not at all,” she said. He said it was “not at all” so.")) == 2


def test_an_unclosed_mark_swallows_no_quotation() -> None:
    text = f"“{PULL},” she said.\n\nHe said “{PULL} and so on, without an end."
    assert [passage.closed for passage in marked(text)] == [True, False]


BLOCK = "“The bolts are gone, all forty of them,” said Ilse Varn.\n\nThe council will meet on Thursday about it."


def test_a_repeated_block_is_marked_once() -> None:
    text = f"Skerry bridge shut\n\n{BLOCK}\n\nSomething else here.\n\n{BLOCK}\n\n“Last words,” she said."
    first, last = marked(text)
    ((again,),) = first.repeats
    assert again.of(text) == first.spans[0].of(text)
    assert again.start > first.spans[0].end
    assert (last.label, last.repeats) == ("Q2", ())


def test_a_repeated_block_with_pieces() -> None:
    block = "“The bolts are gone,” said Ilse Varn, “all forty of them.”\n\n“And the planks.\n\n“All of them,” she said."
    text = f"{block}\n\nSomething else here.\n\n{block}"
    for passage in marked(text):
        (again,) = passage.repeats
        assert [span.of(text) for span in again] == [span.of(text) for span in passage.spans]


def test_a_copy_does_not_continue_an_open_quotation() -> None:
    line = "“The bolts are gone, all forty of them, and so on."
    text = f"{line}\n\nBetween.\n\n{line}\n\n“Other words,” she said."
    assert [span.of(text) for span in marked(text)[1].spans] == ["Other words,"]


@pytest.mark.parametrize(
    ("gap", "one"),
    [
        ("she said,", True),
        (", sagte sie,", False),  # no English verb
        ("said Prof. Lind,", True),
        ("the warden told reporters in Skerry on Monday,", True),
        ("she said, adding,", True),
        ("said Mr. J. Brandt,", True),
        ("she said. Brandt said,", False),
        ("said Varn. Brandt replied,", False),
        ("said Ana. Tobias replied,", False),
        ("said the U.S. Senate,", True),
        ("said Varn, but Brandt said,", False),
        ("said Varn, and the council answered,", False),
        ("she said:", False),
        ("of the old town,", False),
        ("", False),
    ],
)
def test_one_attribution(gap: str, one: bool) -> None:
    assert is_one_attribution(gap, "en") is one


def test_one_attribution_in_other_languages() -> None:
    assert is_one_attribution(", sagte sie,", "de")
    assert not is_one_attribution(", sagte sie, während er antwortete,", "de")
    assert is_one_attribution(", a dit le maire,", "fr")
    assert not is_one_attribution(", a dit Ana, et le maire a répondu,", "fr")


MARKS = "\"'“”„‟«»‹›‘’‚「」『』"
RANDOM = st.text(alphabet=st.sampled_from("aBs9.,!?:—… \n\n" + MARKS + "日" + NB), max_size=120)


def check(text: str, language: str = "en") -> tuple[Passage, ...]:
    reading = reading_of(text, language)
    passages = mark(reading)
    assert [passage.label for passage in passages] == [f"Q{number}" for number in range(1, len(passages) + 1)]
    labels = {passage.label: passage for passage in passages}
    starts = [passage.marked[0].start for passage in passages]
    assert starts == sorted(starts)
    for passage in passages:
        assert passage.spans
        assert len(passage.spans) == len(passage.marked)
        homes = []
        for span, around in zip(passage.spans, passage.marked, strict=True):
            home = reading.paragraph_at(span.start)
            homes.append(home)
            assert around in reading.paragraphs[home]
            assert span in around
            assert span.of(text) == span.of(text).strip() != ""
            assert text[around.start] in MARKS
        assert homes == sorted(homes)
        for one, two in pairwise(homes):
            assert two - one <= 1  # the same paragraph, or the one after it
        for one_span, two_span in pairwise(passage.spans):
            assert one_span.end <= two_span.start
        for again in passage.repeats:
            for span in again:
                assert span.end <= len(text)
        if passage.inside is not None:
            parent = labels[passage.inside]
            assert all(any(around in other for other in parent.marked) for around in passage.marked)
    return passages


@given(RANDOM, st.sampled_from(["en", "de", "fr", "zh"]))
def test_any_marks_at_all(text: str, language: str) -> None:
    check(text, language)


SENTENCES = st.lists(
    st.sampled_from(
        [
            "“We go,”",
            "she said,",
            "“and stay.”",
            "'It’s ours.'",
            '"No,',
            "he said.",
            "«Oui",
            "»",
            "‘a “b” c’",
            "„Ja“",
            "\n",
            "\n“",
        ]
    ),
    max_size=14,
).map(" ".join)


@given(SENTENCES)
def test_pieces_in_any_order(text: str) -> None:
    check(text)


@given(st.one_of(RANDOM, SENTENCES), st.sampled_from(MARKS), st.integers(0, 30))
def test_a_stray_mark_later_changes_nothing_before_it(text: str, stray: str, at: int) -> None:
    later = "Zzz zz zzzz zzz zzzzz zz zzz."
    plain = f"{text}\n\nQuite another matter.\n\n{later}"
    changed = f"{text}\n\nQuite another matter.\n\n{later[:at]}{stray}{later[at:]}"
    border = len(text)
    before = [passage for passage in marked(plain) if passage.spans[0].start < border]
    after = [passage for passage in marked(changed) if passage.spans[0].start < border]
    assert before == after


@given(RANDOM)
def test_doubling_an_article_marks_nothing_new(text: str) -> None:
    block = f"A first line that is long enough to count as a block.\n{text}\n\nA last line that is long enough."
    once = marked(block)
    twice = mark(reading_of(f"{block}\n\n{block}"))
    assert len(twice) == len(once)


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        (
            "“The dam leaked in 2021,” said Tilda Roos.\n\nIt was dark. “Yes, the dam leaked in 2021,” she said.",
            ["The dam leaked in 2021,", "Yes, the dam leaked in 2021,"],
        ),
        (
            "“The dam leaked in 2021.”\n\nIt was dark. “Yes, the dam leaked in 2021,” she said.",
            ["Yes, the dam leaked in 2021,"],
        ),
        (
            "“The dam leaked in 2021.”\nTilda Roos, engineer\n\nIt was dark. “Yes, the dam leaked in 2021,” she said.",
            ["Yes, the dam leaked in 2021,"],
        ),
        (
            "“The dam leaked in 2021,” says engineer\n\nIt was dark. “Yes, the dam leaked in 2021,” she said.",
            ["Yes, the dam leaked in 2021,"],
        ),
    ],
)
def test_what_is_said_twice_is_no_pull_quote(text, passages):
    assert [passage.words(text) for passage in marked(text)] == passages
