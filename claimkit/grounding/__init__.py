"""The fourth stage: words that a model copied are tied to their place in the article, or turned down."""

from claimkit.grounding.ground import ground
from claimkit.grounding.result import Edit, Grounding

__all__ = ["Edit", "Grounding", "ground"]
