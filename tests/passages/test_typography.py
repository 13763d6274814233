"""Articles that quote with single marks only, and articles whose marks were lost."""

from __future__ import annotations

import pytest

from claimkit.article import read
from claimkit.passages import mark
from claimkit.passages.marked.typography import find_typography, marks_are_lost
from claimkit.schemas import Article


def shown(text: str, language: str = "en") -> list[str]:
    return [
        ("" if passage.closed else "?")
        + (">" if passage.inside else "")
        + " | ".join(span.of(text) for span in passage.spans)
        for passage in mark(read(Article(id="a", text=text, language=language)))
    ]


# Each case: its name, the text, the passages: pieces joined with " | ", "?" before an unclosed one, ">" before an
# inner one.
SINGLES = [
    # plural possessives and clipped words
    ("possessive", "'The Joneses' car isn't ours,' he said.", ["The Joneses' car isn't ours,"]),
    ("curly possessive", "‘The Joneses’ car isn’t ours,’ he said.", ["The Joneses’ car isn’t ours,"]),
    ("possessive at the end", "'It belongs to the Joneses',' she said.", ["It belongs to the Joneses',"]),
    (
        "possessives before commas",
        "'It is the cooks', the crew's and the pilots' fault,' he said.",
        ["It is the cooks', the crew's and the pilots' fault,"],
    ),
    ("possessive, comma outside", "'The crews' plan fails', he said.", ["The crews' plan fails"]),
    ("the first of two", "'The plan fails', he said of the cooks', the crews' and his.", ["The plan fails"]),
    ("a clipped name behind", "'The plan fails', said Jo' Moss.", ["The plan fails"]),
    ("scare quote and possessive", "He likes 'winners' and the crews' plan.", ["winners"]),
    ("a number at the end", "'We need 20' he said.", ["We need 20"]),
    ("scare quote before a name", "'No,' he said. He likes 'Gulls' Moss.", ["No,", "Gulls"]),
    ("clipped word", "'We're goin' home,' he said.", ["We're goin' home,"]),
    ("clipped word, then punctuation", "'Nothin',' he said. 'Just a shed.'", ["Nothin', | Just a shed."]),
    ("rock and roll", "'I love rock 'n' roll,' he said.", ["I love rock 'n' roll,"]),
    ("them", "'We told 'em to go,' he said. 'They didn't.'", ["We told 'em to go, | They didn't."]),
    ("feet", "'The wall is 6' high and we're stuck,' she said.", ["The wall is 6' high and we're stuck,"]),
    ("comma outside", "'The plan fails', he said, 'and the crew's too'.", ["The plan fails | and the crew's too"]),
    ("scare quote in s", "He called them 'losers' and left.", ["losers"]),
    ("scare quote, then a name", "'Gulls' star Ida Moss said: 'It's my best.'", ["Gulls", "It's my best."]),
    ("scare quote before a noun", "'No,' he said. It is a 'reform' plan.", ["No,", "reform"]),
    ("scare quote in s before a verb", "'No,' he said. It is for 'winners' and others.", ["No,", "winners"]),
    # what looks like an elision
    ("a number after a broken space", "He said:&nbsp;'20 years is enough,' and left.", ["20 years is enough,"]),
    ("it was, and a possessive", "'Tis the crews' plan. 'No,' she said. 'Twas so.", ["No,"]),
    ("a number", "'20 years is enough,' he said.", ["20 years is enough,"]),
    ("a number after a colon", "The chief said: '10 people are missing.'", ["10 people are missing."]),
    ("a decade", "He loved the '60s. 'They were loud,' he said.", ["They were loud,"]),
    ("it was", "'Tis late,' he said. 'Nobody's here.'", ["Tis late, | Nobody's here."]),
    ("it was, unquoted", "'Tis late, he thought. 'Nobody's here,' she said.", ["Nobody's here,"]),
    ("it was, inside", "'We left in the cold. 'Twas late,' he said.", ["We left in the cold. 'Twas late,"]),
    ("a clipped name", "The 'Burgh is home. 'We love it,' he said.", ["We love it,"]),
    # marks of the wrong side
    ("closing marks that open", "’We won’t go,’ she said. ’We can’t,’ she said.", ["We won’t go, | We can’t,"]),
    ("elisions with closing marks", "’Tis late. ’90s hats are back. ‘We go,’ he said.", ["We go,"]),
    ("a dash before the mark", "'Wait…', he said. 'We go,' he said.", ["Wait… | We go,"]),
    ("a closing mark before a name", "‘Go,’ he said of the ’burgh,’ and left.", ["Go,"]),
    ("a year", "'Go,' he said of the '98 team,' and left.", ["Go,"]),
    ("an opening mark that floats", "‘We go ‘ and stay,’ he said.", ["We go ‘ and stay,"]),
    # over paragraphs
    (
        "three paragraphs",
        "'It's over for us.\n\n'The crews' canteen is shut.\n\n'And that's that,' he said.",
        ["It's over for us. | The crews' canteen is shut. | And that's that,"],
    ),
    (
        "curly, three paragraphs",
        "‘It’s over for us.\n\n‘The crews’ canteen is shut.\n\n‘And that’s that,’ he said.",
        ["It’s over for us. | The crews’ canteen is shut. | And that’s that,"],
    ),
    (
        "after a colon",
        "The mayor said: 'We go. It isn't easy.\n\n'We'll see what the crews' view is.'",
        ["We go. It isn't easy. | We'll see what the crews' view is."],
    ),
    ("after a comma", "Ann Lee said, 'We go. It's late.\n\n'Nobody will.'", ["We go. It's late. | Nobody will."]),
    ("a number, over paragraphs", "She said: '5 of us left.\n\n'Ten stayed.'", ["5 of us left. | Ten stayed."]),
    ("inner at the start, over paragraphs", "She said: '\"Go\" is.\n\n'And so.'", ['"Go" is. | And so.', ">Go"]),
    ("no speech after a comma", "'No,' he said. She wrote, 'not me and left.", ["No,"]),
    ("colon at the end of a paragraph", "She put it so:\n\n'We go.\n\n'We stay.'", ["We go. | We stay."]),
    (
        "after its attribution",
        "'We go,' she said. 'It isn't easy.\n\n'But we'll try,' she added.",
        ["We go, | It isn't easy. | But we'll try,"],
    ),
    (
        "possessive at the start",
        "'The crews' plan failed.\n\n'It was bad,' he said.",
        ["The crews' plan failed. | It was bad,"],
    ),
    ("unclosed", "'It's over.\n\nHe left.\n\n'We are done,' she said.", ["?It's over.", "We are done,"]),
    ("unclosed, then another", "He said: 'We go, and stay. 'No,' she said.", ["?We go, and stay.", "No,"]),
    # inner double marks
    ("inner", "'He told me \"go home\" and I did,' she said.", ['He told me "go home" and I did,', ">go home"]),
    ("inner at the start", "'\"Go home,\" he told me,' she said.", ['"Go home," he told me,', ">Go home,"]),
    ("inner at the end", "'He said \"go home.\"' She left.", ['He said "go home."', ">go home."]),
    (
        "inner with a possessive",
        "'It's \"the crews' plan\",' he said.",
        ["It's \"the crews' plan\",", ">the crews' plan"],
    ),
    ("inner, unclosed", "'He said \"go home, and I did,' she said.", ['He said "go home, and I did,']),
    (
        "inner question",
        "'I asked \"why?\"' she said. 'He said \"because\".'",
        ['I asked "why?" | He said "because".', ">why?", ">because"],
    ),
    (
        "inner, unclosed outer",
        "She told them: 'He said \"I'll be back\".\n\n'I never saw him.'",
        ['He said "I\'ll be back". | I never saw him.', ">I'll be back"],
    ),
    # headlines
    ("headline", "Mayor: 'We will go'\n\nThe mayor spoke. 'It's time,' he said.", ["We will go", "It's time,"]),
    ("headline that begins", "'We go': mayor's vow\n\nMore. 'It's time,' he said.", ["We go", "It's time,"]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in SINGLES], ids=[case[0] for case in SINGLES])
def test_single_marks_only(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Go,” he said. 'We go, and stay. 'No,' she said.", ["Go,", "We go, and stay. 'No,"]),
        ("“Go,” he said. He likes the 'winners' circle.", ["Go,", "winners"]),
        ("“Go,” he said of the 'Burgh team.", ["Go,"]),
        ("“Go,” he said: 'We stay.", ["Go,"]),
        ("“Go,” he said. ’We stay,’ she said.", ["Go,"]),
        ("“Go,” he said. '98 was good,' she said.", ["Go,"]),
        (f"“Go,” he said of the 'Burgh {'team ' * 900}plan,' and left.", ["Go,"]),
        ("“Go,” he said.\n\n'One part.\n\n'The other,' she said.", ["Go,", "One part. | The other,"]),
    ],
)
def test_single_marks_beside_double_ones(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "'Wir gehen', sagte er. 'Im Mai geht's los', sagte er.", ["Wir gehen | Im Mai geht's los"]),
        ("de", "'Er kommt nicht', sagte sie. Sie hat 'ne Idee.", ["Er kommt nicht"]),
        ("fr", "'L'eau, c'est l'or', dit-elle, 'et vite'.", ["L'eau, c'est l'or | et vite"]),
        ("nl", "'We gaan 's avonds', zei hij.", ["We gaan 's avonds"]),
        ("sv", "'Vi går,' sade hon. 'Vi går hem till oss' sade hon.", ["Vi går, | Vi går hem till oss"]),
    ],
)
def test_single_marks_in_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert shown(text, language) == expected


@pytest.mark.parametrize(
    ("text", "singles"),
    [
        ("'We go,' he said.", True),
        ("‘We go,’ he said. ‘The “plan” failed.’", True),
        ("He said: 'We go.", True),
        ('\'We "go".\n\n\'We "stay",\' he said.', True),
        ("“We go,” he said. “The ‘plan’ failed.”", False),
        ("“We go,” he said. 'We stay,' she said.", False),
        ("He told 'em: \"We go.\" The crews' plan failed.", False),
        ("The crews' plan isn't ours.", False),
        ("It is 12\" wide. 'We go,' he said.", True),
        ("He called it a 'plan' and left.", False),
        ("No marks at all.", False),
        ("He said that 'we go,' and left.", True),
        ("'One,' he said. 'Two,' he said. 'Three,' he said. 'Four,' he said. It was \"over\".", True),
        ("'One,' he said. 'Two,' he said. 'Three,' he said. It was \"over\".", False),
        ("The 'Burgh says \"we go\" now.\n'No,' he said.", False),
        ("'Mad' is \"bad\".\n'No,' he said.", False),
        ("“‘One,’ he told me, ‘two,’ he said, ‘three,’ and ‘four,’ he said.", False),
        ("The crews' plan failed,' he said of the 'Burgh.", False),
        ("The ’Burgh fails,’ he said.", False),
        ("He told 'em to go,' she said.", False),
        ("He wrote: 'Twas late.", False),
        ("'ave a \"go\" at it.\n'No,' he said.", False),
        ("'No,' he said.\nThe 'Burgh \"goes\".", False),
        ("'No,' he said.\nShe said: 'We \"go\".", True),
    ],
)
def test_which_marks_are_primary(text: str, singles: bool) -> None:
    assert find_typography(read(Article(id="a", text=text, language="en"))).singles is singles


FILL = (
    "The bridge over the Sker was closed on Tuesday after engineers found forty bolts missing. The council meets on "
    "Thursday to talk about the cost of the repair, which may reach two million. "
)
NO_MARKS = [
    "We will not sell the mill, she said.",
    "I have lived here for sixty years, said Ilse Varn. Nobody asked me.",
    "We are not going anywhere, Varn told the council.",
]


@pytest.mark.parametrize(
    "lines",
    [
        NO_MARKS,
        ["She said: We will go.", "The warden added: Nobody will stop us.", "Moss told them: The mill is ours."],
        ["Will we go? she asked.", "Never! said Moss.", "Why us? asked the warden."],
    ],
)
def test_marks_that_are_lost(lines: list[str]) -> None:
    text = "\n\n".join([FILL * 2, *lines, FILL * 2])
    assert marks_are_lost(read(Article(id="a", text=text, language="en")))


def test_marks_that_are_lost_in_german() -> None:
    fill = "Die Brücke wurde am Dienstag gesperrt, nachdem vierzig Schrauben fehlten, und der Rat berät im Mai. " * 7
    text = f"{fill}\n\nWir verkaufen nicht, sagte sie.\n\nIch bleibe hier, sagte Ilse Varn.\n\nWarum wir? fragte sie."
    assert marks_are_lost(read(Article(id="a", text=text, language="de")))


@pytest.mark.parametrize(
    "text",
    [
        # what is reported is no speech of its own
        "The bridge will close in May, officials said. It was safe, the mayor told the council. The bolts were old, "
        "the report said. " * 8,
        "\n\n".join([FILL * 4, *NO_MARKS[:2]]),  # two clauses only
        "\n\n".join([FILL * 90, *NO_MARKS]),  # few for so long a text
        "\n\n".join(NO_MARKS),  # too short to tell
        "\n\n".join([FILL * 4, *NO_MARKS, "“We will go,” she said."]),
        "\n\n".join([FILL * 4, *NO_MARKS, "'We will go,' she said."]),
        "\n\n".join([FILL * 4, *NO_MARKS, "&quot;We will go,&quot; she said."]),
        "\n\n".join([FILL * 4, *(f"— {line}" for line in NO_MARKS)]),  # dashes show the speech
        "\n\n".join(["Q: Why?", f"A: {NO_MARKS[0]}", "Q: And?", f"A: {NO_MARKS[1]} {NO_MARKS[2]}", f"Q: {FILL * 4}"]),
        "\n\n".join(
            [FILL * 4, "Read: The full text.", "The report: All of it.", "Note: We are closed.", "Question: Why?"]
        ),
        "\n\n".join(
            [FILL * 4, "The report: All of it.", "The answer: No.", "The claim: We are closed.", "My note: Late."]
        ),
        "\n\n".join(
            [FILL * 4, *["I was there, he said that nobody had ever asked for the bolts of the old bridge."] * 3]
        ),
        # the narrator asks, and goes on with a sentence of his own
        "\n\n".join([FILL * 4, "Where to? Moss asked his wife.", "Why us? Varn told nobody.", "And who? Lee said so."]),
    ],
)
def test_marks_that_are_not_lost(text: str) -> None:
    assert not marks_are_lost(read(Article(id="a", text=text, language="en")))


def test_a_language_without_a_table_of_persons() -> None:
    fill = "Most na rzece zamknięto we wtorek, bo brakowało śrub, a rada spotka się w czwartek w tej sprawie. " * 8
    text = f"{fill}\n\nNie sprzedamy młyna, powiedział Nowak.\n\nTo nasz dom, dodał.\n\nNikt nie pytał, dodał Lis."
    assert not marks_are_lost(read(Article(id="a", text=text, language="pl")))
