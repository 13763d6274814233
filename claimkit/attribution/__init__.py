"""Attribution by code alone: who says what, as far as patterns and a lexicon can tell."""

from claimkit.attribution.analysis import Attribution, Reported
from claimkit.attribution.mentions import MentionGroup, group_mentions
from claimkit.attribution.speech import Spoken, attribute, classify, find_reported

__all__ = [
    "Attribution",
    "MentionGroup",
    "Reported",
    "Spoken",
    "attribute",
    "classify",
    "find_reported",
    "group_mentions",
]
