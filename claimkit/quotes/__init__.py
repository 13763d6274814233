"""The fifth stage, first half: decisions and copied words become quotes, or are listed as rejected."""

from claimkit.quotes.finding import find_quotes
from claimkit.quotes.findings import Findings
from claimkit.quotes.nesting import nesting

__all__ = ["Findings", "find_quotes", "nesting"]
