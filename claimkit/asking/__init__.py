"""The third stage: the questions that code cannot answer, in the form that suits the model."""

from claimkit.asking.chunk import Chunk, FoundQuote, Mention
from claimkit.asking.listed import ListedAsker
from claimkit.asking.ledger import Ledger

__all__ = ["Chunk", "FoundQuote", "Ledger", "ListedAsker", "Mention"]
