"""Posts of social networks: how far they reach, who signed them, and what only looks like one."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection

import pytest

import claimkit
from claimkit.article import read
from claimkit.article.reading import Reading
from claimkit.passages import mark
from claimkit.passages.shown.blocks import find_blocks
from claimkit.passages.shown.posts import find_posts
from claimkit.passages.shown.shown import Shown
from claimkit.schemas import Article, Span

Find = Callable[[Reading, Collection[int]], tuple[Shown, ...]]

MET = "The council of Olmo met on Monday and spoke of the bridge for an hour."
AGAIN = "It met again on Tuesday and spoke of nothing but the bridge, a clerk said."
LONG = "\n".join(f"On day {number} the council met and spoke of the bridge again." for number in range(6))
END = "The bridge has been shut since the spring."
SIGNED = "— Ana Ruiz (@anaruiz) March 3, 2021"


def posts(text: str, taken: frozenset[int] = frozenset()) -> list[tuple[str, list[str]]]:
    found = find_posts(read(Article(id="a", text=text, language="en")), taken)
    assert all(one.form == "post" and one.marked == one.spans for one in found)
    return [(one.speaker.of(text) if one.speaker else "", [span.of(text) for span in one.spans]) for one in found]


@pytest.mark.parametrize(
    ("signature", "speaker"),
    [
        (SIGNED, "Ana Ruiz"),
        ("– Ana Ruiz (@anaruiz) March 3, 2021", "Ana Ruiz"),
        ("―Ana Ruiz (@anaruiz) March 3, 2021", "Ana Ruiz"),
        ("-- Ana Ruiz (@anaruiz) March 3, 2021", "Ana Ruiz"),
        ("- Ana Ruiz (@anaruiz) March 3, 2021", "Ana Ruiz"),
        ("— Ana Ruiz (@anaruiz)", "Ana Ruiz"),
        ("— Ana Ruiz @anaruiz", "Ana Ruiz"),
        ("— Ana Ruiz (@ana.ruiz@social.example) 3 March 2021 at 14:05", "Ana Ruiz"),
        ("— Ana Ruiz (@anaruiz.bsky.example) March 3, 2021 at 2:05 PM", "Ana Ruiz"),
        ("— Ana Ruiz (@anaruiz) on X", "Ana Ruiz"),
        ("— Ana Ruiz 🌊✔️ (@anaruiz) March 3, 2021", "Ana Ruiz"),
        ("— Ana Ruiz (she/her) (@anaruiz) March 3, 2021", "Ana Ruiz"),
        ("— Bo Lund Jr. (@bolund) March 3, 2021", "Bo Lund Jr."),
        ("— the olmo courier (@courier) March 3, 2021", "the olmo courier"),
        ("— (@anaruiz) March 3, 2021", "@anaruiz"),
        ("— @anaruiz", "@anaruiz"),
        ("— Ana Ruiz (@anaruiz) March 3, 2021.", "Ana Ruiz"),
        ("— Ana Ruiz (@anaruiz) 3. März 2021", "Ana Ruiz"),
        ("— Ana Ruiz (@anaruiz) 3 mars 2021", "Ana Ruiz"),
        ("— Ana Ruiz (@anaruiz) el 3 de marzo de 2021", "Ana Ruiz"),
        ("— Ana Ruiz (@anaruiz) hace 3 horas", "Ana Ruiz"),
        ("— Анна Рязанова (@ryazanova) 3 марта 2021 г.", "Анна Рязанова"),
        ("— 王芳 (@wangfang) 2021年3月3日", "王芳"),
        ("— आना रुइज़ (@anaruiz) 3 मार्च 2021", "आना रुइज़"),
        ("A post shared by Ana Ruiz (@anaruiz) on Mar 3, 2021 at 5:01am PST", "Ana Ruiz"),
        ("Ein Beitrag geteilt von Ana Ruiz (@anaruiz)", "Ana Ruiz"),
    ],
)
def test_signatures(signature: str, speaker: str) -> None:
    assert posts(f"{MET}\nWe will mend it!\n{signature}\n{END}") == [(speaker, ["We will mend it!"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{MET}\nIt will stand.\n{SIGNED}\n{END}", ["It will stand."], id="one paragraph by default"),
        pytest.param(f"{MET}\r\n\r\nIt will stand.\r\n\r\n{SIGNED}\r\n\r\n{END}", ["It will stand."], id="crlf"),
        pytest.param(
            f"{MET}\nShe wrote:\nIt will stand.\nBelieve me.\n{SIGNED}\n{END}",
            ["It will stand.", "Believe me."],
            id="below a colon",
        ),
        pytest.param(
            f"{MET}\n\nShe wrote:\n\nIt will stand.\n\nBelieve me.\n\n{SIGNED}\n\n{END}",
            ["It will stand.", "Believe me."],
            id="below a colon, blank lines",
        ),
        pytest.param(
            f"{MET}\n\n{AGAIN}\n\nIt will stand.\n\nOr fall.\nBelieve me.\n{SIGNED}\n\n{END}",
            ["Or fall.", "Believe me."],
            id="lines on the signature",
        ),
        pytest.param(
            f"{MET}\n\n{AGAIN}\n\nIt will stand.\nBelieve me.\n\n{SIGNED}\n\n{END}",
            ["It will stand.", "Believe me."],
            id="lines that stand together above the signature",
        ),
        pytest.param(
            f"He gave one reason:\n\n{MET}\n\nShe posted this.\nIt will stand.\n{SIGNED}\n\n{END}",
            ["She posted this.", "It will stand."],
            id="what stands together goes before the colon",
        ),
        pytest.param(
            f"He gave one reason:\n\n{MET}\n\nIt will stand.\n{SIGNED}\n\n{END}",
            ["It will stand."],
            id="one paragraph with the signature on it goes before the colon",
        ),
        pytest.param(f"{LONG}\n> It will.\n— Ana Ruiz (@anaruiz)", ["It will."], id="quoted, at the end"),
        pytest.param(
            f"{LONG}\nShe wrote:\nIt will.\n— Ana Ruiz (@anaruiz)",
            ["It will."],
            id="below a colon, at the end",
        ),
        pytest.param(
            f"{AGAIN}\n\nOne.\n\nTwo.\n\n{MET}\nShe wrote:\nIt will stand.\n{SIGNED}\n\n{END}",
            ["It will stand."],
            id="a colon among lines that stand together",
        ),
        pytest.param(
            f"They agreed on:\n- a bridge\n- a pier\nIt will stand.\n{SIGNED}\n{END}", ["It will stand."], id="a list"
        ),
        pytest.param(
            f"He said:\n“It will fall.”\n{MET}\nIt will stand.\n{SIGNED}", ["It will stand."], id="the colon of marks"
        ),
        pytest.param(
            f"He said:\n{MET * 8}\n{AGAIN * 7}\nIt will stand.\n{SIGNED}",
            ["It will stand."],
            id="too far below a colon",
        ),
        pytest.param(f"{MET}\n{'We will. ' * 150}\n{SIGNED}", [("We will. " * 150).strip()], id="one long paragraph"),
        pytest.param(
            "He said:\n" + "\n".join(f"It is {n}." for n in range(25)) + f"\n{SIGNED}",
            ["It is 24."],
            id="too many lines below a colon",
        ),
        pytest.param(
            f"{MET}\n\n{AGAIN}\n\n{'We will. ' * 150}\n{SIGNED}\n\n{END}",
            [("We will. " * 150).strip()],
            id="one long paragraph, the signature on it",
        ),
        pytest.param(f"{MET}\n> No.\nIt will. {SIGNED}\n{END}", ["It will."], id="on one line below a quoted one"),
        pytest.param(
            f"{MET}\n> It will.\n> It shall. {SIGNED}\n{END}",
            ["It will.", "It shall."],
            id="at the end of quoted lines",
        ),
        pytest.param(
            "we will mend the bridge of the town, and we\nwill do it in the spring, when the engineers\n"
            f"are back from the sea and the people of the\ntown have gone.\n{SIGNED}",
            [
                "we will mend the bridge of the town, and we\nwill do it in the spring, when the engineers\n"
                "are back from the sea and the people of the\ntown have gone."
            ],
            id="one paragraph that is broken at a column",
        ),
        pytest.param(
            f"{MET}\n> It will stand.\n>\n> Believe me.\n> {SIGNED}\n{END}",
            ["It will stand.", "Believe me."],
            id="quoted lines",
        ),
        pytest.param(
            f"{MET}\n> It will stand.\n> Believe me.\n\n{SIGNED}\n{END}",
            ["It will stand.", "Believe me."],
            id="quoted lines, the signature below them",
        ),
        pytest.param(
            f"{MET}\n> Somebody else.\n\n> It will stand.\n>\n> Believe me.\n> {SIGNED}",
            ["It will stand.", "Believe me."],
            id="two quoted messages",
        ),
        pytest.param(
            "the bridge of the town has been shut since\nthe spring, and nobody of the council has\nsaid a word about it.\n\n"
            f"we will mend the bridge of the town, and we\nwill do it in the spring.\n{SIGNED}\n\n{END}",
            ["we will mend the bridge of the town, and we\nwill do it in the spring."],
            id="broken at a column",
        ),
        pytest.param(f"{MET}\nIt will stand. {SIGNED}\n{END}", ["It will stand."], id="on one line"),
        pytest.param(f"{MET}\nIt will stand {SIGNED}\n{END}", ["It will stand"], id="on one line without a stop"),
        pytest.param(f"{MET}\nIt will. pic.twitter.com/abc{SIGNED}\n{END}", ["It will."], id="glued to a link"),
        pytest.param(f"{MET}\nIt will stand. — Ana Ruiz (@anaruiz)", ["It will stand."], id="on one line, no date"),
        pytest.param(f"{MET}\nIt will t.co/abc — Ana Ruiz (@anaruiz)\n{END}", ["It will"], id="a link for the stop"),
        pytest.param(f"It will.\n— Ana Ruiz (@anaruiz)\n{MET}", ["It will."], id="first words that are no headline"),
        pytest.param(f"The bridge\n{MET}\nIt will.\n— Ana Ruiz (@anaruiz)\n{END}", ["It will."], id="a headline"),
        pytest.param(f"{LONG}\nIt will.\n{SIGNED}", ["It will."], id="dated, at the end of a long article"),
        pytest.param(f"{LONG}\nIt will.\n— Ana Ruiz (@anaruiz)\n{END}", ["It will."], id="in a long article"),
        pytest.param(f"{MET}\nIt will.\n— Ana Ruiz (@anaruiz)", ["It will."], id="at the end of a short article"),
        pytest.param(
            LONG.replace("\n", "\n\n") + "\n\nIt will.\n— Ana Ruiz (@anaruiz)", ["It will."], id="at the end, attached"
        ),
        pytest.param(f"She wrote:\n> no\nIt will.\n{SIGNED}\n{END}", ["It will."], id="the colon of a block"),
        pytest.param(f"It will stand\n{SIGNED}", ["It will stand"], id="a post and nothing more"),
        pytest.param(
            "we will mend the bridge of the town, and we\nwill do it in the spring, when the engineers\n"
            f"are back from the sea and the people of the\ntown have gone. {SIGNED}",
            [
                "we will mend the bridge of the town, and we\nwill do it in the spring, when the engineers\n"
                "are back from the sea and the people of the\ntown have gone."
            ],
            id="broken at a column, on one line",
        ),
        pytest.param(
            "the bridge of the town has been shut since\nthe spring, and nobody of the council has\nsaid a word:\n"
            f"> it will stand\n> and it will. {SIGNED}\n\n{END}",
            ["it will stand", "and it will."],
            id="quoted lines of a text that is broken at a column",
        ),
        pytest.param(f"{MET}\n’Tis “old.”\n{SIGNED}\n{END}", ["’Tis “old.”"], id="a mark at each end"),
        pytest.param(f"{MET}\n“It” is “old.”\n{SIGNED}\n{END}", ["“It” is “old.”"], id="two pairs of marks"),
        pytest.param(f"{MET}\nIt will stand — we say. {SIGNED}", ["It will stand — we say."], id="a dash in the words"),
        pytest.param(
            f"{MET}\nShe wrote:\nIt will stand.\nBelieve me. {SIGNED}\n{END}",
            ["It will stand.", "Believe me."],
            id="on one line below a colon",
        ),
        pytest.param(f"{MET}\n> It will stand. {SIGNED}\n{END}", ["It will stand."], id="on one quoted line"),
    ],
)
def test_how_far_a_signed_post_reaches(text: str, expected: list[str]) -> None:
    assert posts(text) == [("Ana Ruiz", expected)]


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        (f"{MET}\nShe wrote:\nAna Ruiz (@anaruiz)\nIt will stand.\n{END}", "Ana Ruiz", ["It will stand."]),
        (f"{MET}\nShe wrote:\n@anaruiz\nIt will stand.\n{END}", "@anaruiz", ["It will stand."]),
        (f"{MET}\n{AGAIN}\nAna Ruiz @anaruiz · Mar 3\nIt will stand.\n{END}", "Ana Ruiz", ["It will stand."]),
        (f"{MET}\n{AGAIN}\nAna Ruiz (@anaruiz)\nIt will stand.\n{END}", "Ana Ruiz", ["It will stand."]),
        (f"{MET}\n{AGAIN}\nAna Ruiz\n@anaruiz\nIt will stand.\n{END}", "Ana Ruiz", ["It will stand."]),
        (f"{MET}\n{AGAIN}\nThe Reply\n@anaruiz\nIt will stand.\n{END}", "@anaruiz", ["It will stand."]),
        ("Ana Ruiz @anaruiz · Mar 3\nIt will stand.", "Ana Ruiz", ["It will stand."]),
        (
            f"{MET}\nAna Ruiz (@anaruiz)\nReplying to @bolund\nIt will stand.\nIt will.\n12 Retweets 40 Likes\n{END}",
            "Ana Ruiz",
            ["It will stand.", "It will."],
        ),
        (f"{MET}\nAna Ruiz (@anaruiz)\n> It will.", "Ana Ruiz", ["It will."]),
        (
            f"{MET}\n{AGAIN}\nAna Ruiz (@anaruiz)\n{MET * 8}\n{AGAIN * 7}\n12 Likes\n{END}",
            "Ana Ruiz",
            [MET * 8],
        ),
        (f"{MET}\nAna Ruiz (@anaruiz)\nIt will stand.\nView on X\n{END}", "Ana Ruiz", ["It will stand."]),
        (f"{MET}\nAna Ruiz (@anaruiz)\nIt will.\n2:05 PM · Mar 3, 2021\n{END}", "Ana Ruiz", ["It will."]),
        (f"{MET}\nAna Ruiz (@anaruiz)\n> It will.\n> It shall.\n{END}", "Ana Ruiz", ["It will.", "It shall."]),
        (
            f"{MET}\n\n{AGAIN}\n\nAna Ruiz @anaruiz · 3 mars\nIt will.\nIt shall.\n\n{END}",
            "Ana Ruiz",
            ["It will.", "It shall."],
        ),
        (
            f"{MET}\n\n{AGAIN}\n\nAna Ruiz @anaruiz · 3 mars\n\nIt will.\nIt shall.\n\n{END}",
            "Ana Ruiz",
            ["It will.", "It shall."],
        ),
        (f"{MET}\n\n{AGAIN}\n\nAna Ruiz @anaruiz · 3h\n\nIt will.\n\n{END}", "Ana Ruiz", ["It will."]),
        (f"{MET}\n{AGAIN}\nIt will stand.\nAna Ruiz (@anaruiz) March 3, 2021\n{END}", "Ana Ruiz", ["It will stand."]),
        (f"{MET}\n{AGAIN}\nShe wrote:\nAna Ruiz (@anaruiz) March 3, 2021\nIt will.\n{END}", "Ana Ruiz", ["It will."]),
        (f"She wrote:\n\nAna Ruiz (@anaruiz)\nIt will.\n{SIGNED}\n\n{MET}\n\n{END}", "Ana Ruiz", ["It will."]),
        (f"{MET}\n{AGAIN}\nRuiz Answers\nAna Ruiz (@ar)\nIt will.\n{END}", "Ana Ruiz", ["It will."]),
        (f"{MET}\n{AGAIN}\nThen answered Ruiz:\n@anaruiz\nIt will.\n{END}", "@anaruiz", ["It will."]),
        (f"{MET}\n{AGAIN}\nRuiz then answered\n@anaruiz\nIt will.\n{END}", "@anaruiz", ["It will."]),
        (f"{MET}\n{AGAIN}\nAna Ruiz @anaruiz · Mar 3\nRuiz will win.\n{END}", "Ana Ruiz", ["Ruiz will win."]),
        (f"{MET}\nShe wrote:\nAna Ruiz (@anaruiz)\n{'We go. ' * 150}\n{END}", "Ana Ruiz", [("We go. " * 150).strip()]),
        (f"{MET}\n{AGAIN}\n@anaruiz March 3, 2021\nIt will.\n{END}", "@anaruiz", ["It will."]),
        (f"{MET}\n{AGAIN}\nAna Ruiz (@anaruiz) · 3h\nIt will.\n{END}", "Ana Ruiz", ["It will."]),
        ("@anaruiz · Mar 3\nIt will.\nAna Ruiz", "@anaruiz", ["It will."]),
        ("Ana Ruiz @anaruiz · Mar 3\nIt will.\nBo Lund (@bolund)", "Ana Ruiz", ["It will."]),
    ],
)
def test_headers(text: str, speaker: str, expected: list[str]) -> None:
    assert posts(text) == [(speaker, expected)]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("It will stand. pic.twitter.com/abc", "It will stand."),
        ("It will stand. https://t.co/abc pic.x.com/abc", "It will stand."),
        ("It will stand.\nhttps://t.co/abc", "It will stand."),
        ("It will stand.https://t.co/abc", "It will stand."),
        ("It will stand. 12 Retweets 40 Likes", "It will stand."),
        ("It will stand. 1.2K Reposts · 3,400 Likes View on X", "It will stand."),
        ("It will stand.\n12 Retweets\n40 Likes", "It will stand."),
        ("It will stand. Translated from German by Google", "It will stand."),
        ("It will stand.\n[image or embed]", "It will stand."),
        ("Look: https://t.co/abc it will stand.", "Look: https://t.co/abc it will stand."),
        ("Read https://olmo.example/bridge", "Read https://olmo.example/bridge"),
        ("Thank you for 40 likes", "Thank you for 40 likes"),
    ],
)
def test_furniture_is_left_out(words: str, kept: str) -> None:
    assert posts(f"She wrote:\n{words}\n{SIGNED}\n{END}") == [("Ana Ruiz", [kept])]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{MET}\n— Ana Ruiz, staff writer", id="byline"),
        pytest.param(f"{MET}\n{AGAIN}\n— Ana Ruiz", id="no handle"),
        pytest.param(f"The bridge\n— Ana Ruiz (@anaruiz)\n{MET}", id="byline under the headline"),
        pytest.param(f"The bridge\n{SIGNED}\n{MET}", id="byline with a date under the headline"),
        pytest.param(f"The bridge\nAna Ruiz (@anaruiz)\n{MET}\n{END}", id="byline without a dash"),
        pytest.param(f"The bridge\n{MET}\nAna Ruiz (@anaruiz)\n{AGAIN}", id="byline under the summary"),
        pytest.param(f"The bridge\n{MET}\nAna Ruiz (@anaruiz) March 3, 2021\n{AGAIN}", id="dated byline"),
        pytest.param(f"The bridge\nAna Ruiz @anaruiz · Mar 3\n{MET}", id="dated byline under the headline"),
        pytest.param(f"The bridge\nBy Ana Ruiz (@anaruiz)\n{MET}\n{AGAIN}", id="by"),
        pytest.param(f"{MET}\n{AGAIN}\nPhoto: Ana Ruiz (@anaruiz)\n{END}", id="a photo's credit"),
        pytest.param(f"{LONG}\n— Ana Ruiz (@anaruiz)", id="signed by the article's writer"),
        pytest.param(f"{MET}\nThe mayor, Ana Ruiz (@anaruiz), said no.\n{END}", id="in prose"),
        pytest.param(f"{MET}\nIt thanked the mayor — Ana Ruiz (@anaruiz) for 3 years.\n{END}", id="a dash in prose"),
        pytest.param(f"{MET}\nIt thanked the mayor — Ana Ruiz (@anaruiz)\n{END}", id="no sentence before the dash"),
        pytest.param(f"{MET}\n{AGAIN}\nFollow Ana Ruiz (@anaruiz) on X\n{END}", id="follow"),
        pytest.param(f"{MET}\n{AGAIN}\nAna Ruiz (@anaruiz)\nAna Ruiz covers Olmo.", id="the writer's box"),
        pytest.param(f"{MET}\n{AGAIN}\n@aruiz\nA reporter at the Courier of Olmo.", id="the writer's box, no name"),
        pytest.param(f"{MET}\n{AGAIN}\nWrite to Ana Ruiz (ana@olmo.example)\n{END}", id="an address"),
        pytest.param(f"{MET}\n{AGAIN}\n— Ana Ruiz (ana@olmo.example) March 3, 2021\n{END}", id="a signed address"),
        pytest.param(f"She wrote:\n{SIGNED}\n{END}", id="the words are lost"),
        pytest.param(f"{MET}\npic.twitter.com/abc\n{SIGNED}\n{END}", id="a picture without words"),
        pytest.param(f"{MET}\n“It will stand.”\n{SIGNED}\n{END}", id="in marks"),
        pytest.param(f"{MET}\n“It will stand.” https://t.co/abc\n{SIGNED}\n{END}", id="in marks, with a link"),
        pytest.param(f"{MET}\n``It will stand.''\n{SIGNED}\n{END}", id="in doubled marks"),
        pytest.param("Follow:\n– Ana Ruiz (@anaruiz)\n– Bo Lund (@bolund)\n" + END, id="a list of names"),
        pytest.param(f"{MET}\n{AGAIN}\nFollow:\n@anaruiz\n@bolund\n{END}", id="a list of handles"),
        pytest.param(f"{MET}\n{AGAIN}\n@anaruiz thank you for 3 years\n{END}", id="words to somebody"),
        pytest.param(f"{MET}\n- Ana Ruiz (@anaruiz)\n{END}", id="a bullet"),
        pytest.param(f"{MET} - Ana Ruiz (@anaruiz)\n{END}", id="a hyphen"),
        pytest.param(f"{MET}\n{'We will. ' * 150} {SIGNED}", id="a whole article on one line"),
        pytest.param(f"> {MET}\n\n> {SIGNED}\n>\n> {END}", id="another message above"),
        pytest.param(f"{MET}\n> {SIGNED}\n{END}", id="a quoted signature alone"),
        pytest.param("It will stand\n— Ana Ruiz (@anaruiz)", id="a headline and its byline"),
        pytest.param(f"{MET}\n🌊 !\n{SIGNED}\n{END}", id="no word"),
        pytest.param(f"{MET}\n{AGAIN}\n@anaruiz", id="one handle at the end"),
        pytest.param(f"{MET}\n{AGAIN}\n— Ana Ruiz (@anaruiz), who is mayor\n{END}", id="more than a date"),
        pytest.param(f"Ana Ruiz (@anaruiz)\n{MET}\nAnd so on:", id="a byline as the first line"),
        pytest.param(
            f"The council of Olmo, the bridge and the boats\n{MET}\nAna Ruiz (@anaruiz)\n{AGAIN}\n{END}",
            id="byline under the summary, a long headline",
        ),
        pytest.param(f"{MET}\n{AGAIN}\nShe wrote:\nAna Ruiz (@anaruiz)", id="a header as the last line"),
        pytest.param(f"{MET}\n{AGAIN}\nShe wrote:\nAna Ruiz (@anaruiz)\nView on X", id="a header without words"),
    ],
)
def test_what_is_no_post(text: str) -> None:
    assert posts(text) == []


def test_handles_are_signatures_where_one_ends_the_article():
    text = f"{MET}\n\nIt will.\n\n@anaruiz.\n\nIt shall.\n\n@bolund."
    assert posts(text) == [("@anaruiz", ["It will."]), ("@bolund", ["It shall."])]
    assert posts(f"{text}\n\n{END}") == []


def test_posts_in_a_row_end_at_each_other():
    text = f"She wrote:\nIt will.\n{SIGNED}\nHe wrote:\nIt shall.\nNever.\n— Bo Lund (@bolund) March 4, 2021\n{SIGNED}"
    assert posts(text) == [("Ana Ruiz", ["It will."]), ("Bo Lund", ["It shall.", "Never."])]


def test_a_header_may_follow_a_signature_without_a_dash():
    signed = f"{MET}\n{AGAIN}\nIt will.\nAna Ruiz (@anaruiz) March 3, 2021\nBo Lund @bolund · Mar 3\nIt shall.\n{END}"
    assert posts(signed) == [("Ana Ruiz", ["It will."]), ("Bo Lund", ["It shall."])]


def test_a_post_on_one_line_is_not_that_of_the_next_signature():
    assert posts(f"{MET}\nIt will. {SIGNED}\n— Bo Lund (@bolund) March 3, 2021\n{END}") == [("Ana Ruiz", ["It will."])]


def test_what_is_shown_as_something_else_is_out_of_reach():
    text = f"She wrote:\nIt will.\nIt shall.\n{SIGNED}\n{END}"
    assert posts(text, frozenset({1})) == [("Ana Ruiz", ["It shall."])]
    assert posts(text, frozenset({3})) == []
    quoted = f"{MET}\n> It will.\n> It shall.\n> {SIGNED}\n{END}"
    assert posts(quoted, frozenset({1})) == [("Ana Ruiz", ["It shall."])]
    parted = f"{MET}\n\n{AGAIN}\n\nIt will.\nIt shall.\n{SIGNED}\n\n{END}"
    assert posts(parted, frozenset({2})) == [("Ana Ruiz", ["It shall."])]
    below = f"{MET}\nAna Ruiz (@anaruiz)\n> It will.\n> It shall.\n{END}"
    assert posts(below, frozenset({3})) == [("Ana Ruiz", ["It will."])]
    headed = f"{MET}\nShe wrote:\nAna Ruiz (@anaruiz)\nIt will.\nIt shall.\n12 Likes\n{END}"
    assert posts(headed, frozenset({4})) == [("Ana Ruiz", ["It will."])]
    assert posts(headed.replace("It shall.", "> It shall.")) == [("Ana Ruiz", ["It will."])]
    assert posts(headed.replace("It shall.", "\n".join(f"Or {n}." for n in range(30)))) == [("Ana Ruiz", ["It will."])]


def test_a_repeated_post_is_one_passage():
    text = f"{MET}\nIt will stand, whatever they say in the town of Olmo.\n{SIGNED}\n"
    article = Article(id="a", text=text + END + "\n" + text, language="en")
    (passage,) = mark(read(article))
    assert passage.form == "post"
    assert [span.of(article.text) for again in passage.repeats for span in again] == [passage.words(article.text)]


def test_a_quotation_in_a_post_stands_inside_it():
    text = f"{MET}\nThey said “never again” to me.\n{SIGNED}\n{END}"
    post, quoted = mark(read(Article(id="a", text=text, language="en")))
    assert (post.form, quoted.form, quoted.inside) == ("post", "marks", post.label)


def test_a_signed_post_becomes_a_direct_quote_of_its_writer():
    text = f"{MET}\nAna Ruiz, the mayor of Olmo, was there.\nWe will mend it.\n{SIGNED}\n{END}"
    with claimkit.Extractor("rules", cache=False) as extractor:
        result = extractor.extract(Article(id="a", text=text, language="en"))
    (quote,) = [quote for quote in result.quotes if quote.text == "We will mend it."]
    assert quote.kind == "direct" and quote.verbatim
    assert result.actor(quote.speaker).name == "Ana Ruiz"


FURNITURE = (
    "@ana|Ana Ruiz @ana · Mar 3|> |>|>> It.|    It will.|\t|12 Likes|pic.twitter.com/a||- one|\u3000|\u200b|@|(@"
)
PIECES = [
    *FURNITURE.split("|"),
    MET,
    "We will.",
    "we will and",
    "“It will.”",
    "“It",
    "She wrote:",
    SIGNED,
    "— Ana Ruiz",
]
ENDS = ["\n", "\n", "\n", "\n\n", "\n\n", "\r\n", "\r", "\u2028", "\n \n"]


@pytest.mark.parametrize("find", [find_posts, find_blocks])
def test_spans_are_trimmed_ordered_and_inside_one_paragraph(find: Find) -> None:
    for seed in range(400):
        pick = random.Random(seed)
        text = "".join(pick.choice(PIECES) + pick.choice(ENDS) for _ in range(pick.randint(1, 25))) + END
        reading = read(Article(id="a", text=text, language="en"))
        taken = {pick.randrange(len(reading.paragraphs))}
        seen: list[Span] = []
        for one in find(reading, taken):
            for span, marked in zip(one.spans, one.marked, strict=True):
                home = reading.paragraph_at(span.start)
                assert home not in taken
                assert span in marked and marked in reading.paragraphs[home] and marked.end == span.end
                assert span.of(text) == span.of(text).strip()
                assert not any(span.overlaps(other) for other in seen)
                seen.append(span)


@pytest.mark.parametrize(
    "text",
    [
        "We will mend it and " * 50_000 + "\n" + SIGNED,
        "a" + " " * 1_000_000 + "b\n" + SIGNED,
        "1 like " * 140_000 + "\n" + SIGNED,
        "(" * 500_000 + "\n— " + "(" * 200 + "@a)",
        "\n".join(f"We will mend it {number}.\n{SIGNED}" for number in range(10_000)),
        "\n".join(f"@ana{number}" for number in range(20_000)),
        "\n".join(f"> We will mend it {number}." for number in range(30_000)) + f"\n> {SIGNED}",
    ],
)
def test_time_is_linear(text: str) -> None:
    reading = read(Article(id="a", text=text, language="en"))
    start = time.perf_counter()
    find_posts(reading, ())
    assert time.perf_counter() - start < 8
