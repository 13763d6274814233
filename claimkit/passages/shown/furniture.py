"""What surrounds the words of a post or a quoted block on the page: links, counters, "View on X", "Read more"."""

from __future__ import annotations

import re

from claimkit.schemas import Span

_COUNTED = (
    r"(?:re-?tweets?|quote tweets?|likes?|repl(?:y|ies)|quotes?|re-?posts?|boosts?|favou?rites?|views?|bookmarks?|"
    r"shares?|comments?|"
    r"me gusta|respuestas|retuits|compartidos|j[’']aime|réponses|partages|gefällt[- ]mir(?:-angaben)?|"
    r"antworten|mi piace|risposte|curtidas|respostas)"
)
_NUMBER = r"\d[\d.,]{0,11}[ \u00a0]?(?:[KkMm]|mil|Tsd\.|Mio\.)?"
_COUNTER = rf"{_NUMBER}\s*{_COUNTED}"
_SITE = r"(?:X|Twitter|Bluesky|Threads|Mastodon|Instagram|Facebook|Truth Social|TikTok|Telegram)"
_CLOCK = r"\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?"
_WHOLE = re.compile(
    rf"(?:{_COUNTER}(?:[\s·|,•]*{_COUNTER})*"
    rf"|(?:view|see|watch|read|open|show|ver|voir|vedi|bekijk)\b.{{0,40}}\b(?:on|in|en|no|sur|su|op)\s+{_SITE}\.?"
    rf"|auf {_SITE} (?:ansehen|anzeigen|öffnen)"
    r"|view this post on .{1,20}|embedded (?:post|tweet|content)|\[image or embed\]|show (?:more|this thread)|"
    r"(?:see|show|view) (?:translation|replies|thread|conversation)|twitter|x"
    r"|(?:translated from|traducido del?|traduit d[eu]|übersetzt aus|tradotto da(?:l|ll[’'])?|traduzido d[eo])\b.{0,60}"
    rf"|{_CLOCK}\s*[·•|,–-]\s*.{{4,40}}"
    r"|replying to\s+@.{1,80})",
    re.I,
)
_AT_END = re.compile(
    rf"(?:(?:{_COUNTER}[\s·|,•]*){{2,6}}|\bview on {_SITE}|\[image or embed\]|\b(?:translated from) \w+(?: by \w+)?"
    rf"|(?<=[.!?…]\s){_COUNTER}|(?<=[.!?…]\s){_CLOCK}\s*[·•]\s*.{{4,40}})\s*$",
    re.I,
)
# A link may be glued to the words before it ("on Monday.https://t.co/abc").
_LINK = re.compile(r"(?:https?://t\.co/\w*…?|(?<![\w./])t\.co/\w+…?|pic\.(?:twitter|x)\.com/\w+)$", re.I)
_MORE = re.compile(
    r"(?:(?:read|see|watch|listen|find|learn|click)\s+(?:more|also|here|now|next|the full|our|this)\b|also read|"
    r"(?:more|analysis|live|video|related|watch|read|explained|explainer|opinion|comment|podcast|gallery)\s*:|"
    r"more on\b|more from\b|related\b.{0,20}:|sign up\b|subscribe\b|lire (?:aussi|plus)|à lire\b|lesen sie|"
    r"mehr (?:zum|dazu)\b|siehe auch|lea (?:también|más)|leer (?:también|más)|leia (?:mais|também)|"
    r"leggi anche|lees (?:ook|meer)|läs (?:också|mer)|czytaj (?:też|więcej)|читайте)",
    re.I,
)
_MAX_LINE = 160
_MAX_PARTS = 30  # links and counters at the end of one post


def is_furniture(words: str) -> bool:
    """Say whether a whole line is empty, counters, links to the post or a button, and no words of anybody."""
    if len(words) > _MAX_LINE:
        return False
    return _WHOLE.fullmatch(words) is not None or all(_LINK.match(part) for part in words.split())


def is_link_to_more(words: str) -> bool:
    """Say whether a line leads to another story ("Read more: ...")."""
    return _MORE.match(words) is not None


def without_furniture(text: str, span: Span) -> Span | None:
    """Cut furniture off the end of `span`; None when nothing is left."""
    end = span.end
    for _ in range(_MAX_PARTS):
        tail = max(span.start, end - _MAX_LINE)
        found = _AT_END.search(text, tail, end)
        if found is not None:
            end = found.start()
        else:
            link = _LINK.search(text, tail, end)
            if link is None:
                break
            end = link.start()
        while end > span.start and text[end - 1].isspace():
            end -= 1
    return Span(start=span.start, end=end) if end > span.start else None
