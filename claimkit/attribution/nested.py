"""Who is quoted inside a quotation: the words of the outer one are read as an article of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimkit.article.reading import Reading, Sentence, read
from claimkit.attribution.analysis import Attribution, attributions, scenes
from claimkit.passages import Passage
from claimkit.schemas import Article


def nested_attributions(reading: Reading, passages: Sequence[Passage]) -> dict[str, Attribution]:
    """Say who speaks in the passages inside others, where the outer words name a speaker and a cue beside them.

    `“She told me, ‘Sell it,’ and I did,” said Lee.`: the inner words are hers. Without both, what stands in inner
    marks may as well be a title, an echo or a word held at a distance, so that nothing is said of it.
    """
    result: dict[str, Attribution] = {}
    for outer in passages:
        inner = [passage for passage in passages if passage.inside == outer.label]
        if not inner:
            continue
        words = replace(reading, sentences=_sentences_within(reading, outer), headline=None)
        found = scenes(words, [replace(passage, inside=None) for passage in inner])
        for label, by in attributions(found, []).items():
            if by.source is not None and by.cue is not None:
                result[label] = by
    return result


def _sentences_within(reading: Reading, outer: Passage) -> tuple[Sentence, ...]:
    """Return the sentences in a passage; those of the article itself do not part what stands in marks."""
    parts = []
    for span in outer.spans:
        home = reading.sentence_at(span.start)
        words = Article(id=reading.article.id, text=span.of(reading.text), language=reading.language)
        parts += [replace(home, span=own.span.shifted(span.start)) for own in read(words).sentences]
    return tuple(parts)
