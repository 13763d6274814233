"""`claimkit eval check|label|compile|agreement|export|import`: making gold and looking after it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimkit.cli.evals.common import Force, Shape, app, gold_paths, read_gold, show, write
from claimkit.cli.output import reported, say
from claimkit.errors import CallerError


@app.command("check")
@reported
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Gold files or folders; left out: evals/gold.")] = None,
) -> None:
    """Validate gold files: spans, ids, kinds, overlaps; each fault with file and field."""
    articles = read_gold(gold_paths(paths))
    quotes = [quote for item in articles for quote in item.quotes]
    pieces = sum(len(quote.spans) > 1 for quote in quotes)
    nested = sum(quote.inside is not None for quote in quotes)
    unnamed = sum(
        actor.kind == "anonymous"
        for item in articles
        for quote in item.quotes
        for actor in item.actors
        if actor.id == quote.speaker
    )
    typer.echo(
        f"{len(articles)} articles: {len(quotes)} quotes ({pieces} in pieces, {nested} nested, {unnamed} by anonymous "
        f"speakers), {sum(len(item.actors) for item in articles)} actors, "
        f"{sum(len(item.claims) for item in articles)} claims"
    )


@app.command("label")
@reported
def label(
    article: Annotated[Path, typer.Argument(metavar="FILE", help="The article's text or HTML.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="SHEET", help="Sheet to write.")],
    model: Annotated[str, typer.Option("--model", "-m", help="Who drafts the labels; `rules` asks nobody.")] = "rules",
    base_url: Annotated[str | None, typer.Option("--base-url", help="Address of an OpenAI-compatible server.")] = None,
    blank: Annotated[bool, typer.Option("--blank", help="Only the article, no draft.")] = False,
    force: Force = False,
) -> None:
    """Write a sheet of labels to correct by hand; `claimkit eval compile` makes gold of it."""
    from claimkit.article.loading import load
    from claimkit.evaluation.sheet import Sheet, dump_sheet, sheet_of
    from claimkit.pipeline import Extractor

    if blank:
        sheet = Sheet(article=load(article).article)
    else:
        with Extractor(model, base_url=base_url) as extractor:
            sheet = sheet_of(extractor.extract(article))
    write(output, dump_sheet(sheet), force=force)


@app.command("compile")
@reported
def compile_sheet(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="GOLD")],
    article: Annotated[Path | None, typer.Option("--article", help="The text, if the sheet does not hold it.")] = None,
    article_id: Annotated[
        str | None, typer.Option("--id", help="Id of that article; left out: the file's name.")
    ] = None,
    force: Force = False,
) -> None:
    """Turn a corrected sheet into a gold file; words that do not stand where the sheet says are listed."""
    from claimkit.article.loading import load
    from claimkit.evaluation.gold import dump_gold
    from claimkit.evaluation.sheet import gold_of, load_sheet
    from claimkit.schemas import Article

    text = None
    if article is not None:
        text = Article(id=article_id or article.stem, text=load(article).article.text)
    write(output, dump_gold(gold_of(load_sheet(sheet), text)), force=force)


@app.command("agreement")
@reported
def agreement(
    first: Annotated[Path, typer.Argument(metavar="GOLD_A", help="Gold files of one pass.")],
    second: Annotated[Path, typer.Argument(metavar="GOLD_B", help="Gold files of the other pass.")],
    format: Annotated[Shape, typer.Option("--format", "-f")] = Shape.table,
) -> None:
    """Print how far two passes over the same articles agree: the second is scored against the first."""
    from claimkit.evaluation.gold import load_gold
    from claimkit.evaluation.metrics import BY_NAME
    from claimkit.evaluation.scoring import count, scores
    from claimkit.evaluation.tables import score_json, score_markdown, score_table

    one, two = load_gold(first), load_gold(second)
    both = {item.article.id for item in one} & {item.article.id for item in two}
    if not both:
        raise CallerError("the two passes have no article in common", hint="Give two folders of gold files.")
    counted = count(
        [item for item in one if item.article.id in both],
        {item.article.id: item.extraction() for item in two if item.article.id in both},
    )
    kept = {name: own for name, own in scores(counted).items() if BY_NAME[name].group not in ("trust", "cost")}
    title = f"{second} against {first}: {len(both)} articles"
    if format is Shape.json:
        typer.echo(score_json(kept, {"first": str(first), "second": str(second), "articles": sorted(both)}))
    elif format is Shape.markdown:
        typer.echo(score_markdown(kept, title))
    else:
        show(score_table(kept, title))


@app.command("export")
@reported
def export(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Gold files, or folders of them.")],
    format: Annotated[str, typer.Option("--format", "-f", help="label-studio, prodigy, brat, citron or jsonl.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="File; a folder for brat and citron.")],
    force: Force = False,
) -> None:
    """Write gold for an annotation tool, or as a data set."""
    from claimkit.evaluation.formats import export_gold, format_of

    format_of(format)
    articles = read_gold(gold_paths(paths))
    written = export_gold(articles, format, output, force=force)
    say(f"claimkit: wrote {len(articles)} articles to {output} ({len(written)} files)")


@app.command("import")
@reported
def import_labels(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What the tool wrote; a folder for brat and citron.")],
    format: Annotated[str, typer.Option("--format", "-f", help="label-studio, prodigy, brat, citron or jsonl.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Folder for the gold files.")],
    force: Force = False,
) -> None:
    """Write a gold file for each article that an annotation tool, or a data set, holds."""
    from claimkit.evaluation.formats import import_gold, write_gold

    written = write_gold(import_gold(file, format, lambda message: say(f"claimkit: {message}")), output, force=force)
    say(f"claimkit: wrote {len(written)} articles to {output}; look through the notes under labels")
