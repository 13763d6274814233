"""A small gold article."""

from __future__ import annotations

import pytest
from gold_fixtures import build_gold

from claimkit.evaluation.gold import Gold


@pytest.fixture
def gold() -> Gold:
    return build_gold()
