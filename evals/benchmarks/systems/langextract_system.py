"""langextract, asked through its OpenAI provider: extractions with a place, cue and source as their attributes."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

from attributions import Attribution, Place

from claimkit.schemas import Article
from systems.asked import INSTRUCTIONS
from systems.system import Found, NotHere, Options, each, nearest

_CONTENT = "content"
_CHUNKS_AT_ONCE = 32  # of one article: more than any has, so that only the endpoint is waited for
# langextract gives an extraction one place, so a content that is interrupted comes in several extractions.
_PIECES = """

If other words interrupt a content (its source and cue, mostly), give each stretch of it as an extraction of its own, \
the second and later ones with "continues": "yes"; all other extractions have "continues": "no".\
"""
_EXAMPLES = (
    (
        "“The tram will run again in May,” said Odile Brandt, who heads the works office, “but not on Sundays.” "
        "Shopkeepers along the line doubt that the date will hold. The line opened in 1911.",
        (
            ("The tram will run again in May", "said", "Odile Brandt", "no"),
            ("but not on Sundays.", "said", "Odile Brandt", "yes"),
            ("the date will hold", "doubt", "Shopkeepers along the line", "no"),
        ),
    ),
    (
        "According to the audit, two of the nine pumps had never been serviced. Mayor Tilda Rask called the report “a "
        "list of old news” and promised to replace both pumps by autumn. She denied having seen it earlier.",
        (
            ("two of the nine pumps had never been serviced", "According to", "the audit", "no"),
            ("a list of old news", "called", "Mayor Tilda Rask", "no"),
            ("to replace both pumps by autumn", "promised", "Mayor Tilda Rask", "no"),
            ("having seen it earlier", "denied", "She", "no"),
        ),
    ),
)


class LangExtract:
    """langextract with its own defaults: one question for each 1,000 characters.

    Args:
        options: How it is run.

    Raises:
        NotHere: langextract is not installed.
    """

    def __init__(self, options: Options) -> None:
        try:
            import langextract  # type: ignore[import-not-found]
            from langextract.providers.openai import OpenAILanguageModel  # type: ignore[import-not-found]
        except ModuleNotFoundError as fault:
            raise NotHere(f"not installed ({fault.name}): pip install langextract openai") from None
        self._extract = langextract.extract
        self._at_once = options.at_once
        data = langextract.data
        self._examples = [
            data.ExampleData(
                text=text,
                extractions=[
                    data.Extraction(
                        extraction_class=_CONTENT,
                        extraction_text=words,
                        attributes={"cue": cue, "source": source, "continues": continues},
                    )
                    for words, cue, source, continues in extractions
                ],
            )
            for text, extractions in _EXAMPLES
        ]
        self._model = OpenAILanguageModel(
            options.model,
            api_key=options.api_key,
            base_url=options.base_url,
            openai_schema=OpenAILanguageModel.get_schema_class().from_examples(self._examples),
            max_workers=_CHUNKS_AT_ONCE,
        )
        # The provider passes no timeout on to the SDK, whose own is ten minutes.
        self._model._client = self._model._client.with_options(timeout=options.timeout)
        self._more = {} if options.chunk_chars is None else {"max_char_buffer": options.chunk_chars}

    def find(self, articles: Sequence[Article]) -> list[Found]:
        """Return what is found in each article."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of what it is meant to do: the model brings its own schema
            return each(articles, self._one, self._at_once)

    def _one(self, text: str) -> list[Attribution]:
        result = self._extract(
            text,
            prompt_description=INSTRUCTIONS + _PIECES,
            examples=self._examples,
            model=self._model,
            use_schema_constraints=False,
            batch_length=_CHUNKS_AT_ONCE,
            max_workers=_CHUNKS_AT_ONCE,
            show_progress=False,
            **self._more,
        )
        return attributions(text, result.extractions or [])


def attributions(text: str, extractions: Sequence[Any]) -> list[Attribution]:
    """Put the extractions of a text together; those without a place are lost, as they are to langextract's users."""
    found: list[Attribution] = []
    for extraction in extractions:
        place = _place(extraction)
        if place is None or extraction.extraction_class != _CONTENT:
            continue
        attributes = extraction.attributes or {}
        if str(attributes.get("continues")).casefold() == "yes" and found:
            found[-1] = found[-1]._replace(content=[*found[-1].content, place])
            continue
        source = nearest(text, str(attributes.get("source") or ""), place)
        cue = nearest(text, str(attributes.get("cue") or ""), place)
        found.append(Attribution([place], cue, [source] if source else []))
    return found


def _place(extraction: Any) -> Place | None:
    interval = extraction.char_interval
    if interval is None or interval.start_pos is None or interval.end_pos is None:
        return None
    return (interval.start_pos, interval.end_pos) if interval.start_pos < interval.end_pos else None
