"""Marks that came to harm: doubled, left as entities, decoded wrongly, replaced by "?" or U+FFFD."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.article import read
from claimkit.passages import Passage, mark
from claimkit.passages.marked.broken_marks import with_whole_marks
from claimkit.schemas import Article


def marked(text: str, language: str = "en") -> tuple[Passage, ...]:
    return mark(read(Article(id="a", text=text, language=language)))


def pieces(text: str, language: str = "en") -> list[str]:
    return [" | ".join(span.of(text) for span in passage.spans) for passage in marked(text, language)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("''It's over,'' he said. ''We're done.''", ["It's over, | We're done."]),
        ("``It's over,'' he said.", ["It's over,"]),
        ("He called it ''a mess'' and left.", ["a mess"]),
        ("''We will pay,'' she said, ''but not now.''", ["We will pay, | but not now."]),
        ("''First part\n''and the end,'' he said.", ["First part | and the end,"]),
        ("She said ''no'' to rock 'n' roll in the '90s.", ["no"]),
        ("''He said 'never' to me,'' she said.", ["He said 'never' to me,", "never"]),
        ("The boys' toys and the girls' toys.", []),
        ("‘‘We will pay,’’ she said.", ["We will pay,"]),
        ("He said '' we pay '' and left.", ["we pay"]),
        ("''We pay, '' she said. ''We do.''", ["We pay, | We do."]),
        ("It is 5'10'' wide, and ''very long,'' she said.", ["very long,"]),
        ("'We paid,' she said. ''Twas late.'", ["We paid, | 'Twas late."]),  # a mark and an apostrophe
        ("We pay,, she said.", []),
        ("She said <<we pay>> and left.", ["we pay"]),
        ("<<We pay.\n\n<<We do,>> she said.", ["We pay. | We do,"]),
        ("She said >>we pay<< and left.", ["we pay"]),
        ("Read more >> Next >> Last", []),
        ("<<Back to the start, she said.", []),
    ],
)
def test_typed_marks(text: str, spans: list[str]) -> None:
    assert pieces(text) == spans


@pytest.mark.parametrize(
    "text",
    [",,Wir zahlen'', sagte sie, ,,und bald.''", ",,Wir zahlen“, sagte sie, ,,und bald.“"],
)
def test_the_low_mark_of_typewriters(text: str) -> None:
    assert pieces(text, "de") == ["Wir zahlen | und bald."]


def test_both_characters_belong_to_the_mark() -> None:
    text = "''It is over,'' he said."
    (passage,) = marked(text)
    assert [span.of(text) for span in passage.marked] == ["''It is over,''"]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("&quot;We pay,&quot; she said.", ["We pay,"]),
        ("&ldquo;We don&rsquo;t pay,&rdquo; she said, &ldquo;not now.&rdquo;", ["We don&rsquo;t pay, | not now."]),
        ("&#34;We pay,&#34; she said.", ["We pay,"]),
        ("&#8220;We pay,&#8221; she said. &#8220;It&#8217;s late.&#8221;", ["We pay, | It&#8217;s late."]),
        ("&#x201c;We pay,&#X201D; she said.", ["We pay,"]),
        ("&#147;We pay,&#148; she said.", ["We pay,"]),  # numbers of Windows-1252, as pages of the nineties have them
        ("&#039;We don&#039;t pay,&#039; she said.", ["We don&#039;t pay,"]),
        ("&amp;quot;We pay,&amp;quot; she said.", ["We pay,"]),
        ("&quot;He said &apos;go home&apos; twice,&quot; she said.", ["He said &apos;go home&apos; twice,", "go home"]),
        ("&ldquo;He said, &lsquo;Go home.&rsquo;&rdquo;", ["He said, &lsquo;Go home.&rsquo;", "Go home."]),
        ("&laquo;&nbsp;We pay&nbsp;&raquo;, she said.", ["We pay"]),
        ("&bdquo;We pay&ldquo;, she said.", ["We pay"]),
        ("She said&mdash;&quot;we pay&quot;&mdash;and left.", ["we pay"]),
        ("&quot;A&quot;&quot;B&quot;", ["A", "B"]),
        ("&quot;One part.\n\n&quot;The other,&quot; she said.", ["One part. | The other,"]),
        ("The officials&rsquo; plan and the mayors&rsquo; plan failed.", []),
        ("B&amp;B said &quot;R&amp;D is late&quot; &copy; 2020.", ["R&amp;D is late"]),
        ("It is 5&#39;10&quot; tall, &quot;as you see,&quot; he said.", ["as you see,"]),
    ],
)
def test_entities(text: str, spans: list[str]) -> None:
    assert pieces(text) == spans


def test_the_whole_entity_belongs_to_the_mark() -> None:
    text = "&ldquo;We pay,&rdquo; she said. It was &quot;late&quot;."
    first, second = marked(text)
    assert [span.of(text) for span in first.marked + second.marked] == ["&ldquo;We pay,&rdquo;", "&quot;late&quot;"]


def misread(text: str, codec: str) -> str:
    """Read UTF-8 in another encoding; bytes that mean nothing there stay control characters."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode("utf-8"))


ENTITIES = {
    "“": "&ldquo;",
    "”": "&rdquo;",
    "‘": "&lsquo;",
    "’": "&rsquo;",
    "«": "&laquo;",
    "»": "&raquo;",
    "—": "&mdash;",
}
NUMBERS = {char: f"&#{ord(char)};" for char in ENTITIES}
BREAKS = {
    "entities": lambda text: "".join(ENTITIES.get(char, char) for char in text),
    "numbers": lambda text: "".join(NUMBERS.get(char, char) for char in text),
    "UTF-8 as Windows-1252": lambda text: misread(text, "cp1252"),
    "UTF-8 as Windows-1252, bytes dropped": lambda text: text.encode("utf-8").decode("cp1252", "ignore"),
    "UTF-8 as Latin-1": lambda text: misread(text, "latin-1"),
    "UTF-8 as Mac Roman": lambda text: misread(text, "mac_roman"),
    "twice": lambda text: misread(misread(text, "cp1252"), "cp1252"),
    "Windows-1252 as Latin-1": lambda text: text.encode("cp1252").decode("latin-1"),
}
HEALTHY = [
    "“We don’t pay,” she said, “not now.”",
    "“We pay.\n\n“We don’t like it,” she said—“but we pay.”",
    "She called it a “mess” and left—for good. “It’s ‘late’,” she said.",
    "“He told me, ‘Go home.’”\n\nThe officials’ plan failed.",
    "«We pay», she said. « We\u00a0do. »",
    "‘We don’t pay,’ she said. ‘The “plan” isn’t ours.’",
    "“We pay and stay, she said.\n\nNothing else.",
]


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize("text", HEALTHY)
def test_a_broken_article_has_the_passages_of_the_whole_one(broken, text: str) -> None:  # type: ignore[no-untyped-def]
    assert pieces(broken(text)) == [broken(words) for words in pieces(text)]


def test_a_dash_that_was_decoded_wrongly_is_no_mark() -> None:
    text = 'He left â€" fast â€“ and â€œcame back,â€\x9d he said â€” today.'
    assert pieces(text) == ["came back,"]


REPLACED = (
    "?We don?t pay,? she said. It?s late.\n\n?Will we pay?? he asked.\n\nThe officials? ?plan? failed. ?No,? said Moss."
)


@pytest.mark.parametrize("sign", ["\ufffd", "\ufffd\ufffd\ufffd"])
def test_replacement_characters(sign: str) -> None:
    text = f"{sign}We don{sign}t pay,{sign} she said. It was {sign}late{sign}, the officials{sign} plan."
    assert pieces(text) == [f"We don{sign}t pay,", "late"]
    assert pieces(f"{sign}We pay,{sign} she said.") == []  # one pair is no pattern
    assert pieces(f"“Go,” he said. {text}") == ["Go,"]
    assert pieces(f"{sign}He said {sign}go home{sign} twice,{sign} she said. {sign}No.{sign}") == [
        f"He said {sign}go home{sign} twice, | No.",
        "go home",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X$5 is much,X she said. XNo,X he said.", ["$5 is much,", "No,"]),
        ("It was XsomebodyXs messX. XGo,X she said.", ["somebodyXs mess", "Go,"]),
        ("XHe said, XGo,X twice,X she said.", ["He said, XGo,X twice,", "Go,"]),
        # one pair, and what is none
        ("ItXs late, the officialsX plan. XGo,X she said.", []),
        ("We X all X go. XGo,X she said.", []),
        ("We go,X she said. We stay,X he said, and Xno,X too.", []),
    ],
)
def test_what_a_replacement_character_stands_for(text: str, expected: list[str]) -> None:
    assert pieces(text.replace("X", "\ufffd")) == [words.replace("X", "\ufffd") for words in expected]


def test_question_marks_for_marks() -> None:
    assert pieces(REPLACED) == ["We don?t pay,", "Will we pay?", "plan", "No,"]


@pytest.mark.parametrize(
    "text",
    [
        "?We pay,? she said.\n\n?We do,? he said.",  # two pairs may be chance
        f'"Go," he said.\n\n{REPLACED}',
        f"«Go», he said.\n\n{REPLACED}",
        "Will it hold? Nobody knows. Who pays? When? And how?",
        "?Nos vamos? ?Cuándo? ?Por qué? ?Con quién?",  # Spanish that lost its upside-down marks
    ],
)
def test_question_marks_that_ask(text: str) -> None:
    assert not any("?" in passage.marked[0].of(text) for passage in marked(text))


def test_a_text_without_broken_marks_is_left_as_it_is() -> None:
    text = "“We don’t pay,” she said—“not (yet)?” R&D, <b>bold</b>, a,b … âgé Â¡ 'x' \"y\" ‘z’"
    assert with_whole_marks(text) is text


PARTS = [
    "&quot;",
    "&ldquo;",
    "&rdquo;",
    "&#39;",
    "&nbsp;",
    "â€œ",
    "â€",
    "â€™",
    "\x93",
    "\x94",
    "''",
    "``",
    ",,",
    "<<",
    ">>",
]
PARTS += ["\ufffd", "?", "“", "”", '"', "'", "’", " ", "\n", "We", "pay", "s", ",", ".", "said", "Lee", "«", "»"]


@given(st.lists(st.sampled_from(PARTS), max_size=24).map("".join))
def test_any_broken_marks_at_all(text: str) -> None:
    assert len(with_whole_marks(text)) == len(text)
    for passage in marked(text):
        for span, around in zip(passage.spans, passage.marked, strict=True):
            assert span in around
            assert span.of(text) == span.of(text).strip() != ""
            assert not span.of(text).startswith((";", "quot;", "dquo;", "#39;", "nbsp;"))
