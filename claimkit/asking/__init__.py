"""The third stage: the questions that code cannot answer, in the form that suits the model."""

from claimkit.asking.chunk import Chunk, DoubtfulClaim, FoundQuote, Mention, Unfound
from claimkit.asking.ledger import Ledger
from claimkit.asking.listed import ListedAsker

__all__ = ["Chunk", "DoubtfulClaim", "FoundQuote", "Ledger", "ListedAsker", "Mention", "Unfound"]
