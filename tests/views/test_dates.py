from __future__ import annotations

from datetime import date

import pytest

from claimkit.views.dates import day_of


@pytest.mark.parametrize(
    "published",
    [
        "2031-10-02",
        " 2031-10-02T23:59:00+02:00",
        "20311002",
        "20311002T080000Z",
        "2031-10-02 08:00",
        "Thu, 02 Oct 2031 08:00:00 GMT",
        "2 Oct 2031 23:59:00 -0700",
    ],
)
def test_days_that_can_be_read(published: str) -> None:
    assert day_of(published) == date(2031, 10, 2)


@pytest.mark.parametrize(
    "published", [None, "", "10/02/2031", "2031-13-02", "yesterday", "2031", "2031100212", "Oct 99 20311 x", "1" * 5000]
)
def test_days_that_cannot(published: str | None) -> None:
    assert day_of(published) is None
