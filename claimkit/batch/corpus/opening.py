"""Files and pipes that are read line by line, however large they are."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from claimkit.errors import InputError

# What a row may hold besides its text, in bytes. A row is held whole, so one without an end has to stop somewhere.
SPARE_BYTES = 50_000_000
_MOST_BYTES = 2_000_000_000  # the csv module counts in a C long
_STEP = 1_000_000
_GZIP = b"\x1f\x8b"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # UTF-32 LE starts as UTF-16 LE does


class Readable(Protocol):
    """What lines can be read from: an open file, a pipe, an unpacked gzip file."""

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line with its \\n, or its first `size` bytes; nothing at the end."""
        ...


def most_bytes(max_chars: int) -> int:
    """Return how many bytes a row may have whose text has up to `max_chars` code points.

    JSON may write one code point as twelve bytes, such as `\\ud83d\\ude00`.
    """
    return min(12 * max_chars + SPARE_BYTES, _MOST_BYTES)


@contextmanager
def opened(path: Path) -> Iterator[Readable]:
    """Open a file, unpacked when its name ends in .gz.

    Raises:
        InputError: It cannot be opened or read, or is no whole gzip file.
    """
    try:
        if path.suffix.lower() == ".gz":
            with gzip.open(path) as unpacked:
                yield unpacked
        else:
            with path.open("rb") as file:
                yield file
    except (gzip.BadGzipFile, zlib.error):
        raise InputError(f"{path} is no gzip file, or is damaged", hint="Pack it again, or give it unpacked.") from None
    except EOFError:
        raise InputError(f"{path} ends too early", hint="Copy or download it again; the end is missing.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", hint="Check its permissions.") from error


def lines_of(file: Readable, limit: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield each line's number, its bytes, and whether it is whole.

    Lines end at \\n only. Of a line of more than `limit` bytes the first ones are given, and the rest is passed over.
    """
    number = 0
    while line := file.readline(limit):
        number += 1
        whole = len(line) < limit or line.endswith(b"\n")
        if not whole:
            while (rest := file.readline(_STEP)) and not rest.endswith(b"\n"):
                pass
        yield number, line, whole


def check_start(start: bytes, name: str) -> None:
    """Refuse input that no line of can be read.

    Args:
        start: The first bytes of the input.
        name: What to call the input in an error.

    Raises:
        InputError: It is packed, or in an encoding whose lines do not end in the byte \\n.
    """
    if start.startswith(_GZIP):
        hint = "Unpack it with gzip -dc, or give the file a name that ends in .gz."
        raise InputError(f"{name} is packed with gzip", hint=hint)
    if start.startswith(_UTF16):
        hint = "Convert it to UTF-8, such as with: iconv -f utf-16 -t utf-8."
        raise InputError(f"{name} is UTF-16 or UTF-32, not UTF-8", hint=hint)
