"""Web pages: the article's text out of HTML, by trafilatura (an extra)."""

from __future__ import annotations

import re
from typing import Any

from claimkit.article.blockquotes import HAS_QUOTES, with_borders, write_out_quotes
from claimkit.article.decoding import decode
from claimkit.errors import CallerError, InputError, ProviderRefused, ProviderUnreachable
from claimkit.schemas import Article
from claimkit.version import __version__

_HTML_START = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MAX_PAGE = 20_000_000
_INSTALL = 'Install it with: pip install "claimkit[html]"'


def looks_like_html(text: str) -> bool:
    """Say whether `text` starts as an HTML page does."""
    return _HTML_START.match(text[:2_000]) is not None


def read_html(page: str, *, name: str, article_id: str | None = None, url: str | None = None) -> Article:
    """Take the article out of an HTML page; offsets then count the characters of the extracted text.

    Each line of a `<blockquote>` starts with "> " there, and `<q>` becomes quotation marks.

    Raises:
        CallerError: trafilatura is not installed.
        InputError: No article text was found in the page.
    """
    try:
        import trafilatura
        from trafilatura.settings import Document
    except ModuleNotFoundError:
        raise CallerError(f"{name} is HTML, and reading HTML needs trafilatura", hint=_INSTALL) from None
    shown = _with_quotes(page)
    found = trafilatura.bare_extraction(
        shown,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True},  # no date guessed from the prose
    )
    text = (found.text or "").strip() if isinstance(found, Document) else ""
    if shown is not page:
        text = with_borders(text)
    if not isinstance(found, Document) or not text:
        raise InputError(
            f"no article was found in {name}", hint="Save the article's text to a file and give that instead."
        )
    from claimkit.article.loading import text_id

    return Article(
        id=article_id or text_id(text),
        title=found.title or None,
        url=found.url or url,
        published=found.date or None,
        text=text,
    )


def _with_quotes(page: str) -> Any:
    """Return the page, as a tree where quotations that only its markup shows are written out; else as it is."""
    if not HAS_QUOTES.search(page):
        return page
    import trafilatura

    tree = trafilatura.load_html(page)
    return tree if tree is not None and write_out_quotes(tree) else page


def fetch(url: str, *, seconds: float = 30.0) -> tuple[str, str | None]:
    """Download a page.

    Args:
        url: An http or https address.
        seconds: How long to wait for the server.

    Returns:
        The page's text, and a notice when its encoding had to be guessed.

    Raises:
        InputError: The page is larger than 20 MB or no text.
        ProviderUnreachable: The server did not answer.
        ProviderRefused: The server answered with an error status.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    request = Request(url, headers={"User-Agent": f"claimkit/{__version__}", "Accept": "text/html, text/plain"})  # noqa: S310
    try:
        with urlopen(request, timeout=seconds) as response:  # noqa: S310 - the caller checked the scheme
            data = response.read(_MAX_PAGE + 1)
            encoding = response.headers.get_content_charset()
    except HTTPError as fault:
        status = fault.code
        fault.close()
        raise ProviderRefused(
            f"{url} answered with status {status}", status=status, hint="Save the page in a browser and give the file."
        ) from None
    except (OSError, HTTPException, ValueError) as fault:
        reason = getattr(fault, "reason", None) or fault
        raise ProviderUnreachable(
            f"{url} could not be fetched: {reason}", hint="Check the address, or save the page and give the file."
        ) from None
    if len(data) > _MAX_PAGE:
        raise InputError(
            f"{url} is larger than {_MAX_PAGE // 1_000_000} MB", hint="Save the article's text and give it."
        )
    return decode(data, name=url, encoding=encoding)
