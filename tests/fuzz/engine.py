"""A fuzz target for reading, marking and grounding: any bytes at all make a text and words to look for.

    python tests/fuzz/engine.py --cases 20000 --seed 1

`one_input(data)` takes bytes, as every fuzzer gives them. It raises AssertionError when something that must hold
for every text does not, and the program ends with a traceback when one case takes longer than `--hang` seconds.
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import time
import unicodedata

from claimkit.article import read
from claimkit.errors import ClaimkitError
from claimkit.grounding import Grounding, ground
from claimkit.links import cut
from claimkit.passages import mark
from claimkit.schemas import Article, Span

_WORDS = (
    "the a of in on that she he said says told Brandt Ruiz council bridge ferry will not never may 14 1,500 per cent "
    "kilometres $3 euro nicht pas jamais no sin dit sagte dijo sanoo powiedział сказал Straße İstanbul ﬁnance naïve "
    "cafe\u0301 co\u00adoperate 東京 说 で שלום مرحبا 👩\u200d🚒 x\u200by Q: A: REYES: > @brandt 'em '90s rock 'n' roll"
).split()
_SIGNS = " \n\t\r\u00a0\u200b\u2028\u202e\u2066\ufeff\x0b\x0c\x00\x93\x94.,;:!?…-–—―'\"“”‘’„«»‹›「」`´()[]{}⟦⟧<>&|*_#/\\0189éßıŉ\u0301\ud800\udfff"
_BLOCKS = (
    "\r\n",
    "\n\n",
    " “",
    "” ",
    ' "',
    '" ',
    " ‘",
    "’ ",
    " '",
    "' ",
    "''",
    "``",
    "&quot;",
    "â€œ",
    "â€",
    "\n\n— ",
    "\n> ",
    "\n\n“",
    " … ",
    " [...] ",
    ",” she said, “",
    " – ",
    ", said Ruiz.",
)


class _Bytes:
    """Hands out small numbers from the bytes, and zeros when they have run out."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> bool:
        return self._at < len(self._data)

    def below(self, limit: int) -> int:
        """Return a number under `limit` (at most 65,536)."""
        width = 1 if limit <= 256 else 2
        number = int.from_bytes(self._data[self._at : self._at + width], "big")
        self._at += width
        return number % limit


def _text(source: _Bytes, most: int) -> str:
    parts: list[str] = []
    while source.left and len(parts) < most:
        sort = source.below(8)
        if sort < 4:
            parts.append(_WORDS[source.below(len(_WORDS))] + " ")
        elif sort < 6:
            parts.append(_BLOCKS[source.below(len(_BLOCKS))])
        elif sort == 6:
            parts.append(_SIGNS[source.below(len(_SIGNS))])
        else:
            parts.append(chr(source.below(0x10000)))
    return "".join(parts)


def _edited(text: str, source: _Bytes) -> str:
    """Return a part of the text, mostly from word to word, with up to two changes."""
    start = text.find(" ", source.below(len(text) or 1)) + 1
    end = text.find(" ", start + source.below(400))
    words = text[start : end if end > 0 else len(text)]
    for _ in range(max(0, source.below(5) - 2)):
        at = source.below(len(words) + 1)
        change = source.below(5)
        if change == 0:
            words = words[:at] + _WORDS[source.below(len(_WORDS))] + " " + words[at:]
        elif change == 1:
            words = words[:at] + words[at + 1 + source.below(12) :]
        elif change == 2:
            words = words[:at] + _SIGNS[source.below(len(_SIGNS))] + words[at:]
        elif change == 3:
            words = words[:at] + " … " + words[at + source.below(40) :]
        else:
            words = words[at:] + " " + words[:at]
    return words


def _check_grounding(text: str, words: str, grounding: Grounding) -> None:
    ends = [0]
    for span in grounding.spans:
        assert ends[-1] <= span.start < span.end <= len(text), "spans lie in the text, in order, side by side"
        found = span.of(text)
        accented_space = unicodedata.combining(found[1:2] or " ")  # its first letter is a space with an accent
        assert found == found.strip() or (accented_space and found[1:] == found.strip()), "no space around a span"
        ends.append(span.end)
    assert grounding.found == bool(grounding.spans), "a place is given exactly when the words were found"
    assert (grounding.status == "pieces") == (len(grounding.spans) > 1), "pieces are several, all else is one"
    assert (grounding.status == "near") <= bool(grounding.edits), "what is near says what differs"
    assert 0 <= grounding.coverage <= 1
    if grounding.status == "exact":
        assert grounding.spans[0].of(text) == words.strip(), "exact is letter for letter"
    if grounding.found:
        again = ground(text, cut(text, grounding.spans))
        assert again.verbatim, "what was cut from the text stands in it"


def _check_marking(text: str) -> None:
    reading = read(Article(id="fuzz", text=text))
    passages = mark(reading)
    labels = {passage.label for passage in passages}
    assert [passage.label for passage in passages] == [f"Q{number}" for number in range(1, len(passages) + 1)]
    begins = [passage.marked[0].start for passage in passages]
    assert begins == sorted(begins), "passages stand in reading order"
    for passage in passages:
        assert passage.inside is None or passage.inside in labels - {passage.label}
        assert len(passage.spans) == len(passage.marked)
        for inner, outer in zip(passage.spans, passage.marked, strict=True):
            assert inner in outer, "the marks stand around the words"
            assert outer.end <= len(text)
            assert inner.of(text).strip() == inner.of(text), "a passage has no space around it"
            home = reading.paragraphs[reading.paragraph_at(inner.start)]
            assert inner in home, "no piece crosses a paragraph"
    for one, two in zip(reading.sentences, reading.sentences[1:], strict=False):
        assert one.span.end <= two.span.start, "sentences stand side by side"


def one_input(data: bytes) -> None:
    """Run one case.

    Args:
        data: Any bytes.

    Raises:
        AssertionError: Something that must hold for every text does not.
    """
    source = _Bytes(data[:40])  # what to look for, and where; the rest is the text
    text = _text(_Bytes(data[40:]), 10 + source.below(300))
    words = _edited(text, source) if source.below(4) else _text(source, 40)
    within = None
    if text and source.below(3) == 0:
        start = source.below(len(text))
        within = Span(start=start, end=start + 1 + source.below(len(text) - start))
    grounding = ground(text, words, within=within)
    if within is not None:
        assert all(span in within for span in grounding.spans), "nothing is found outside of where to look"
    else:
        _check_grounding(text, words, grounding)
    try:
        Article(id="fuzz", text=text)
    except ValueError as error:
        assert "surrogate" in str(error)
        return
    _check_marking(text)


def main() -> None:
    """Run a bounded number of cases; the seed makes them the same on every machine."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cases", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--hang", type=float, default=20.0, help="seconds that one case may take")
    chosen = options.parse_args()
    began, slowest = time.perf_counter(), 0.0
    for case in range(chosen.cases):
        data = random.Random(f"{chosen.seed}/{case}").randbytes(60 + case % 900)
        faulthandler.dump_traceback_later(chosen.hang, exit=True)
        start = time.perf_counter()
        try:
            one_input(data)
        except (AssertionError, ClaimkitError, ValueError, ArithmeticError, LookupError, TypeError):
            print(f"case {case} of seed {chosen.seed} fails; its bytes: {data.hex()}")
            raise
        slowest = max(slowest, time.perf_counter() - start)
    faulthandler.cancel_dump_traceback_later()
    print(f"{chosen.cases} cases, {time.perf_counter() - began:.0f} s, the slowest {1000 * slowest:.0f} ms")


if __name__ == "__main__":
    main()
