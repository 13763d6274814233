"""How an `Extraction` is shown: in the terminal, as JSON, CSV, Markdown, HTML, or as data frames.

JSON and JSON Lines hold every character as it came. All other views are for people: they show
control characters and bidirectional overrides as visible signs, so that an article cannot
change how its own quotes look.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.errors import CallerError
from claimkit.schemas import Extraction

FORMATS = ("table", "json", "jsonl", "csv", "markdown", "html")


def render(extractions: Sequence[Extraction], format: str) -> str:
    """Return the extractions as one text, ready to be written to a file.

    Every text that is not empty ends with one line break.

    Args:
        extractions: What to show, in this order.
        format: One of `FORMATS` except "table", which needs a console: see `claimkit.views.table.show`.

    Returns:
        "json": one object for one extraction, an array otherwise. "jsonl": one object a line.
        "csv": the table of quotes. "markdown" and "html": one document.

    Raises:
        CallerError: The format is not known, or is "table".
    """
    match format:
        case "json":
            return _json(extractions)
        case "jsonl":
            return "".join(extraction.model_dump_json() + "\n" for extraction in extractions)
        case "csv":
            from claimkit.views.rows import csv

            return csv(extractions)
        case "markdown":
            from claimkit.views.markdown import markdown

            return "\n".join(markdown(extraction) for extraction in extractions)
        case "html":
            from claimkit.views.html import page

            return page(extractions)
        case "table":
            raise CallerError(
                "The table is drawn on a console, so it cannot be returned as text.",
                hint="Call claimkit.views.table.show(extraction, console).",
            )
        case _:
            raise CallerError(f"There is no format {format!r}.", hint=f"Choose one of: {', '.join(FORMATS)}.")


def _json(extractions: Sequence[Extraction]) -> str:
    objects = [extraction.model_dump_json(indent=2) for extraction in extractions]
    if len(objects) == 1:
        return objects[0] + "\n"
    return "[" + ",\n".join(objects) + "]\n"
