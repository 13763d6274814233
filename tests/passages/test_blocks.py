"""Statements that are set off as a block: quoted messages, indentation, a signature below."""

from __future__ import annotations

import time

import pytest

import claimkit
from claimkit.article import read
from claimkit.passages import mark
from claimkit.passages.shown.blocks import find_blocks
from claimkit.schemas import Article

MET = "The council of Olmo met on Monday and spoke of the bridge for an hour."
MANY = "\n".join(f"On day {number} the council met and spoke of the bridge again." for number in range(8))
END = "The bridge has been shut since the spring."
REST = "\n".join([END, "It is old.", "Nobody is to blame.", "The pier is open."])


def blocks(text: str, taken: frozenset[int] = frozenset()) -> list[tuple[str | None, list[str]]]:
    found = find_blocks(read(Article(id="a", text=text, language="en")), taken)
    assert all(one.form == "block" for one in found)
    return [(one.speaker.of(text) if one.speaker else None, [span.of(text) for span in one.spans]) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{MET}\n> It will stand.\n{END}", [["It will stand."]], id="one line"),
        pytest.param(f"{MET}\n>It will.\n> It shall.\n{END}", [["It will.", "It shall."]], id="two lines"),
        pytest.param(
            f"{MET}\r\n\r\n> It will.\r\n>\r\n> It shall.\r\n\r\n{END}", [["It will.", "It shall."]], id="crlf"
        ),
        pytest.param(f"{MET}\n\n> It will.\n\n> It shall.\n\n{END}", [["It will.", "It shall."]], id="blank lines"),
        pytest.param(
            f"{MET}\n\n> It will.\n>\n> It shall.\n\n> Never.\n\n{END}",
            [["It will.", "It shall."], ["Never."]],
            id="a bracket alone keeps together, a blank line parts",
        ),
        pytest.param(
            f"{MET}\n\n> It will.\n> It shall.\n\n> Never.\n\n{END}",
            [["It will.", "It shall."], ["Never."]],
            id="lines that stand together, a blank line parts",
        ),
        pytest.param(
            f"{MET}\n{END}\n> It will.\n\n> Never.\n{END}",
            [["It will."], ["Never."]],
            id="a blank line where others are not",
        ),
        pytest.param(
            f"{MET}\n> It will.\n>> Never, she said.\n> > It will not.\n{END}",
            [["It will.", "Never, she said.", "It will not."]],
            id="nested",
        ),
        pytest.param(
            f"{MET}\n> We are going to the bridge\n> and we shall mend it.\n{END}",
            [["We are going to the bridge", "and we shall mend it."]],
            id="broken lines",
        ),
        pytest.param(f"He wrote:\n> It will stand\n{END}", [["It will stand"]], id="no stop, below a colon"),
        pytest.param(
            f"{MET}\n> {'it will stand and ' * 8}so on\n{END}",
            [["it will stand and " * 8 + "so on"]],
            id="no stop, long",
        ),
        pytest.param(
            f"{MET}\n> It will.\n> Read more: the council is wrong.\n> 12 Likes\n{END}",
            [["It will."]],
            id="a link inside",
        ),
        pytest.param(f"{MET}\n> 桥会修好的。\n{END}", [["桥会修好的。"]], id="Chinese"),
        pytest.param(f"{MET}\n> पुल बनेगा।\n{END}", [["पुल बनेगा।"]], id="Hindi"),
        pytest.param(
            f"{MET}\n> “Never,” she said. It will.\n{END}", [["“Never,” she said. It will."]], id="marks inside"
        ),
        pytest.param(f"{MET}\n> It will.\n{END}\n> It shall.\n{END}", [["It will."], ["It shall."]], id="two"),
        pytest.param(
            "the council of the town of olmo wrote to the\npeople of the town on the day before, and\nit said:\n"
            f"> we are going to mend the bridge in\n> the spring.\n\n{END}",
            [["we are going to mend the bridge in", "the spring."]],
            id="in a text that is broken at a column",
        ),
        pytest.param(f"{MET}\n>  \t It will.  \n{END}", [["It will."]], id="space around"),
        pytest.param(f"{MET}\n> It will.", [["It will."]], id="at the end"),
        pytest.param(f"{MET}\n> It will.\n\n> — Ana Ruiz\n{END}", [["It will."]], id="a signature of another block"),
        pytest.param(f"He wrote:\n> It will.\nIt shall.\n— Ana Ruiz\n{END}", [["It will."]], id="the colon of a block"),
        pytest.param(
            f"{MET}\n> The river runs\n> To Olmo again.\n{END}",
            [["The river runs", "To Olmo again."]],
            id="two lines, no poem",
        ),
        pytest.param(
            f"{MET}\n> We are going to\n> the bridge and\n> shall mend it\n> in the spring.\n{END}",
            [["We are going to", "the bridge and", "shall mend it", "in the spring."]],
            id="short lines, no poem",
        ),
        pytest.param(
            f"{MET}\n"
            + "".join(f"> The council and the mayor and {n} of the boatmen of Olmo said so again\n" for n in "123")
            + "> Yes.",
            [[*(f"The council and the mayor and {n} of the boatmen of Olmo said so again" for n in "123"), "Yes."]],
            id="long lines, no poem",
        ),
        pytest.param(f"{REST}\nHe wrote:\n    It will stand.", [["It will stand."]], id="indented, at the end"),
        pytest.param(f"He wrote:\n    It will stand.\n{REST}", [["It will stand."]], id="indented"),
        pytest.param(f"He wrote:\n\n\tIt will.\n\n\tIt shall.\n\n{REST}", [["It will.", "It shall."]], id="by tabs"),
        pytest.param(f"Il écrit :\r\n  Il tiendra.\r\n{REST}", [["Il tiendra."]], id="by two spaces"),
        pytest.param(f"他写道：\n    桥会修好的。\n{REST}", [["桥会修好的。"]], id="indented, Chinese"),
        pytest.param(
            f"He wrote:\n    we will mend the bridge and\n    the pier.\n{REST}",
            [["we will mend the bridge and", "the pier."]],
            id="indented and broken",
        ),
    ],
)
def test_unsigned_blocks(text: str, expected: list[list[str]]) -> None:
    assert blocks(text) == [(None, words) for words in expected]


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        (f"The plaque reads:\nIt will stand.\n— Ana Ruiz\n{END}", "Ana Ruiz", ["It will stand."]),
        (
            f"The plaque reads:\nIt will.\nIt shall.\n– Ana Ruiz, mayor of Olmo\n{END}",
            "Ana Ruiz",
            ["It will.", "It shall."],
        ),
        (f"The plaque reads:\r\n\r\nIt will.\r\n\r\n-- Ana Ruiz (mayor)\r\n\r\n{END}", "Ana Ruiz", ["It will."]),
        (f"Auf der Tafel steht:\nSie hält.\n— Dr. Ana von der Au\n{END}", "Dr. Ana von der Au", ["Sie hält."]),
        (f"На табличке:\nМост стоит.\n― Анна Рязанова, мэр\n{END}", "Анна Рязанова", ["Мост стоит."]),
        (f"The plaque reads:\nThe bridge will stand\n— Ana Ruiz\n{END}", "Ana Ruiz", ["The bridge will stand"]),
        (
            f"The plaque reads:\nThe river runs\nBelow the bridge\nAnd never comes\nTo Olmo again.\n— Ana Ruiz\n{END}",
            "Ana Ruiz",
            ["The river runs", "Below the bridge", "And never comes", "To Olmo again."],
        ),
        (f"{MET}\n> It will.\n> It shall.\n> — Ana Ruiz, mayor\n{END}", "Ana Ruiz", ["It will.", "It shall."]),
        (
            f"{MET}\n> The river runs\n> Below the bridge\n> To Olmo again.\n> — Ana Ruiz\n{END}",
            "Ana Ruiz",
            ["The river runs", "Below the bridge", "To Olmo again."],
        ),
        (f"{MET}\n> It will stand\n> — Ana Ruiz\n{END}", "Ana Ruiz", ["It will stand"]),
        (f"{MET}\n> It will.\n\n— Ana Ruiz\n{END}", "Ana Ruiz", ["It will."]),
        (f"He wrote:\n    It will.\n    — Ana Ruiz\n{REST}", "Ana Ruiz", ["It will."]),
        (f"He wrote:\n    It will stand now\n— Ana Ruiz\n{REST}", "Ana Ruiz", ["It will stand now"]),
        (
            f"{MET}\nSpoke of the bridge for an hour\n— Ana Ruiz\n{END}",
            "Ana Ruiz",
            ["Spoke of the bridge for an hour"],
        ),
    ],
)
def test_signed_blocks(text: str, speaker: str, expected: list[str]) -> None:
    assert blocks(text) == [(speaker, expected)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"They decided:\n> bridge shut\n> pier open\n{END}", id="a list"),
        pytest.param(f"{MET}\n> Bridge shut for the winter\n{END}", id="a title"),
        pytest.param(f"{MET}\n> Read more: the bridge is shut, says the council.\n{END}", id="read more"),
        pytest.param(f"{MET}\n> More on this story.\n{END}", id="more on"),
        pytest.param(f"{MET}\n> RELATED: The bridge is shut.\n{END}", id="related"),
        pytest.param(f"{MET}\n> Lire aussi : Le pont est fermé.\n{END}", id="lire aussi"),
        pytest.param(f"{MET}\n> 12 Retweets 40 Likes\n> View on X\n{END}", id="furniture"),
        pytest.param(f"Run this:\n> pip install claimkit\n{END}", id="a command"),
        pytest.param(f"{MET}\n>>> bridge = Bridge()\n>>> bridge.open().\n{END}", id="code"),
        pytest.param(
            f"{MET}\n> The river runs\n> Below the bridge\n> And never comes\n> To Olmo again.\n{END}", id="poem"
        ),
        pytest.param(f"{MET}\n> “It will stand.”\n{END}", id="in marks"),
        pytest.param(f"{MET}\n> “It will stand.”\n> — Ana Ruiz (@anaruiz) March 3, 2021\n{END}", id="a post in marks"),
        pytest.param(f"{MET}\n>\n>\n{END}", id="empty"),
        pytest.param(f"{MET}\n> ...\n{END}", id="no word"),
        pytest.param(f"{MET}\n>\n— Ana Ruiz\n{END}", id="empty and signed"),
        pytest.param(f"{MET}\n5 > 4 is true.\n{END}", id="a sign in a line"),
        pytest.param(f"They decided:\n  - The bridge is shut.\n  - The pier is open.\n{REST}", id="bullets"),
        pytest.param(f"They decided:\n  1. The bridge is shut.\n  2. The pier is open.\n{REST}", id="numbers"),
        pytest.param(f"Results:\n    Ruiz    40.\n    Lund    30.\n{REST}", id="a table"),
        pytest.param(f"The address is:\n    12 Main Street\n{REST}", id="an address"),
        pytest.param(f"{MET}\n    It will stand.\n{REST}", id="indented without a colon"),
        pytest.param(f"He wrote:\n    \nIt will stand.\n{REST}", id="space in a blank line"),
        pytest.param(f"He wrote:\n It will stand.\n{REST}", id="one space"),
        pytest.param(f"    {MET}\n    He wrote:\n    It will.\n    {END}", id="everything indented"),
        pytest.param(f"He wrote:\n    It will.\n    {MET}\n    {END}", id="first lines indented"),
        pytest.param(f"The song:\n    The river runs\n    Below the bridge\n    To Olmo again.\n{REST}", id="a song"),
        pytest.param(f"He asked:\n— Where are you going?\n— To Rome\n{END}", id="a dialogue"),
        pytest.param(f"He asked:\nWhere is it?\n— Rome\n— In Italy?\n{END}", id="a dialogue goes on"),
        pytest.param(f"The results:\nLabour has won the vote.\n— Reuters\n{END}", id="an agency"),
        pytest.param(f"The results:\nLabour has won the vote.\n— Ana Ruiz, staff writer\n{END}", id="a reporter"),
        pytest.param(f"The results:\nLabour has won the vote.\n— and more is to come\n{END}", id="no name"),
        pytest.param(f"The winners:\nAna Ruiz\nBo Lund\n— Courier\n{END}", id="names"),
        pytest.param(f"The winners:\n* Ana Ruiz won.\n— Courier\n{END}", id="a signed list"),
        pytest.param(f"The letter:\n## It will stand for long\n— Ana Ruiz\n{END}", id="a heading"),
        pytest.param(f"The winners:\n* Ana Ruiz won.\nBo Lund won.\n— Courier\n{END}", id="a list below the colon"),
        pytest.param(
            f"They decided:\n> bridge shut\n> pier open\nIt is so.\n— Courier\n{END}", id="titles below the colon"
        ),
        pytest.param(f"The winner:\nBo Lund\n— Courier\n{END}", id="a name"),
        pytest.param(f"The winners:\nAna Ruiz of the Courier\nBo Lund\n— Courier\n{END}", id="a long name and a short"),
        pytest.param(f"The letter:\n{'It will. ' * 400}\nIt shall.\n— Ana Ruiz\n{END}", id="too much below the colon"),
        pytest.param(f"{END}\n{MET}\n— Ana Ruiz\nAnd so on:", id="the colon stands below"),
        pytest.param(f"> It will stand\n{END}\nAnd so on:", id="the colon stands below a title"),
        pytest.param(f"{MET}\n    He wrote:\n    It will.\n{REST}", id="the colon is indented, too"),
        pytest.param(f"He wrote:\n    It will. And we\n    hope so\n{REST}", id="indented, the end missing"),
        pytest.param(f"The letter:\n“It will stand.”\n— Ana Ruiz\n{END}", id="signed, in marks"),
        pytest.param(f"The letter:\n{MANY}\n— Ana Ruiz\n{END}", id="too far from the colon"),
        pytest.param(f"{END}\n{MET}\n— Ana Ruiz", id="signed by the article's writer"),
        pytest.param(f"{END}\nIt will.\n— Ana Ruiz\nIt will.", id="repeated, but short"),
    ],
)
def test_what_is_no_block(text: str) -> None:
    assert blocks(text) == []


def test_a_signature_ends_a_block():
    text = f"{MET}\n> It will.\n> — Ana Ruiz\n> It shall.\n{END}"
    assert blocks(text) == [("Ana Ruiz", ["It will."]), (None, ["It shall."])]


def test_the_brackets_belong_to_what_sets_a_block_off():
    text = f"{MET}\n>> It will.\n{END}"
    (block,) = find_blocks(read(Article(id="a", text=text)), ())
    assert [span.of(text) for span in block.marked] == [">> It will."]


def test_what_is_shown_as_something_else_is_no_block():
    text = f"{MET}\n> It will.\n> It shall.\n{END}"
    assert blocks(text, frozenset({1})) == [(None, ["It shall."])]
    assert blocks(text, frozenset({2})) == [(None, ["It will."])]
    assert blocks(f"The plaque:\nIt will stand.\n— Ana Ruiz\n{END}", frozenset({2})) == []
    assert blocks(f"He wrote:\n    It will.\n    It shall.\n{REST}", frozenset({2})) == [(None, ["It will."])]
    assert blocks(f"The plaque:\nIt will stand.\n— Ana Ruiz\n{END}", frozenset({1})) == []


def test_a_quotation_in_a_block_stands_inside_it():
    text = f"{MET}\n> They said “never again” to me.\n{END}"
    block, quoted = mark(read(Article(id="a", text=text, language="en")))
    assert (block.form, block.speaker, quoted.form, quoted.inside) == ("block", None, "marks", block.label)


def test_a_pull_quote_is_folded_into_the_quotation():
    text = f"{MET}\n“We will mend the bridge in the spring,” said Ruiz.\nWe will mend the bridge\n— Ana Ruiz\n{END}"
    (passage,) = mark(read(Article(id="a", text=text, language="en")))
    assert [span.of(text) for again in passage.repeats for span in again] == ["We will mend the bridge"]


def test_a_quoted_post_is_a_post_and_no_block():
    text = f"{MET}\n> It will.\n> — Ana Ruiz (@anaruiz) March 3, 2021\n> 12 Likes\n{END}"
    assert [passage.form for passage in mark(read(Article(id="a", text=text, language="en")))] == ["post"]


def test_a_signed_block_becomes_a_direct_quote():
    text = f"{MET}\nThe plaque on the bridge reads:\nWe have mended it.\n— Ana Ruiz, mayor\n{END}"
    with claimkit.Extractor("rules", cache=False) as extractor:
        result = extractor.extract(Article(id="a", text=text, language="en"))
    (quote,) = [quote for quote in result.quotes if quote.text == "We have mended it."]
    assert quote.kind == "direct"
    assert result.actor(quote.speaker).name == "Ana Ruiz"


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"> We will mend it {number}." for number in range(50_000)),
        ">" * 1_000_000 + " a.",
        "He wrote:\n> " + "We will mend it and " * 50_000 + "then.",
        "\n".join(f"He wrote {number}:\n    We will mend it {number}." for number in range(15_000)),
        "\n".join(f"The river of Olmo runs below it {number}\n— Ana Ruiz" for number in range(10_000)),
        "\t" * 900_000 + "a:\n\tb.",
    ],
)
def test_time_is_linear(text: str) -> None:
    reading = read(Article(id="a", text=text, language="en"))
    start = time.perf_counter()
    find_blocks(reading, ())
    assert time.perf_counter() - start < 8
