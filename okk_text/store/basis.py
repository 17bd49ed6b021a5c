"""What a score depends on besides the messages: program, rubrics, prompts, model, settings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from okk_text.conversation.model import Frozen
from okk_text.results import RubricStamp
from okk_text.settings import AcceptedException, Settings

# Where and how fast to ask, and where things are kept, changes no score.
_WITHOUT_EFFECT = {
    "store": True,
    "privacy": True,
    "folder": True,
    "exception": True,
    "sampling": True,
    "review": True,
    "crm": True,
    "llm": {"base_url", "parallel", "timeout", "retries", "max_calls", "max_tokens"},
}


class Basis(Frozen):
    """Conversations scored on the same basis need not be scored again while they stay the same."""

    version: str
    rubrics: tuple[RubricStamp, ...]
    settings: str  # digest of okk.toml and of the files that it names
    model: str | None = None
    prompts_sha256: str | None = None
    engines: tuple[str, ...] = ()  # e.g. which grammar engine works
    exceptions: tuple[AcceptedException, ...] = ()  # those in force

    def digest(self, conversation: str) -> str:
        """What the conversation with this id is scored on; exceptions of others do not matter."""
        mine = [one for one in self.exceptions if one.conversation in (None, conversation)]
        written = self.model_copy(update={"exceptions": tuple(mine)}).model_dump_json()
        return hashlib.sha256(written.encode()).hexdigest()


def basis_of(
    settings: Settings,
    rubrics: Iterable[RubricStamp],
    *,
    version: str,
    today: date,
    prompts_sha256: str | None = None,
    engines: Iterable[str] = (),
) -> Basis:
    """The basis of a run with these settings and rubrics (the run's and the teams' own)."""
    in_force = [e for e in settings.exception if e.until is None or e.until >= today]
    return Basis(
        version=version,
        rubrics=tuple(sorted(set(rubrics), key=lambda stamp: stamp.model_dump_json())),
        settings=_settings_digest(settings),
        model=settings.llm.model if settings.llm else None,
        prompts_sha256=prompts_sha256,
        engines=tuple(engines),
        exceptions=tuple(in_force),
    )


def _settings_digest(settings: Settings) -> str:
    # Without defaults: a key that a later program knows changes nothing where it is not used.
    written = settings.model_dump_json(exclude=_WITHOUT_EFFECT, exclude_defaults=True)
    digest = hashlib.sha256(written.encode())
    named = [n for team in settings.team for n in (team.contacts, team.script, team.facts)]
    named += [settings.llm.passport] if settings.llm else []
    for name in named:
        path = settings.folder / name if name else None
        digest.update(path.read_bytes() if path and path.is_file() else b"\0")
    return digest.hexdigest()
