"""What `claimkit extract` prints for people: as wide as the terminal, and plain where it is read by programs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

FERRY = Path(__file__).parents[2] / "examples" / "ferry.txt"


def printed(**environment):
    kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "TTY_COMPATIBLE")}
    done = subprocess.run(
        [sys.executable, "-m", "claimkit", "extract", FERRY, "--model", "replay"],
        capture_output=True,
        env={**kept, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm-256color", **environment},
        timeout=60,
        check=True,
    )
    return done.stdout.decode()


@pytest.mark.parametrize("width", [80, 120])
def test_a_pipe_gets_plain_text_as_wide_as_it_may_be(width):
    text = printed(COLUMNS=str(width))
    widths = [cell_len(line) for line in text.splitlines()]
    assert width - 8 < max(width for width, line in zip(widths, text.splitlines(), strict=True) if "─" not in line)
    assert max(widths) <= width
    assert "\x1b" not in text
    assert [line for line in text.splitlines() if line.endswith(" ")] == []


def test_quotes_are_grouped_by_speaker():
    quotes = printed(COLUMNS="120").split("Claims ─")[0]
    brandt = quotes.split("\nTomas Brandt — secretary")[1].split("\n\n")[0]
    assert ["  q9   direct" in brandt, "  q10  mixed" in brandt, "q11" in brandt] == [True, True, False]
