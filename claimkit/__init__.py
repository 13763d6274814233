"""claimkit: who said what in the news, word for word, and what is claimed.

    import claimkit

    result = claimkit.extract(text)
    for quote in result.quotes:
        print(quote.text, quote.speaker)

Importing this package loads nothing but this file; each name is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from claimkit.version import __version__

if TYPE_CHECKING:
    from claimkit import errors
    from claimkit.errors import ClaimkitError
    from claimkit.grounding import Edit, Grounding, ground
    from claimkit.models.throttle import Pace
    from claimkit.pipeline import Extractor, aextract, extract
    from claimkit.schemas import Actor, Article, Claim, Extraction, Quote, Report, Span, Usage
    from claimkit.views.frames import to_frames
    from claimkit.views.summary import summary

_HOMES = {
    "claimkit.errors": ("ClaimkitError",),
    "claimkit.grounding": ("Edit", "Grounding", "ground"),
    "claimkit.models.throttle": ("Pace",),
    "claimkit.pipeline": ("Extractor", "aextract", "extract"),
    "claimkit.schemas": ("Actor", "Article", "Claim", "Extraction", "Quote", "Report", "Span", "Usage"),
    "claimkit.views.frames": ("to_frames",),
    "claimkit.views.summary": ("summary",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Actor",
    "Article",
    "Claim",
    "ClaimkitError",
    "Edit",
    "Extraction",
    "Extractor",
    "Grounding",
    "Pace",
    "Quote",
    "Report",
    "Span",
    "Usage",
    "__version__",
    "aextract",
    "errors",
    "extract",
    "ground",
    "summary",
    "to_frames",
]


def __getattr__(name: str) -> Any:
    if name == "errors":
        return import_module("claimkit.errors")
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'claimkit' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
