"""One paragraph that opens with a dash, taken apart: what is spoken, and what only says who speaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from claimkit.passages.marked.pairing import Pair
from claimkit.passages.shown import dash_words as words
from claimkit.passages.shown.said_beside import is_verb, speaker_beside, words_at

# A sign with the dash that may follow it, or a dash alone; a hyphen is one only between two spaces.
_DASH = r"[—–―]|(?<=\s)-(?=\s)"
_BREAK = re.compile(
    rf"(?:(?P<sign>[.!?…]+|[,:])(?P<closers>[\"”“»’)\]]*)(?:\s*(?P<dash>{_DASH}))?|(?P<lone>{_DASH}))(?P<rest>[.,;:…]*)\s*"
)
_SHORT = frozenset(
    """mr mrs ms dr st prof sr sra dra hr fr dott sig on ing inż ks red hab gen płk ul pl kl ca bl nr tov mgr
    ppłk kpt lic mme mlle jr tel im św min dir pres""".split()
)
_LAST_WORD = re.compile(r"\w{1,12}$")


@dataclass(slots=True)
class Reply:
    """A paragraph of dash speech.

    Attributes:
        pieces: Start and end of what is spoken, in order.
        attributed: Whether a reporting verb beside the speech says who speaks.
        reopened: Whether a new dash follows a whole sentence of attribution.
    """

    pieces: list[tuple[int, int]] = field(default_factory=list)
    attributed: bool = False
    reopened: bool = False


def take_apart(text: str, start: int, end: int, language: str, pairs: Iterable[Pair], new_dash: bool) -> Reply:
    """Part speech from attribution in the paragraph whose words after the dash are `text[start:end]`.

    Args:
        text: The article.
        start: Where the words after the dash begin.
        end: Where the paragraph ends.
        language: Its language.
        pairs: The quotations in the paragraph; what stands in them attributes nothing.
        new_dash: Whether speech that goes on after a sentence of attribution needs a new dash.
    """
    return _Parting(text, (start, end), language, list(pairs), new_dash).run()


class _Parting:
    def __init__(self, text: str, at: tuple[int, int], language: str, pairs: list[Pair], new_dash: bool) -> None:
        self.text, self.language = text, language
        self.start, self.end = at
        self.quoted = [(pair.opening, pair.closing) for pair in pairs if pair.closing is not None]
        self.closings = {closing for _, closing in self.quoted}
        self.last_dash = max(text.rfind(dash, *at) for dash in ("—", "–", "―", " - "))
        self.new_dash = new_dash
        self.reply = Reply()
        self.names: frozenset[str] = frozenset()  # of the speaker, as the last attribution gives them

    def run(self) -> Reply:
        state, begun = "speech", self.start
        for found in _BREAK.finditer(self.text, self.start, self.end):
            if self._is_quoted(found) or self._is_range(found):
                continue
            if state == "speech":
                state = self._attribution(found)
                if state == "speech" and self._is_about_speaker(found):
                    state = "closed"
                if state != "speech":
                    self._keep(begun, found.end("closers") if _ends(found) or found["closers"] else found.start())
                continue
            state = self._after(found, state)
            begun = found.end()
        if state == "speech":
            self._keep(begun, self.end)
        return self.reply

    def _keep(self, start: int, end: int) -> None:
        words_in = self.text[start:end].rstrip()
        if words_in.endswith(("—", "–", "―")) and words_in[-2:-1].isspace():  # it only closes: `– Non so. –`
            words_in = words_in[:-1].rstrip()
        if words_in.endswith("»") and (start + len(words_in) - 1) not in self.closings:  # opened turns before
            words_in = words_in[:-1].rstrip()
        left = len(words_in) - len(words_in.lstrip())
        if any(char.isalnum() for char in words_in):
            self.reply.pieces.append((start + left, start + len(words_in)))

    def _is_quoted(self, found: re.Match[str]) -> bool:
        at = found.end("closers") - 1 if found["closers"] else found.start()
        near = bisect_right(self.quoted, (at, self.end)) - 1
        return near >= 0 and at < self.quoted[near][1]

    def _is_range(self, found: re.Match[str]) -> bool:
        at = found.start("lone")
        return at > 0 and self.text[at - 1].isalnum() and self.text[at + 1 : at + 2].isalnum()

    def _attribution(self, found: re.Match[str]) -> str:
        """Return the state after a break in speech: still "speech", "fenced" by dashes, or a "clause"."""
        dash, sign = bool(found["dash"] or found["lone"]), found["sign"] or ""
        if sign == ":" or (sign == "." and not dash) or (found["lone"] and found["rest"]):
            return "speech"
        kind = "fenced" if dash else "clause"
        if not dash and self.language in words.FENCED and found.start() < self.last_dash:
            return "speech"  # where dashes fence attributions off, commas do not
        names = speaker_beside(self.text, found.end(), self.end, self.language, dash)
        if names is not None:
            self.names = names
            self.reply.attributed = True
            return kind
        following = self._words(found.end())
        if not dash or self.language not in words.FENCED or not following:
            return "speech"
        # After a finished sentence the dash opens narration: `– Nie. – Nowak wstał.`, `—¿Qué? —exclamó.`
        asked = sign and sign[0] in "?!"
        return kind if _ends(found) and (asked or not following[0][0].islower()) else "speech"

    def _after(self, found: re.Match[str], state: str) -> str:
        """Return the state after a break in narration."""
        dash, sign = bool(found["dash"] or found["lone"]), found["sign"] or ""
        if state == "fenced":
            return "speech" if dash else state
        if state == "closed":  # only a dash after a finished sentence opens speech again
            return "speech" if dash and sign else state
        if sign == ",":
            return "speech" if dash or self._goes_on(found.end()) else state
        if sign == ":":
            return "speech" if dash or self.text[found.end() : found.end() + 1].isupper() else state
        if not _ends(found) or not self._ends_sentence(found):
            return state
        if dash:
            self.reply.reopened = True
            return "speech"
        return "closed" if self.new_dash or self._is_about_speaker(found) else "speech"

    def _is_about_speaker(self, found: re.Match[str]) -> bool:
        """Say whether the next sentence opens with the speaker's own name, as nobody's speech does."""
        if not self.names or not _ends(found) or found["dash"]:
            return False
        following = self._words(found.end())
        return bool(following) and following[0] in self.names

    def _goes_on(self, at: int) -> bool:
        following = self._words(at)
        if not following or following[0].lower() not in words.GOING_ON.get(self.language, frozenset()):
            return False
        if following[0].lower() not in words.AND or len(following) == 1:
            return True
        return not following[1][0].isupper() and not any(is_verb(word, self.language) for word in following[1:4])

    def _ends_sentence(self, found: re.Match[str]) -> bool:
        if not found["dash"]:
            following = self.text[found.end() : min(self.end, found.end() + 1)]
            if following.islower() or not self.text[found.end() - 1].isspace():
                return found.end() >= self.end
        last = _LAST_WORD.search(self.text, max(0, found.start() - 12), found.start())
        short = last is not None and found["sign"] == "." and (len(last[0]) == 1 or last[0].lower() in _SHORT)
        return not short

    def _words(self, at: int) -> list[str]:
        return words_at(self.text, at, self.end)


def _ends(found: re.Match[str]) -> bool:
    return (found["sign"] or ",")[0] in ".!?…"
