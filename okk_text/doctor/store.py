"""Whether the store opens."""

from __future__ import annotations

from okk_text.doctor.diagnosis import Diagnosis, tried
from okk_text.language import say
from okk_text.settings import Settings


def store_diagnosis(settings: Settings) -> Diagnosis:
    """Open the store of okk.toml, as a run would: it is made or brought up to date."""
    subject = say("хранилище", "store")
    if settings.store is None:
        told = say(
            "не задано: ответы модели живут один прогон ([store] url в okk.toml)",
            "none: a model's answers last one run ([store] url in okk.toml)",
        )
        return Diagnosis(subject=subject, works=True, told=told)
    return tried(subject, lambda: _opened(settings))


def _opened(settings: Settings) -> str:
    from sqlalchemy import make_url

    from okk_text.store import open_store
    from okk_text.store.versions import HEAD

    assert settings.store is not None
    open_store(settings.store.url, folder=settings.folder).close()
    shown = make_url(settings.store.url).render_as_string(hide_password=True)
    return say(f"{shown}, схема {HEAD}", f"{shown}, schema {HEAD}")
