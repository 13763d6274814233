"""Bytes to text, with a declared fallback and never a silent one."""

from __future__ import annotations

import codecs
import re

from claimkit.errors import InputError

FALLBACK_ENCODING = "cp1252"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters other than spaces and ends of lines, and what stands for bytes that could not be decoded.
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")


def decode(data: bytes, *, name: str, encoding: str | None = None) -> tuple[str, str | None]:
    """Decode the bytes of an article.

    Args:
        data: The raw bytes.
        name: What to call the input in an error.
        encoding: An encoding to use instead of finding one out.

    Returns:
        The text, and a notice when the text is not UTF-8 and the fallback was used.

    Raises:
        InputError: The bytes are not text, or not in the encoding that was named.
    """
    if encoding is not None:
        return _in_encoding(data, encoding, name), None
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _in_encoding(data, codec, name), None
    if b"\x00" in data:
        raise InputError(
            f"{name} is a binary file, not text",
            hint="Give plain text or HTML; for UTF-16 without a byte order mark name it with --encoding utf-16-le.",
        )
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as fault:
        text = data.decode(FALLBACK_ENCODING, errors="replace")
        if _looks_binary(text):
            raise InputError(
                f"{name} is neither UTF-8 nor plain text in {FALLBACK_ENCODING}",
                hint="Convert it to UTF-8, or name its encoding with --encoding.",
            ) from fault
        return text, (
            f"{name} is not UTF-8 (byte {fault.start}); it was read as {FALLBACK_ENCODING}. "
            "If words look wrong, name its encoding with --encoding."
        )


def check_text(text: str, *, name: str) -> str:
    """Return `text` if it can be worked on.

    Raises:
        InputError: It is empty, holds half a surrogate pair, or is no text at all.
    """
    if not text.strip():
        raise InputError(f"{name} is empty", hint="Give an article with at least one sentence.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise InputError(
            f"{name} holds half of a surrogate pair at character {fault.start}",
            hint="The text was decoded wrongly before it came here; decode it again as UTF-8 or UTF-16.",
        ) from None
    if _looks_binary(text):
        raise InputError(f"{name} is a binary file, not text", hint="Give plain text or HTML.")
    return text


def _in_encoding(data: bytes, encoding: str, name: str) -> str:
    try:
        if data.startswith(codecs.BOM_UTF8) and codecs.lookup(encoding).name == "utf-8":
            encoding = "utf-8-sig"
        return data.decode(encoding)
    except LookupError:
        raise InputError(
            f"there is no encoding called {encoding!r}",
            hint="Use a name such as utf-8, cp1252, iso-8859-15 or gb18030.",
        ) from None
    except UnicodeDecodeError as fault:
        raise InputError(
            f"{name} is not in the encoding {encoding} (byte {fault.start})",
            hint="Leave --encoding out to have it found, or name another.",
        ) from None
    except ValueError:  # codecs such as idna say no in their own way
        raise InputError(
            f"{name} cannot be read in the encoding {encoding!r}", hint="Leave --encoding out to have it found."
        ) from None


def _looks_binary(text: str) -> bool:
    """Say whether more than one character in twenty is a control character or could not be decoded."""
    sample = text[:20_000]
    return len(_ODD.findall(sample)) * 20 > len(sample)
