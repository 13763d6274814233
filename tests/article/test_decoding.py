"""Bytes to text: found out, declared, or refused; never guessed in silence."""

from __future__ import annotations

import codecs

import pytest

from claimkit.article.decoding import check_text, decode
from claimkit.errors import InputError

TEXT = "“Die Brücke ist zu”, sagte Ilse Varn 🌉.\r\nEnde."


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_marks(bom: bytes, encoding: str) -> None:
    assert decode(bom + TEXT.encode(encoding), name="it") == (TEXT, None)


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "utf_8", "utf-8-sig"])
def test_a_named_utf8_loses_its_mark_too(encoding: str) -> None:
    assert decode(codecs.BOM_UTF8 + TEXT.encode(), name="it", encoding=encoding) == (TEXT, None)


def test_cp1252_is_read_with_a_notice() -> None:
    text, notice = decode("“Zu spät” – sagte sie für 5 €.".encode("cp1252"), name="old.txt")
    assert text == "“Zu spät” – sagte sie für 5 €."
    assert notice is not None
    assert "old.txt is not UTF-8 (byte 0)" in notice
    assert "--encoding" in notice


def test_a_byte_that_cp1252_does_not_know_is_marked() -> None:
    text, notice = decode(b"A long line of plain words with \x81 in it.", name="it")
    assert "\ufffd" in text
    assert notice


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04\x14\x00\x00\x00",
        bytes(range(256)),
        b"%PDF-1.7\n%\x00\x01",
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32-le"),
    ],
)
def test_binary_is_refused_with_a_hint(data: bytes) -> None:
    with pytest.raises(InputError, match="is a binary file") as caught:
        decode(data, name="it")
    assert "--encoding utf-16-le" in caught.value.hint


def test_binary_without_a_zero_is_refused() -> None:
    with pytest.raises(InputError, match="neither UTF-8 nor plain text"):
        decode(bytes([0x81, 0x8D, 0x01, 0x02, 0x90, 0xFF]) * 50, name="it")


def test_utf16_without_a_mark_is_read_when_it_is_named() -> None:
    assert decode(TEXT.encode("utf-16-le"), name="it", encoding="utf-16-le") == (TEXT, None)


@pytest.mark.parametrize("encoding", ["latin-15", "", "no-such", "base64", "rot13", "hex", "a\x00b"])
def test_an_unknown_encoding(encoding: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(b"words", name="it", encoding=encoding)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"\xff\xfe\xfd", "utf-8"),
        (b"\xd8\x00", "utf-16-be"),
        (b"abc", "utf-16-le"),
        (b"\xff", "ascii"),
        (b"a.b..", "undefined"),
    ],
)
def test_bytes_that_are_not_in_the_named_encoding(data: bytes, encoding: str) -> None:
    with pytest.raises(InputError):
        decode(data, name="it", encoding=encoding)


def test_a_broken_utf16_is_refused() -> None:
    with pytest.raises(InputError, match="not in the encoding utf-16"):
        decode(codecs.BOM_UTF16_LE + b"a\x00b", name="it")


def test_check_text_gives_the_text_back() -> None:
    assert check_text(TEXT, name="it") is TEXT
    with pytest.raises(InputError, match="it is empty"):
        check_text(" \u2003\n", name="it")
    with pytest.raises(InputError, match="surrogate"):
        check_text("a \udc80", name="it")
    with pytest.raises(InputError, match="binary"):
        check_text("\x01\x02", name="it")
