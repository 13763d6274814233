"""The plain client sends what OpenAI's own method would send."""

import asyncio

import instructor
import openai
from chat_server import says

from claimkit.drafts import QuotesDraft
from claimkit.models.plain_openai import plain_client

DRAFT = {"passages": [{"passage": "Q1", "speech": "quotation", "speaker": "Mara Ellwood", "sentence": 1}]}


def asked(client, server):
    async def run():
        ask = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA, model="scripted")
        draft, _ = await ask.create_with_completion(
            messages=[{"role": "user", "content": "Who said “we sail” — and to whom?"}],
            response_model=QuotesDraft,
            max_tokens=500,
            temperature=0.0,
        )
        await client.close()
        return draft

    server.will(says(DRAFT))
    return asyncio.run(run()), server.seen[-1]


def test_it_sends_what_the_method_of_the_client_sends(server):
    options = {"api_key": "test-key-7f3a9c5e1b2d4f60", "base_url": server.url, "max_retries": 0, "timeout": 9.0}
    ours, plain = asked(plain_client(**options), server)
    theirs, usual = asked(openai.AsyncOpenAI(**options), server)
    assert ours.model_dump() == theirs.model_dump() == QuotesDraft.model_validate(DRAFT).model_dump()
    assert (plain.path, plain.body, plain.headers) == (usual.path, usual.body, usual.headers)
    assert plain.headers["authorization"] == "Bearer test-key-7f3a9c5e1b2d4f60"
