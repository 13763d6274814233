"""`claimkit schema`: the JSON Schema of the results."""

from __future__ import annotations

import json

import typer

from claimkit.cli.output import reported


@reported
def schema() -> None:
    """Print the JSON Schema of an Extraction, the shape of every JSON result."""
    from claimkit.schemas import SCHEMA_VERSION, Extraction

    shape = Extraction.model_json_schema()
    published = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "version": SCHEMA_VERSION,
        **shape,
    }
    typer.echo(json.dumps(published, indent=2, ensure_ascii=False))
