"""Claims: statements that can be checked and read alone, tied to their evidence, claimant and quotes."""

from claimkit.claims.finding import FoundClaims, find_claims
from claimkit.claims.merging import link_same

__all__ = ["FoundClaims", "find_claims", "link_same"]
