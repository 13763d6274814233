"""Quotations that only the markup of a page shows, written out as characters: `> ` for blocks, “ ” for `<q>`.

The text of a page keeps no markup. A line "> words" is how plain text shows a quoted message, and a signature
in the last line of it is written with a dash. A blank line parts two blocks that stand side by side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

HAS_QUOTES = re.compile(r"<(?:blockquote|q)\b", re.I)
_SIGNATURES = frozenset({"cite", "footer", "figcaption"})
_BLOCKS = _SIGNATURES - {"cite"} | frozenset(
    "address article blockquote dd div dl dt figure form header hr li ol p pre section table td th tr ul".split()
)
_SKIPPED = frozenset("audio button canvas form iframe noscript object script style svg template video".split())
_FRAMES = frozenset({"figure", "div", "section", "center", "p", "span"})
_SHOWN = "descendant::text()[not(parent::script or parent::style or parent::noscript)]"
_HEADINGS = ".//*[self::h1 or self::h2 or self::h3]"
_DASH = re.compile(r"[—–―-]")
_HANDLE = re.compile(r"\(@[^()\s]+\)")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_MARKS = frozenset("\"'“”„‟«»‹›‘’‚「『")
_MAX_SIGNATURE = 120
_LAYOUT_SHARE = 0.8
# Stands before each block while the article is taken out of the page; blank lines would not outlive that.
_BORDER = "\u241e"
_FEW = 8  # children of a frame: the block, its caption, scripts


def write_out_quotes(tree: Any) -> bool:
    """Write the quotations of a page, an lxml tree, out in its text; say whether there were any."""
    inline = list(tree.iter("q"))
    levels = [sum(1 for _ in quote.iterancestors("q")) for quote in inline]
    for quote, level in zip(inline, levels, strict=True):
        _write_marks(quote, "‘’" if level % 2 else "“”")
    for quote in inline:
        quote.drop_tag()
    size = sum(len(words) for words in tree.xpath(_SHOWN))
    blocks = [block for block in tree.iter("blockquote") if next(block.iterancestors("blockquote"), None) is None]
    written = False
    for block in blocks:
        # Old pages indent whole articles with this element.
        if block.xpath(_HEADINGS) or len(block.text_content()) > _LAYOUT_SHARE * size:
            continue
        frame = _frame(block)
        caption = next(iter(frame.xpath(".//figcaption[not(ancestor::blockquote)]")), None)
        lines = _lines(block, caption)
        if not lines:
            continue
        written = True
        in_figure = frame.tag == "figure" or frame.find(".//figure") is not None
        if frame is not block and (in_figure or _HANDLE.search(lines[-1][0])):
            block.tail, frame_tail = None, frame.tail
            frame.getparent().replace(frame, block)
            block.tail = frame_tail
        if not all(words[0] in _MARKS for words, _ in lines):  # marks show it already
            _write_lines(block, lines)
    return bool(inline) or written


def with_borders(text: str) -> str:
    """Put a blank line between two blocks in the text that was taken out of a page."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith(_BORDER) and lines and lines[-1].startswith(">"):
            lines.append("")
        lines.append(line.replace(_BORDER, ""))
    return "\n".join(lines)


def _frame(block: Any) -> Any:
    """Return the outermost element that holds this block and nothing else but its caption.

    Figures, and boxes that are named after a network, are dropped with all they hold when the article is taken
    out of the page; so a statement must not stay in one. A pull quote stays: the article has its words elsewhere.
    """
    frame, words = block, _bare(block)
    for parent in block.iterancestors():
        captions = "".join(_bare(caption) for caption in parent.xpath(".//figcaption[not(ancestor::blockquote)]"))
        if (
            parent.tag not in _FRAMES
            or len(parent) > _FEW
            or _bare(parent) != words + captions
            or parent.xpath(".//img[not(ancestor::blockquote)]")
        ):
            break
        if "pull" in (parent.get("class") or "").lower():
            return block
        frame = parent
    return frame


def _bare(element: Any) -> str:
    return "".join("".join(element.xpath(_SHOWN)).split())


def _write_marks(quote: Any, marks: str) -> None:
    words = quote.text_content().strip()
    if not words or words[0] in _MARKS:
        return
    previous, parent = quote.getprevious(), quote.getparent()
    before = (parent.text if previous is None else previous.tail) if parent is not None else ""
    if before and before[-1] in _MARKS:
        return
    quote.text = marks[0] + (quote.text or "").lstrip()
    last = quote[-1] if len(quote) else None
    if last is None:
        quote.text = quote.text.rstrip() + marks[1]
    else:
        last.tail = (last.tail or "").rstrip() + marks[1]


@dataclass(slots=True)
class _Lines:
    """The lines of a block in the making; each with its depth and whether it is a signature."""

    done: list[tuple[str, int, bool]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    signature: bool = False

    def end(self, depth: int) -> None:
        words = self.words()
        if words:
            self.done.append((words, depth, self.signature))
        self.parts, self.signature = [], False

    def words(self) -> str:
        return " ".join("".join(self.parts).split())


def _lines(block: Any, caption: Any) -> list[tuple[str, int]]:
    """Return the lines of a block and its caption, each with how deep it is quoted, and its signature with a dash."""
    lines = _Lines()
    _collect(block, lines, 0)
    if caption is not None:
        _collect(caption, lines, 1)
    if not lines.done:
        return []
    words, depth, signature = lines.done[-1]
    if signature and len(lines.done) > 1 and len(words) <= _MAX_SIGNATURE and not _DASH.match(words):
        words = f"— {words}"
    return [*((line, deep) for line, deep, _ in lines.done[:-1]), (words, depth)]


def _collect(element: Any, lines: _Lines, depth: int) -> None:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    if element.tag == "br":
        lines.end(depth)
        return
    of_its_own = element.tag in _BLOCKS
    if of_its_own or (element.tag == "cite" and _SENTENCE_END.search(lines.words())):
        lines.end(depth)
    inner = depth + (element.tag == "blockquote")
    if element.tag in _SIGNATURES and not lines.words():
        lines.signature = True
    lines.parts.append(element.text or "")
    for child in element:
        _collect(child, lines, inner)
        lines.parts.append(child.tail or "")
    if of_its_own:
        lines.end(inner)


def _write_lines(block: Any, lines: list[tuple[str, int]]) -> None:
    for child in list(block):
        block.remove(child)
    block.text = None
    for number, (words, depth) in enumerate(lines):
        paragraph = block.makeelement("p")
        paragraph.text = f"{'' if number else _BORDER}{'>' * depth} {words}"
        block.append(paragraph)
