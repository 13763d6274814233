"""Web pages: the article's text out of HTML, by trafilatura (an extra)."""

from __future__ import annotations

import re

from claimkit.errors import CallerError, InputError, ProviderRefused, ProviderUnreachable
from claimkit.schemas import Article

_HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_INSTALL = 'Install it with: pip install "claimkit[html]"'


def looks_like_html(text: str) -> bool:
    """Say whether `text` starts as an HTML page does."""
    return _HTML_START.match(text[:2_000]) is not None


def read_html(page: str, *, name: str, article_id: str | None = None, url: str | None = None) -> Article:
    """Take the article out of an HTML page; offsets then count the characters of the extracted text.

    Raises:
        CallerError: trafilatura is not installed.
        InputError: No article text was found in the page.
    """
    try:
        import trafilatura
    except ModuleNotFoundError:
        raise CallerError(f"{name} is HTML, and reading HTML needs trafilatura", hint=_INSTALL) from None
    found = trafilatura.bare_extraction(page, url=url, with_metadata=True, include_comments=False, include_tables=False)
    text = (found.text or "").strip() if found is not None else ""
    if found is None or not text:
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


def fetch(url: str, *, seconds: float = 30.0) -> str:
    """Download a page.

    Args:
        url: An http or https address.
        seconds: How long to wait for the server.

    Raises:
        CallerError: trafilatura is not installed.
        ProviderUnreachable: The server did not answer.
        ProviderRefused: The server answered with an error status.
    """
    try:
        from trafilatura.downloads import fetch_response
        from trafilatura.settings import use_config
    except ModuleNotFoundError:
        raise CallerError(f"fetching {url} needs trafilatura", hint=_INSTALL) from None
    config = use_config()
    config.set("DEFAULT", "DOWNLOAD_TIMEOUT", str(int(seconds)))
    response = fetch_response(url, decode=True, with_headers=True, config=config)
    if response is None or response.html is None:
        raise ProviderUnreachable(
            f"{url} could not be fetched", hint="Check the address, or save the page and give the file."
        )
    if response.status >= 400:
        raise ProviderRefused(
            f"{url} answered with status {response.status}",
            status=response.status,
            hint="Save the page in a browser and give the file.",
        )
    return str(response.html)
