"""Results that the views show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from view_samples import build_empty, build_hostile, build_sample

from claimkit.schemas import Extraction


@pytest.fixture
def sample() -> Extraction:
    """Four actors, nested and repeated quotes, and a full report."""
    return build_sample()


@pytest.fixture
def hostile() -> Extraction:
    """Every string is an attack."""
    return build_hostile()


@pytest.fixture
def hostile_with() -> Callable[[str], Extraction]:
    """Return a builder of an extraction in which every string is the given one."""
    return build_hostile


@pytest.fixture
def empty() -> Extraction:
    """Nothing was found."""
    return build_empty()
