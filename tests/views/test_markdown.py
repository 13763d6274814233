from __future__ import annotations

from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt

from claimkit.schemas import Extraction
from claimkit.views import render
from claimkit.views.markdown import escaped, markdown

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

ATTACKS = (
    "# heading",
    "####### seven #",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "12) item",
    "> quote",
    "---",
    "***",
    "===",
    "```python",
    "~~~",
    "    code",
    "\ttabbed code",
    "<html><script>alert(1)</script>",
    "<!-- comment",
    "<https://x.example>",
    "[link](https://x.example)",
    "![image](https://x.example/i.png)",
    "[ref]: https://x.example",
    "[[wiki]]",
    "*stars* **strong** _under_ ~~gone~~ `code`",
    "back\\slash \\*kept\\*",
    "a | b\n--- | ---\n1 | 2",
    "&amp; &#42; & R&D",
    "line\n\n# second\n- third",
    "text  \nbreak",
    "$x$ ==marked== %%hidden%%",
)


def inline(text: str) -> tuple[list[str], str]:
    """Return the kinds of tokens that `text` gives in a list item, and the words that a reader sees."""
    tokens = PARSER.parse(f"- {text}")
    inner = [child for token in tokens for child in token.children or ()]
    return [token.type for token in tokens], "".join(
        f"<{child.type}>" * (child.type != "text") + child.content for child in inner
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_escaped_text_is_plain_text_to_a_parser(attack: str) -> None:
    kinds, words = inline(escaped(attack))
    assert kinds == [
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "list_item_close",
        "bullet_list_close",
    ]
    assert words == " ".join(attack.split())


@pytest.mark.parametrize("plain", ["Dr. Low (52) said: no - never; 5% of A&B, e.g. +3!", "“It’s 3.5,” he said."])
def test_plain_prose_is_left_alone(plain: str) -> None:
    assert escaped(plain) == plain


@pytest.mark.parametrize("url", ["https://x.example", "HTTP://x.example", "www.x.example"])
def test_bare_addresses_do_not_become_links(url: str) -> None:
    assert url not in escaped(f"see {url} now")
    assert inline(escaped(f"see {url} now"))[1] == f"see {url} now"


def structure(text: str) -> list[tuple[str, str, list[str]]]:
    tokens = PARSER.parse(text)
    return [(token.type, token.tag, [child.type for child in token.children or ()]) for token in tokens]


def test_hostile_text_gives_the_same_structure_as_harmless_text(
    hostile_with: Callable[[str], Extraction], hostile: Extraction
) -> None:
    expected = structure(markdown(hostile_with("harmless")))
    assert structure(markdown(hostile)) == expected
    for attack in ATTACKS:
        assert structure(markdown(hostile_with(attack))) == expected, attack


def test_control_characters_are_shown(hostile: Extraction) -> None:
    text = markdown(hostile)
    assert not set("\x1b\x07\x9b\u202e") & set(text)
    assert "␛" in text


def test_sample_has_its_quotes_claims_and_report(sample: Extraction) -> None:
    text = markdown(sample)
    landmarks = (
        "# Norvale to rebuild harbour wall before winter\n",
        "## Quotes\n\n### Mara Ellwood — harbour minister, Norvale\n",
        "- “We will not wait for another winter, … The sea does not negotiate.”  \n",
        "  q1 · direct · said · where or when: on Tuesday · +1 repeat\n",
        "  q2 · indirect · **near match: compare with the article** · told",
        "### A harbour engineer — anonymous: “because she was not cleared to speak”",
        "### Speaker not settled\n",
        "Actors without a quote: Fishers' Guild\n",
        "## Claims\n",
        "  c1 · number · **worth checking** · from q2 · public money  \n",
        "  Evidence: the plan … a promise made in wet concrete\n",
        "### The article itself\n",
        "**INCOMPLETE: a part of the work is missing.**\n",
        "- Iron Wall — a nickname\n",
        "2 calls · ",
    )
    places = [text.index(landmark) for landmark in landmarks]
    assert places == sorted(places)


def test_empty_extraction_says_so(empty: Extraction) -> None:
    text = markdown(empty)
    assert "## Quotes\n\nNo quotes were found.\n" in text
    assert "## Claims\n\nNo claims were found.\n" in text


def test_many_articles_follow_each_other(sample: Extraction, empty: Extraction) -> None:
    text = render([sample, empty], "markdown")
    assert text == markdown(sample) + "\n" + markdown(empty)
    assert [token.tag for token in PARSER.parse(text)].count("h1") == 4
