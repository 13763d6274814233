"""Whatever a caller has (text, a path, HTML, a URL, an `Article`) becomes an `Article`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from claimkit.article.decoding import check_text, decode
from claimkit.article.html import fetch, looks_like_html, read_html
from claimkit.errors import InputError
from claimkit.schemas import Article

MAX_CHARS = 1_000_000
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article, and what a careful reader should know about how it was read."""

    article: Article
    notices: tuple[str, ...] = ()


def load(source: str | Path | Article, *, encoding: str | None = None, max_chars: int = MAX_CHARS) -> Loaded:
    """Make an `Article` of what the caller has.

    Args:
        source: An `Article`; a `Path` to a text or HTML file; or a string with the article's text, its
            HTML, or (one short line that names an existing file) a path.
        encoding: Encoding of the file, when it is known.
        max_chars: The longest article to accept, in code points.

    Raises:
        InputError: The file is missing or unreadable, or the text is empty, binary or too long.
    """
    if isinstance(source, Article):
        check_text(source.text, name=f"the article {source.id!r}")
        return _bounded(Loaded(source), max_chars)
    if isinstance(source, Path):
        return _bounded(_from_file(source, encoding), max_chars)
    if not isinstance(source, str):
        raise InputError(
            f"an article cannot be read from a {type(source).__name__}",
            hint="Give its text as str, a pathlib.Path, or a claimkit.Article.",
        )
    if _names_a_file(source):
        return _bounded(_from_file(Path(source), encoding), max_chars)
    return _bounded(from_text(source, name="the text"), max_chars)


def from_text(text: str, *, name: str, article_id: str | None = None, url: str | None = None) -> Loaded:
    """Make an article of text or HTML that is already decoded."""
    check_text(text, name=name)
    if looks_like_html(text):
        return Loaded(read_html(text, name=name, article_id=article_id, url=url))
    return Loaded(Article(id=article_id or text_id(text), url=url, text=text))


def from_bytes(
    data: bytes,
    *,
    name: str,
    encoding: str | None = None,
    article_id: str | None = None,
    max_chars: int = MAX_CHARS,
) -> Loaded:
    """Make an article of raw bytes, such as those of standard input."""
    if not data.strip():
        raise InputError(f"{name} is empty", hint="Give an article with at least one sentence.")
    text, notice = decode(data, name=name, encoding=encoding)
    loaded = from_text(text, name=name, article_id=article_id)
    return _bounded(Loaded(loaded.article, (notice,) if notice else ()), max_chars)


def from_url(url: str, *, max_chars: int = MAX_CHARS) -> Loaded:
    """Make an article of a web page."""
    page, notice = fetch(url)
    loaded = from_text(page, name=url, url=url)
    return _bounded(Loaded(loaded.article, (notice,) if notice else ()), max_chars)


def text_id(text: str) -> str:
    """Return the id of an article that has no other: 16 hex digits of its text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _from_file(path: Path, encoding: str | None) -> Loaded:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"there is no file {path}", hint="Check the path, or use - for standard input.") from None
    except IsADirectoryError:
        raise InputError(
            f"{path} is a folder, not a file", hint=f"Name the files in it, such as {path}/*.txt."
        ) from None
    except ValueError:
        raise InputError(f"{str(path)!r} is no path", hint="Check it for characters that no file name has.") from None
    except OSError as fault:
        raise InputError(f"{path} cannot be read: {fault.strerror}", hint="Check its permissions.") from fault
    if path.suffix.lower() in _HTML_SUFFIXES and data.strip():
        text, notice = decode(data, name=str(path), encoding=encoding)
        article = read_html(text, name=str(path), article_id=path.stem)
        return Loaded(article, (notice,) if notice else ())
    return from_bytes(data, name=str(path), encoding=encoding, article_id=path.stem, max_chars=len(data))


def _names_a_file(source: str) -> bool:
    if len(source) > 1_000 or "\n" in source or "\x00" in source or not source.strip():
        return False
    try:
        return Path(source).is_file()
    except (OSError, ValueError):
        return False


def _bounded(loaded: Loaded, max_chars: int) -> Loaded:
    size = len(loaded.article.text)
    if size > max_chars:
        raise InputError(
            f"the article {loaded.article.id!r} has {size:,} characters; the limit is {max_chars:,}",
            hint="If it holds many articles, split it; if it really is one, raise the limit with --max-chars.",
        )
    return loaded
