"""A corpus as a stream: files, folders and pipes in, one article after the other out."""

from claimkit.batch.corpus.counting import count_corpus
from claimkit.batch.corpus.items import BadItem, Columns, Item
from claimkit.batch.corpus.sources import Kind, read_corpus

__all__ = ["BadItem", "Columns", "Item", "Kind", "count_corpus", "read_corpus"]
