"""`claimkit eval`: gold, runs, scores."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimkit.cli.output import reported, say
from claimkit.errors import CallerError

if TYPE_CHECKING:
    from claimkit.evaluation.gold import Gold
    from claimkit.evaluation.runs import Run
    from claimkit.evaluation.scoring import Counted

app = typer.Typer(help="Score models against hand-labelled articles.", no_args_is_help=True)
_GOLD = Path("evals/gold")
GoldOption = Annotated[
    list[Path] | None, typer.Option("--gold", help="Gold files or folders of them; left out: evals/gold.")
]
RunArgument = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run.")]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


class Shape(StrEnum):
    """How scores are written."""

    table = "table"
    json = "json"
    markdown = "markdown"


@app.command("run")
@reported
def run(
    model: Annotated[str, typer.Option("--model", "-m", help="As for `claimkit extract`.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="RUN", help="Folder for the run.")],
    gold: GoldOption = None,
    base_url: Annotated[str | None, typer.Option("--base-url", help="Address of an OpenAI-compatible server.")] = None,
    prompts: Annotated[Path | None, typer.Option("--prompts", help="Folder with prompts of your own.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep answers.")] = False,
    record: Annotated[Path | None, typer.Option("--record", help="Write the answers here, for replay.")] = None,
    record_as: Annotated[str | None, typer.Option("--record-as", help="What to call the model there.")] = None,
    concurrency: Annotated[int, typer.Option("--concurrency", min=1, help="Articles at once.")] = 8,
    force: Force = False,
) -> None:
    """Ask a model about every gold article and keep everything it answered; a run that was interrupted goes on."""
    from claimkit.evaluation.runs import make_run
    from claimkit.pipeline import Extractor
    from claimkit.prompts import PromptSet

    articles = _gold(gold)
    if force and output.is_dir():
        shutil.rmtree(output)
    with Extractor(
        model,
        base_url=base_url,
        prompts=prompts,
        cache=not no_cache,
        record=record,
        record_as=record_as,
    ) as extractor:
        done = make_run(
            articles, extractor, output, prompts=PromptSet(prompts).versions(), concurrency=concurrency, progress=say
        )
    _cost(done)
    if done.failures:
        say(f"claimkit: {len(done.failures)} articles failed; run the same command again to try them once more")
        raise typer.Exit(1)


@app.command("score")
@reported
def score(
    folder: RunArgument,
    gold: GoldOption = None,
    by: Annotated[str | None, typer.Option("--by", help="Also by genre, tag or language, with commas.")] = None,
    format: Annotated[Shape, typer.Option("--format", "-f")] = Shape.table,
) -> None:
    """Score a run; no model is asked."""
    from claimkit.evaluation.scoring import groups, scores
    from claimkit.evaluation.tables import score_json, score_markdown, score_table

    articles = _gold(gold)
    done, counted = _counted(folder, articles)
    sets = {"all articles": counted}
    for grouping in by.split(",") if by else ():
        for name, ids in groups(articles, grouping.strip()).items():
            part = counted.of(ids)
            if part.articles:
                sets[f"{grouping.strip()}: {name}"] = part
    for name, part in sets.items():
        title = f"{done.about.model}, {name}: {len(part.articles)}"
        if format is Shape.json:
            typer.echo(score_json(scores(part), {"model": done.about.model, "set": name, "articles": part.articles}))
        elif format is Shape.markdown:
            typer.echo(score_markdown(scores(part), title))
        else:
            _print(score_table(scores(part), title))


@app.command("compare")
@reported
def compare(
    first: Annotated[Path, typer.Argument(metavar="RUN_A")],
    second: Annotated[Path, typer.Argument(metavar="RUN_B")],
    gold: GoldOption = None,
    shared: Annotated[bool, typer.Option("--shared", help="Compare only the articles that both have.")] = False,
) -> None:
    """Compare two runs article by article and say what is proven."""
    from claimkit.evaluation.scoring import compare as compare_counts
    from claimkit.evaluation.scoring import scores
    from claimkit.evaluation.tables import comparison_table

    articles = _gold(gold)
    one, counted_one = _counted(first, articles)
    two, counted_two = _counted(second, articles)
    if shared:
        both = set(counted_one.articles) & set(counted_two.articles)
        counted_one, counted_two = counted_one.of(both), counted_two.of(both)
    differences = compare_counts(counted_one, counted_two)
    title = f"first: {one.about.model} ({first}), second: {two.about.model} ({second}), {len(counted_one.articles)}"
    _print(comparison_table(scores(counted_one), scores(counted_two), differences, f"{title} articles"))


@app.command("baseline")
@reported
def baseline(
    folder: RunArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write.")],
    gold: GoldOption = None,
    force: Force = False,
) -> None:
    """Write the counts of a run, for later runs to be held against."""
    from claimkit.evaluation.gate import baseline_of

    done, counted = _counted(folder, _gold(gold))
    _write(output, baseline_of(done, counted).model_dump_json() + "\n", force=force)


@app.command("gate")
@reported
def gate(
    folder: RunArgument,
    against: Annotated[Path, typer.Option("--baseline", help="File that `claimkit eval baseline` wrote.")],
    gold: GoldOption = None,
) -> None:
    """Exit with 1 when a metric of the run is provably worse than in the baseline."""
    from claimkit.evaluation.gate import fallen, load_baseline

    done, counted = _counted(folder, _gold(gold))
    worse = list(fallen(load_baseline(against), done, counted))
    for line in worse:
        typer.echo(line)
    if worse:
        raise typer.Exit(1)
    typer.echo(f"nothing fell: {len(counted.articles)} articles, {done.about.model}")


@app.command("report")
@reported
def report(
    folder: RunArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="HTML file to write.")],
    gold: GoldOption = None,
    force: Force = False,
) -> None:
    """Write one page with scores and, article by article, what was missed, extra or wrong."""
    from claimkit.evaluation.pairing import Pair
    from claimkit.evaluation.report import report_page

    articles = _gold(gold)
    done, _ = _counted(folder, articles)
    pairs = [Pair(item, done.results[item.article.id]) for item in articles if item.article.id in done.results]
    _write(output, report_page(done, pairs), force=force)


@app.command("check")
@reported
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Gold files or folders; left out: evals/gold.")] = None,
) -> None:
    """Validate gold files: spans, ids, kinds, overlaps; each fault with file and field."""
    articles = _gold(paths)
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
    _write(output, dump_sheet(sheet), force=force)


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
    from claimkit.evaluation.gold import dump_gold
    from claimkit.evaluation.sheet import gold_of, load_sheet
    from claimkit.schemas import Article

    text = None
    if article is not None:
        text = Article(id=article_id or article.stem, text=article.read_text(encoding="utf-8"))
    _write(output, dump_gold(gold_of(load_sheet(sheet), text)), force=force)


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
        _print(score_table(kept, title))


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
    articles = _gold(paths)
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


def _gold(paths: list[Path] | None) -> list[Gold]:
    from claimkit.evaluation.gold import load_gold

    if not paths and not _GOLD.is_dir():
        raise CallerError(
            "there is no evals/gold here", hint="Give --gold FOLDER, or run this in the project's folder."
        )
    return load_gold(*(paths or [_GOLD]))


def _counted(folder: Path, articles: list[Gold]) -> tuple[Run, Counted]:
    from claimkit.evaluation.runs import load_run, stale_ids
    from claimkit.evaluation.scoring import count

    done = load_run(folder)
    changed = stale_ids(done, articles)
    if changed:
        say(f"claimkit: the labels of {len(changed)} articles have changed since this run: {', '.join(changed[:5])}")
    missing = [
        item.article.id
        for item in articles
        if item.article.id in done.about.gold and item.article.id not in done.results
    ]
    if missing:
        say(f"claimkit: {len(missing)} articles of this run are missing or failed: {', '.join(missing[:5])}")
    return done, count(articles, done.results)


def _cost(done: Run) -> None:
    results = done.results.values()
    read = sum(result.usage.input_tokens for result in results)
    written = sum(result.usage.output_tokens for result in results)
    prices = [result.usage.cost_usd for result in results]
    money = f"${sum(price for price in prices if price is not None):.4f}" if any(prices) else "price unknown"
    say(f"claimkit: {len(done.results)} articles, {read:,} tokens read, {written:,} written, {money}")


def _write(path: Path, text: str, *, force: bool) -> None:
    if path.exists() and not force:
        raise CallerError(f"{path} exists already", hint="Name another file, or give --force to replace it.")
    path.write_text(text, encoding="utf-8")
    say(f"claimkit: wrote {path}")


def _print(table: object) -> None:
    from rich.console import Console

    Console(highlight=False, width=None if sys.stdout.isatty() else 120).print(table)
