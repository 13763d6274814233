"""Recorded answers: a folder that answers instead of a model, and the recorder that fills it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from claimkit.errors import CallerError, MissingRecordingError
from claimkit.models.base import LARGE, Answer, Model, Profile, Request, T, fingerprint
from claimkit.models.faults import in_short
from claimkit.schemas import Usage

FORMAT = 1


def recording_path(folder: Path, request: Request[T]) -> Path:
    """Return the file that holds the answer to a request."""
    return folder / f"{request.task.replace('/', '-')}-{fingerprint(request.asked())[:20]}.json"


class ReplayModel:
    """Answers from a folder of recordings.

    Args:
        folder: Where the recordings lie.
        profile: Profile of the model that was recorded.
    """

    def __init__(self, folder: Path, profile: Profile = LARGE) -> None:
        self._folder = folder
        self.profile = profile

    @property
    def name(self) -> str:
        """The word "replay" with the name of the model that was recorded, when the folder states one."""
        try:
            about = json.loads((self._folder / "about.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):  # the description is for people; the recordings do without it
            return "replay"
        model = about.get("model") if isinstance(about, dict) else None
        return f"replay of {model}" if isinstance(model, str) else "replay"

    @property
    def settings(self) -> dict[str, Any]:
        """Nothing: a recording answers one request, whatever the settings were."""
        return {}

    async def ask(self, request: Request[T]) -> Answer[T]:
        """Return the recorded answer.

        Raises:
            MissingRecordingError: There is none, or it does not fit the draft.
        """
        path = recording_path(self._folder, request)
        if not path.is_file():
            prompts = ", ".join(f"{name} {version}" for name, version in request.prompts)
            raise MissingRecordingError(
                f"{self._folder} holds no answer to the {request.task} question on this article",
                hint="The article, a prompt or the draft's schema is not the recorded one "
                f"(prompts now: {prompts}). "
                f"Record anew: claimkit extract FILE --model MODEL --record {self._folder}",
            )
        try:
            recording = json.loads(path.read_text(encoding="utf-8"))
            draft = request.draft.model_validate(recording["answer"])
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise MissingRecordingError(
                f"the recording {path} cannot be used: {in_short(fault)}", hint="Delete it and record anew."
            ) from fault
        return Answer(
            draft,
            usage=Usage(),
            tries=1,
            cut_off=bool(recording.get("cut_off")),
            model=str(recording.get("model", self.name)),
        )

    async def aclose(self) -> None:
        """Nothing to let go of."""


class Recorder:
    """A model that writes down each answer it passes on.

    Args:
        model: Who answers.
        folder: Where to write; made when missing.
        describe: Name of the model for readers of the recording; the model's own when left out.
    """

    def __init__(self, model: Model, folder: Path, describe: str | None = None) -> None:
        self._model = model
        self._folder = folder
        self._describe = describe or model.name
        self.name = model.name
        self.profile = model.profile

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of the model that answers."""
        return self._model.settings

    async def ask(self, request: Request[T]) -> Answer[T]:
        """Ask, write down, pass on.

        Raises:
            CallerError: The folder cannot be written to.
        """
        answer = await self._model.ask(request)
        recording = {
            "format": FORMAT,
            "task": request.task,
            "prompts": dict(request.prompts),
            "model": self._describe,
            "answer": answer.draft.model_dump(mode="json"),
        }
        if answer.cut_off:
            recording["cut_off"] = True
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(recording_path(self._folder, request), recording)
            _write(self._folder / "about.json", {"format": FORMAT, "model": self._describe})
        except OSError as fault:
            raise CallerError(
                f"recordings cannot be written to {self._folder}: {fault.strerror}",
                hint="Name a folder that you may write to.",
            ) from fault
        return answer

    async def aclose(self) -> None:
        """Let the model go."""
        await self._model.aclose()


def _write(path: Path, data: dict[str, object]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
