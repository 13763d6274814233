"""Label Studio: tasks with annotations, as its JSON import and export have them.

A task is `{"data": {"text": ...}, "annotations": [{"result": [...]}]}`. Results are regions (type "labels"), what is
said about a region (types "choices" and "textarea", with the region's id) and relations. Offsets are those of
JavaScript: UTF-16 code units. What results cannot say stands in `data.claimkit`. `CONFIG` is the labelling interface.

Browsers turn "\\r\\n" into "\\n" and so move offsets; an import finds this by the words that each region repeats.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from claimkit.evaluation.formats.assembling import gold_of
from claimkit.evaluation.formats.files import Warn, fault, get, parse, read_text, safe_name, span_of, write_all
from claimkit.evaluation.formats.markup import CHOICES, LABELS, LINKS, TEXTS, Link, Markup, Region, markup_of
from claimkit.evaluation.gold import Gold
from claimkit.schemas import Span


def _config() -> str:
    lines = ["<View>", " <Relations>"]
    lines += [f'  <Relation value="{name}"/>' for name in ("next_piece", *LINKS)]
    lines += [" </Relations>", ' <Labels name="label" toName="text">']
    lines += [f'  <Label value="{name}"/>' for name in LABELS]
    lines += [" </Labels>", ' <Text name="text" value="$text"/>']
    for label in CHOICES:
        when = f'toName="text" perRegion="true" whenTagName="label" whenLabelValue="{label}"'
        for name, values in CHOICES[label].items():
            options = "".join(f'<Choice value="{value}"/>' for value in values)
            lines += [f' <Header value="{label}: {name}"/>']
            lines += [f' <Choices name="{label.lower()}_{name}" {when} choice="single">{options}</Choices>']
        for name in TEXTS[label]:
            box = f'<TextArea name="{label.lower()}_{name}" {when} maxSubmissions="1" editable="true"/>'
            lines += [f' <Header value="{label}: {name}"/>', f" {box}"]
    return "\n".join([*lines, "</View>"]) + "\n"


CONFIG = _config()


def export(gold: Iterable[Gold], output: Path, *, force: bool) -> list[Path]:
    """Write one file of tasks, and the labelling interface beside it."""
    config = output.with_name(output.stem + ".config.xml")
    tasks = [task_of(item) for item in gold]
    write_all({output: json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", config: CONFIG}, force=force)
    return [output, config]


def read(path: Path, warn: Warn) -> Iterator[Gold]:
    """Read the tasks of a JSON export; those that the annotator skipped are left out, with a warning."""
    tasks = parse(str(path), read_text(path))
    tasks = tasks if isinstance(tasks, list) else [tasks]
    if not tasks:
        raise fault(str(path), "it holds no task", "Give a file that Label Studio exported as JSON.")
    for number, task in enumerate(tasks, 1):
        where = f"{path}, task {number}"
        result = _result(task, where)
        if result is None:
            warn(f"{where}: the annotator skipped it, and so it is left out")
            continue
        markup = _markup(task, result, where)
        name = get(task, "id", (int, str), where, None)
        yield gold_of(markup, where, f"{safe_name(path.stem)}-{name if name is not None else number}")


def task_of(gold: Gold) -> dict[str, Any]:
    """Return an article as a task."""
    markup = markup_of(gold, with_fields=True)
    units = _units(markup.text)
    result = [item for region in markup.regions for item in _items(region, markup.text, units)]
    result += [
        {"type": "relation", "from_id": link.head, "to_id": link.child, "direction": "right", "labels": [link.label]}
        for link in markup.links
    ]
    return {"data": {"text": markup.text, "claimkit": markup.rest}, "annotations": [{"result": result}]}


def _items(region: Region, text: str, units: list[int]) -> Iterator[dict[str, Any]]:
    place = {"start": units[region.span.start], "end": units[region.span.end]}
    base = {"id": region.key, "to_name": "text"}
    words = region.span.of(text)
    value: dict[str, Any] = place | {"text": words, "labels": [region.label]}
    yield base | {"from_name": "label", "type": "labels", "value": value}
    for name, said in (region.fields or {}).items():
        control = f"{region.label.lower()}_{name}"
        if name in CHOICES[region.label]:
            value = place | {"text": words, "choices": [said]}
            yield base | {"from_name": control, "type": "choices", "value": value}
        else:
            yield base | {"from_name": control, "type": "textarea", "value": place | {"text": [said]}}


def _units(text: str) -> list[int]:
    """Return for each code point, and the end, how many UTF-16 code units stand before it."""
    return [0, *accumulate(2 if ord(mark) > 0xFFFF else 1 for mark in text)]


def _result(task: Any, where: str) -> list[Any] | None:
    """Return the one annotation that counts, or None for a task that was skipped."""
    annotations = get(task, "annotations", list, where)
    kept = [item for item in annotations if not get(item, "was_cancelled", bool, where, False)]
    if annotations and not kept:
        return None
    true = [item for item in kept if get(item, "ground_truth", bool, where, False)]
    if len(kept) > 1 and len(true) != 1:
        hint = "Mark one of them as ground truth in Label Studio, or export those of one annotator."
        raise fault(where, f"it has {len(kept)} annotations", hint)
    if not kept:
        raise fault(where, "nobody has annotated it", "Annotate the task, or take it out of the file.")
    result: list[Any] = get((true or kept)[0], "result", list, where)
    return result


def _markup(task: Any, result: list[Any], where: str) -> Markup:
    data = get(task, "data", dict, where)
    text = get(data, "text", str, where)
    points = {unit: point for point, unit in enumerate(_units(text))}
    markup = Markup(text, rest=get(data, "claimkit", dict, where, {}))
    fields: dict[str, dict[str, str]] = {}
    for number, item in enumerate(result, 1):
        at = f"{where}, result {number}"
        sort = get(item, "type", str, at)
        if sort == "labels":
            key = get(item, "id", str, at)
            markup.regions.append(_region(key, item, text, points, at))
        elif sort == "relation":
            markup.links += _links(item, at)
        elif sort in ("choices", "textarea"):
            value = get(get(item, "value", dict, at), "choices" if sort == "choices" else "text", (list, str), at)
            words = "\n".join(map(str, value)) if isinstance(value, list) else value
            if value:
                fields.setdefault(get(item, "id", str, at), {})[get(item, "from_name", str, at)] = words
        else:
            raise fault(at, f"{sort!r} is no type of result that claimkit knows", "Use the interface that it exports.")
    markup.regions = [
        replace(region, fields=_said(region, fields.get(region.key, {}), markup)) for region in markup.regions
    ]
    return markup


def _said(region: Region, controls: dict[str, str], markup: Markup) -> dict[str, str]:
    """Return what the controls of our interface say about a region; what others say goes to the notes."""
    own = {
        f"{region.label.lower()}_{name}": name
        for name in (*CHOICES.get(region.label, ()), *TEXTS.get(region.label, ()))
    }
    ours = {f"{label.lower()}_{name}" for label in CHOICES for name in (*CHOICES[label], *TEXTS[label])}
    for control, words in controls.items():
        if control not in ours:  # one of ours for another label is left over from before the label was changed
            markup.notes.append(f"{region.key} ({control}): {words}")
    return {own[control]: words for control, words in controls.items() if control in own}


def _region(key: str, item: Any, text: str, points: dict[int, int], where: str) -> Region:
    value = get(item, "value", dict, where)
    labels = get(value, "labels", list, where)
    if len(labels) != 1 or not isinstance(labels[0], str):
        raise fault(where, f"it has {len(labels)} labels", "Give each region one label.")
    start, end = get(value, "start", int, where), get(value, "end", int, where)
    if end > max(points):
        raise fault(
            where, f"the span {start}:{end} goes beyond the text, which ends at {max(points)} (UTF-16 code units)"
        )
    if start not in points or end not in points:
        raise fault(where, f"the span {start}:{end} cuts a character in two", "Offsets count UTF-16 code units.")
    span = span_of(points[start], points[end], text, where)
    words = get(value, "text", str, where, None)
    if words is not None and _bare(words) != _bare(span.of(text)):
        hint = "Offsets count UTF-16 code units, as in JavaScript; has the text been changed?"
        if end <= len(text) and _bare(words) == _bare(Span(start=start, end=end).of(text)):
            hint = "These offsets count code points; Label Studio counts UTF-16 code units, two for an emoji."
        raise fault(where, f"{start}:{end} is {span.of(text)!r} in the text, but {words!r} in the result", hint)
    return Region(key, labels[0], span)


def _bare(words: str) -> str:
    """Return words without white space, which Label Studio writes in several ways."""
    return "".join(words.replace("\\n", " ").split())


def _links(item: Any, where: str) -> Iterator[Link]:
    head, child = get(item, "from_id", str, where), get(item, "to_id", str, where)
    if get(item, "direction", str, where, "right") == "left":
        head, child = child, head
    labels = get(item, "labels", list, where, [])
    if not labels:
        raise fault(where, f"the relation of {head} and {child} has no label", "Label it in the tool.")
    for label in labels:
        yield Link(str(label), head, child)
