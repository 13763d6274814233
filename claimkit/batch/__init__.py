"""Many articles: a corpus is read as a stream, and what cannot be read is named and passed over."""

from claimkit.batch.items import BadItem, Columns, Item
from claimkit.batch.sources import Kind, read_corpus

__all__ = ["BadItem", "Columns", "Item", "Kind", "read_corpus"]
