"""Which form of question a model gets, by its profile."""

from __future__ import annotations

from claimkit.asking.keyed import KeyedAsker
from claimkit.asking.ledger import Ledger
from claimkit.asking.listed import Asker, ListedAsker
from claimkit.asking.ruled import RuledAsker
from claimkit.models.base import Model
from claimkit.prompts import PromptSet


def asker_for(model: Model, prompts: PromptSet, ledger: Ledger) -> Asker:
    """Return who asks a model its questions."""
    if model.profile.questions == "ruled":
        return RuledAsker(ledger)
    if model.profile.questions == "keyed":
        return KeyedAsker(model, prompts, ledger)
    return ListedAsker(model, prompts, ledger)
