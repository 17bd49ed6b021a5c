"""Moments, outcomes and labels in people's words."""

from __future__ import annotations

from okk_text.language import current_language, say
from okk_text.scripts.moments import KINDS

_MOMENTS = {
    "price": ("Цена", "Price"),
    "timing": ("Сроки", "Timing"),
    "trust": ("Доверие", "Trust"),
    "competitor": ("Другая фирма", "Competitor"),
    "need": ("Не нужно", "No need"),
    "authority": ("Решает другой", "Somebody else decides"),
    "other": ("Другое возражение", "Another objection"),
    "new": ("Первый ответ", "First answer"),
    "qualified": ("Потребность названа", "Need named"),
    "proposal": ("Цена и предложение", "Price and proposal"),
    "agreed": ("После согласия", "After a yes"),
    "paid": ("После оплаты", "After payment"),
    "lost": ("После отказа", "After a refusal"),
}
_STANDS = {
    "new": ("новая", "new"),
    "qualified": ("потребность понята", "need understood"),
    "proposal": ("цена названа", "price named"),
    "objection": ("возражение без ответа", "open objection"),
    "agreed": ("договорились", "agreed"),
    "paid": ("оплачено", "paid"),
    "lost": ("отказ", "lost"),
    "not_assessed": ("не видно", "cannot be seen"),
}
_OUTCOMES = {
    "agreed": ("согласие", "a yes"),
    "step": ("согласие на шаг с датой", "a yes to a dated step"),
    "paid": ("оплата позже", "payment later"),
    "talk": ("разговор продолжился", "talk went on"),
    "refused": ("отказ", "refusal"),
    "silence": ("молчание", "silence"),
}


def moment_title(name: str) -> str:
    """What the moment is called."""
    title = say(*_MOMENTS.get(name, (name, name)))
    return say(f"возражение «{title}»", f"objection: {title}") if name in KINDS else title


def short_title(name: str) -> str:
    """What the moment is called in a table."""
    return say(*_MOMENTS.get(name, (name, name)))


def new_step_title(name: str) -> str:
    """What a step for this objection is called where the script has none."""
    title = short_title(name).lower()
    return say(f"Ответ на возражение: {title}", f"Meeting an objection: {title}")


def stands_title(stage: str) -> str:
    """Where a deal stands."""
    return say(*_STANDS.get(stage, (stage, stage)))


def outcome_title(kind: str) -> str:
    """What came next."""
    return say(*_OUTCOMES[kind])


def date_text(day) -> str:
    """A day as people write it."""
    return day.strftime("%d.%m.%Y" if current_language() == "ru" else "%d %b %Y")
