"""The whole way: read, mark, ask, ground, link, report."""

from claimkit.pipeline.extractor import Extractor, aextract, extract

__all__ = ["Extractor", "aextract", "extract"]
