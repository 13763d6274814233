"""`claimkit eval run|score|compare|baseline|gate|report`: asking once, scoring as often as one likes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimkit.cli.evals.common import (
    Force,
    GoldOption,
    JsonlOption,
    RunArgument,
    RunGoldOption,
    Shape,
    app,
    counted,
    gold_paths,
    read_gold,
    show,
    write,
)
from claimkit.cli.output import reported, say

if TYPE_CHECKING:
    from claimkit.evaluation.runs import Run


@app.command("run")
@reported
def run(
    model: Annotated[str, typer.Option("--model", "-m", help="As for `claimkit extract`.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="RUN", help="Folder for the run.")],
    gold: GoldOption = None,
    jsonl: JsonlOption = None,
    base_url: Annotated[str | None, typer.Option("--base-url", help="Address of an OpenAI-compatible server.")] = None,
    prompts: Annotated[Path | None, typer.Option("--prompts", help="Folder with prompts of your own.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep answers.")] = False,
    record: Annotated[Path | None, typer.Option("--record", help="Write the answers here, for replay.")] = None,
    record_as: Annotated[str | None, typer.Option("--record-as", help="What to call the model there.")] = None,
    concurrency: Annotated[int, typer.Option("--concurrency", min=1, help="Articles at once.")] = 8,
    force: Force = False,
) -> None:
    """Ask a model about every gold article and keep everything it answered; a run that was interrupted goes on."""
    from claimkit.evaluation.runs import listener, make_run, remove_run
    from claimkit.pipeline import Extractor
    from claimkit.prompts import PromptSet

    sources = gold_paths([*(gold or ()), *(jsonl or ())])
    articles = read_gold(sources)
    if force:
        remove_run(output)
    with Extractor(
        model,
        base_url=base_url,
        prompts=prompts,
        cache=not no_cache,
        record=record,
        record_as=record_as,
        overhear=listener(output),
    ) as extractor:
        done = make_run(
            articles,
            extractor,
            output,
            prompts=PromptSet(prompts).of_extraction(),
            sources=sources,
            concurrency=concurrency,
            progress=say,
        )
    _cost(done)
    if done.failures:
        say(f"claimkit: {len(done.failures)} articles failed; run the same command again to try them once more")
        raise typer.Exit(1)


@app.command("score")
@reported
def score(
    folder: RunArgument,
    gold: RunGoldOption = None,
    by: Annotated[str | None, typer.Option("--by", help="Also by kind, genre, tag or language, with commas.")] = None,
    format: Annotated[Shape, typer.Option("--format", "-f")] = Shape.table,
) -> None:
    """Score a run; no model is asked."""
    from claimkit.evaluation.scoring import grouped, scores
    from claimkit.evaluation.tables import score_json, score_markdown, score_table

    done, articles, tallies = counted(folder, gold)
    sets = {"all articles": tallies}
    for grouping in (name.strip() for name in (by.split(",") if by else ())):
        for name, part in grouped(articles, done.results, tallies, grouping).items():
            sets[f"{grouping}: {name}"] = part
    for name, part in sets.items():
        title = f"{done.about.model}, {name}: {len(part.articles)}"
        if format is Shape.json:
            typer.echo(score_json(scores(part), {"model": done.about.model, "set": name, "articles": part.articles}))
        elif format is Shape.markdown:
            typer.echo(score_markdown(scores(part), title))
        else:
            show(score_table(scores(part), title))


@app.command("compare")
@reported
def compare(
    first: Annotated[Path, typer.Argument(metavar="RUN_A")],
    second: Annotated[Path, typer.Argument(metavar="RUN_B")],
    gold: RunGoldOption = None,
    shared: Annotated[bool, typer.Option("--shared", help="Compare only the articles that both have.")] = False,
) -> None:
    """Compare two runs article by article and say what is proven."""
    from claimkit.evaluation.scoring import compare as compare_counts
    from claimkit.evaluation.scoring import scores
    from claimkit.evaluation.tables import comparison_table

    one, _, counted_one = counted(first, gold)
    two, _, counted_two = counted(second, gold)
    if shared:
        both = set(counted_one.articles) & set(counted_two.articles)
        counted_one, counted_two = counted_one.of(both), counted_two.of(both)
    differences = compare_counts(counted_one, counted_two)
    title = f"first: {one.about.model} ({first}), second: {two.about.model} ({second}), {len(counted_one.articles)}"
    show(comparison_table(scores(counted_one), scores(counted_two), differences, f"{title} articles"))


@app.command("baseline")
@reported
def baseline(
    folder: RunArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write.")],
    gold: RunGoldOption = None,
    force: Force = False,
) -> None:
    """Write the counts of a run, for later runs to be held against."""
    from claimkit.evaluation.gate import baseline_of

    done, _, tallies = counted(folder, gold)
    write(output, baseline_of(done, tallies).model_dump_json() + "\n", force=force)


@app.command("gate")
@reported
def gate(
    folder: RunArgument,
    against: Annotated[Path, typer.Option("--baseline", help="File that `claimkit eval baseline` wrote.")],
    gold: RunGoldOption = None,
) -> None:
    """Exit with 1 when a metric of the run is provably worse than in the baseline."""
    from claimkit.evaluation.gate import fallen, load_baseline

    done, _, tallies = counted(folder, gold)
    worse = list(fallen(load_baseline(against), done, tallies))
    for line in worse:
        typer.echo(line)
    if worse:
        raise typer.Exit(1)
    typer.echo(f"nothing fell: {len(tallies.articles)} articles, {done.about.model}")


@app.command("report")
@reported
def report(
    folder: RunArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="HTML file to write.")],
    gold: RunGoldOption = None,
    force: Force = False,
) -> None:
    """Write one page with scores and, article by article, what was missed, extra or wrong."""
    from claimkit.evaluation.pairing import Pair
    from claimkit.evaluation.report import report_page
    from claimkit.evaluation.runs import exchanges_of

    done, articles, _ = counted(folder, gold)
    pairs = [Pair(item, done.results[item.article.id]) for item in articles if item.article.id in done.results]
    write(output, report_page(done, pairs, exchanges_of(folder)), force=force)


@app.command("judge")
@reported
def judge_claims(
    folder: RunArgument,
    model: Annotated[str, typer.Option("--model", "-m", help="The judge: a large model, or replay:FOLDER.")],
    gold: RunGoldOption = None,
    base_url: Annotated[str | None, typer.Option("--base-url", help="Address of an OpenAI-compatible server.")] = None,
    prompts: Annotated[Path | None, typer.Option("--prompts", help="Folder with prompts of your own.")] = None,
    record: Annotated[Path | None, typer.Option("--record", help="Write the answers here, for replay.")] = None,
    record_as: Annotated[str | None, typer.Option("--record-as", help="What to call the judge there.")] = None,
    labels: Annotated[
        Path | None, typer.Option("--labels", help="Pairs labelled by hand, to see how far the judge agrees.")
    ] = None,
    concurrency: Annotated[int, typer.Option("--concurrency", min=1, help="Articles at once.")] = 8,
) -> None:
    """Let a model decide which claims say what gold says; `score` compares their wording instead."""
    from claimkit.evaluation.judging import agreement_of, judge_all, load_pairs
    from claimkit.evaluation.pairing import Pair
    from claimkit.evaluation.tables import judge_table
    from claimkit.models.choosing import choose_model
    from claimkit.models.replay import Recorder
    from claimkit.prompts import PromptSet

    labelled = load_pairs(labels) if labels is not None else []
    done, articles, _ = counted(folder, gold)
    pairs = [Pair(item, done.results[item.article.id]) for item in articles if item.article.id in done.results]
    asked = choose_model(model, base_url=base_url)
    if record is not None:
        asked = Recorder(asked, record, record_as)
    judged = judge_all(pairs, asked, PromptSet(prompts), concurrency=concurrency)
    agreements = agreement_of(labelled, judged) if labelled else None
    show(
        judge_table(judged, agreements, f"claims of {done.about.model}, judged by {asked.name}: {len(pairs)} articles")
    )


def _cost(done: Run) -> None:
    results = done.results.values()
    read = sum(result.usage.input_tokens for result in results)
    written = sum(result.usage.output_tokens for result in results)
    prices = [result.usage.cost_usd for result in results]
    money = f"${sum(price for price in prices if price is not None):.4f}" if any(prices) else "price unknown"
    say(f"claimkit: {len(done.results)} articles, {read:,} tokens read, {written:,} written, {money}")
