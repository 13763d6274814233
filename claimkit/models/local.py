"""A model in this process: xllamacpp's server on a loopback port, asked like any other OpenAI-compatible server.

The server is started at the first question and shared by all extractors of the process that use the same
file; the port is random, and only who knows the random key is answered.
"""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import secrets
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claimkit.errors import ModelChoiceError, ProviderError
from claimkit.models.base import SMALL, Answer, Profile, Request, T
from claimkit.models.door import DoorModel
from claimkit.models.store import LocalModel, is_pulled, sha256_of, verify

logger = logging.getLogger("claimkit")

_CONTEXTS = (4_096, 6_144, 8_192, 12_288, 16_384, 24_576, 32_768)
_CHARS_PER_TOKEN = 2.6  # low for English, so that the context is rather too large than too small
_TEMPLATE_TOKENS = 400
_INSTALL = 'Install it with: pip install "claimkit[local]"'


@dataclass(slots=True)
class _Running:
    """One running server."""

    server: Any
    url: str
    key: str
    context: int


_servers: dict[Path, _Running] = {}
_lock = threading.Lock()


class LocalServerModel:
    """A GGUF model that answers in this process.

    Args:
        spec: Which model file; see `claimkit.models.store`.
        profile: What the model can be asked for.
        threads: Processor threads; all that the machine grants when left out.
    """

    def __init__(self, spec: LocalModel, *, profile: Profile = SMALL, threads: int | None = None) -> None:
        self.spec = spec
        self.name = f"local:{spec.name}"
        self.profile = profile
        self._threads = threads or _granted_threads()
        self._door: DoorModel | None = None
        self._door_url = ""
        self._turn: asyncio.Lock | None = None
        if not is_pulled(spec):
            raise ModelChoiceError(
                f"the local model {spec.name} is not on this machine",
                hint="Fetch it with: claimkit models pull" if spec.own is None else "Check the path of the GGUF file.",
            )

    @property
    def settings(self) -> dict[str, Any]:
        """The model file's SHA-256 and the sampling; nothing here starts the model."""
        return {
            "model": self.name,
            "sha256": self.spec.sha256 or sha256_of(self.spec.path),
            "temperature": 0.0,
        }

    async def ask(self, request: Request[T]) -> Answer[T]:
        """Fill the draft of a request; the first one loads the model."""
        if self._turn is None:
            self._turn = asyncio.Lock()
        async with self._turn:  # one question at a time: the processor is the limit, and the prefix cache one slot
            needed = _tokens(request)
            running = await asyncio.to_thread(_serving, self.spec, needed, self._threads)
            answer = await self._door_to(running).ask(request)
        return replace(answer, model=self.name)

    async def aclose(self) -> None:
        """Close the connection; the server stays loaded for the next extractor until the process ends."""
        if self._door is not None:
            await self._door.aclose()
            self._door = None

    def _door_to(self, running: _Running) -> DoorModel:
        if self._door is None or self._door_url != running.url:
            self._door = DoorModel(
                f"openai/{self.spec.name}",
                base_url=f"{running.url}/v1",
                api_key=running.key,
                profile=self.profile,
                temperature=0.0,
                timeout=1_800.0,
            )
            self._door_url = running.url
        return self._door


def running() -> tuple[Path, ...]:
    """Return the files of the models that are loaded."""
    with _lock:
        return tuple(_servers)


def shut_down() -> None:
    """Stop all local models and free their memory."""
    with _lock:
        _servers.clear()


atexit.register(shut_down)


def _granted_threads() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _tokens(request: Request[T]) -> int:
    chars = sum(len(text) for _, text in request.messages)
    return int(chars / _CHARS_PER_TOKEN) + request.max_tokens + _TEMPLATE_TOKENS


def _serving(spec: LocalModel, needed: int, threads: int) -> _Running:
    """Return a server whose context has room for `needed` tokens; start one, or a larger one, if need be."""
    with _lock:
        running = _servers.get(spec.path)
        if running is not None and running.context >= needed:
            return running
        context = next((size for size in _CONTEXTS if size >= needed), None)
        if context is None:
            raise ProviderError(
                f"this part of the article needs {needed:,} tokens; the local model takes {_CONTEXTS[-1]:,}",
                hint="Use a larger model with --model, or split the article.",
            )
        _servers.pop(spec.path, None)  # frees the smaller one before the larger is loaded
        running = None
        started = _start(spec, context, threads)
        _servers[spec.path] = started
        return started


def _start(spec: LocalModel, context: int, threads: int) -> _Running:
    try:
        import xllamacpp
    except ModuleNotFoundError:
        raise ModelChoiceError("the local model needs xllamacpp", hint=_INSTALL) from None
    if spec.sha256 is not None:
        verify(spec.path, spec.sha256)
    key = secrets.token_hex(16)
    params = xllamacpp.CommonParams()
    params.model.path = str(spec.path)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.n_ctx = context
    params.n_parallel = 1
    params.cache_prompt = True
    params.warmup = False
    params.ui = False
    params.endpoint_slots = False
    params.verbosity = -1
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    logger.info("loading %s with a context of %d tokens", spec.name, context)
    try:
        server = xllamacpp.Server(params)
    except RuntimeError as fault:
        raise ProviderError(
            f"the local model {spec.name} could not be loaded: {fault}",
            hint="Check the file with: claimkit models list; fetch it anew with: claimkit models pull --force",
        ) from fault
    return _Running(server, server.listening_address, key, context)
