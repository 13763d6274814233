"""`claimkit export`: a file of results as a database or as tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimkit.cli.output import reported, say
from claimkit.errors import CallerError


@reported
def export(
    results: Annotated[
        Path, typer.Argument(metavar="OUT.jsonl", help="Results, one a line, as `claimkit batch` writes them.")
    ],
    sqlite: Annotated[
        Path | None, typer.Option("--sqlite", metavar="FILE", help="Write a SQLite database with full-text search.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FOLDER", help="Write one CSV file a table.")] = None,
    parquet: Annotated[
        Path | None, typer.Option("--parquet", metavar="FOLDER", help="Write one Parquet file a table.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Write results as a SQLite database, or as CSV or Parquet files, for other programs.

    The tables are articles, quotes, claims, actors, mentions and claim_quotes (which quotes carry which claim);
    the views quotes_by_actor and claims_by_actor join them. CSV and Parquet have quotes, claims, actors and mentions.

    \b
    Examples:
      claimkit export quotes.jsonl --sqlite corpus.db
      claimkit export quotes.jsonl --csv tables/ --parquet tables/

    \b
    Everything Ruiz said about the harbour, by date:
      sqlite3 corpus.db "
        select day, article_title, text from quotes_by_actor
        where actor like '%Ruiz%' and id in (select rowid from quotes_fts where quotes_fts match 'harbour')
        order by day;"
    """
    from claimkit.views.common import plural
    from claimkit.views.exporting import export as write

    if sqlite is None and csv is None and parquet is None:
        raise CallerError("nothing to write was named", hint="Give --sqlite FILE, --csv FOLDER or --parquet FOLDER.")
    done = write(results, sqlite=sqlite, csv=csv, parquet=parquet, force=force)
    told = (plural(done.articles, "article"), plural(done.quotes, "quote"), plural(done.claims, "claim"))
    say(f"claimkit: {', '.join(told)} written")
