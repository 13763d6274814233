"""The day on which an article was published, out of what its source gives."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)")


def day_of(published: str | None) -> date | None:
    """Return the day as its source writes it, without regard to time zones; None when it cannot be read.

    ISO 8601 ("2031-10-02", "2031-10-02T08:00Z", "20311002") and the dates of mail and feeds ("Thu, 02 Oct 2031
    08:00:00 GMT") are read. Others, such as "10/02/2031", are not, as nobody knows which number is the month.
    """
    given = (published or "").strip()
    try:
        if found := _ISO.match(given):
            year, month, day = map(int, found.groups())
            return date(year, month, day)
        if re.search(r"[A-Za-z]{3}", given):
            return parsedate_to_datetime(given).date()
    except (ValueError, OverflowError):
        pass
    return None
