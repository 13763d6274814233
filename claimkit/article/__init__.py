"""The first stage: an input becomes an `Article`, and an article a `Reading` of it."""

from claimkit.article.loading import Loaded, load
from claimkit.article.reading import Reading, Sentence, read

__all__ = ["Loaded", "Reading", "Sentence", "load", "read"]
