"""Labels and fields of the results in people's words."""

from __future__ import annotations

from datetime import datetime

from okk_text.language import current_language, say

_LABELS = {
    "named": ("по имени", "named"),
    "unnamed": ("без имени", "no name"),
    "wrong_name": ("чужое имя", "wrong name"),
    "missing": ("нет", "missing"),
    "ok": ("хорошо", "ok"),
    "faults": ("есть что поправить", "to mend"),
    "incomplete": ("неполная", "incomplete"),
    "clear": ("ясный", "clear"),
    "no_deadline": ("без срока", "no deadline"),
    "vague": ("расплывчатый", "vague"),
    "easy": ("легко", "easy"),
    "normal": ("нормально", "normal"),
    "hard": ("тяжело", "hard"),
    "very_hard": ("очень тяжело", "very hard"),
    "kept": ("в срок", "in time"),
    "late": ("с опозданием", "late"),
    "answered": ("да", "yes"),
    "unanswered": ("клиент ждёт", "client waits"),
    "na": ("не требуется", "not due"),
    "not_assessed": ("не оценено", "not assessed"),
    "rude": ("грубо", "rude"),
    "passive_aggressive": ("с насмешкой", "passive-aggressive"),
    "pushy": ("давление", "pushy"),
    "familiar": ("панибратство", "familiar"),
    "indifferent": ("равнодушно", "indifferent"),
    "long": ("длинно", "long"),
    "yes": ("да", "yes"),
    "partly": ("отчасти", "partly"),
    "no": ("нет", "no"),
    "manager": ("менеджер", "manager"),
    "client": ("клиент", "client"),
    "bot": ("бот", "bot"),
    "system": ("служебное", "system"),
    "file": ("файл", "file"),
    "photo": ("фото", "photo"),
    "voice": ("голосовое", "voice message"),
    "audio": ("аудио", "audio"),
    "video": ("видео", "video"),
    "sticker": ("стикер", "sticker"),
    "gif": ("анимация", "animation"),
    "animation": ("анимация", "animation"),
    "contact": ("контакт", "contact"),
    "location": ("место на карте", "location"),
    "poll": ("опрос", "poll"),
    "media": ("вложение", "attachment"),
    "view_once": ("просмотр один раз", "view once"),
    "unavailable": ("ещё не загружено", "not loaded yet"),
    "letter": ("письмо", "letter"),
    "call": ("звонок", "call"),
    "missed_call": ("пропущенный звонок", "missed call"),
    "new": ("новая", "new"),
    "qualified": ("потребность понята", "need understood"),
    "proposal": ("цена названа", "price named"),
    "objection": ("есть возражение", "open objection"),
    "agreed": ("договорились", "agreed"),
    "paid": ("оплачено", "paid"),
    "lost": ("отказ", "lost"),
    "price": ("цена", "price"),
    "timing": ("сроки", "timing"),
    "trust": ("доверие", "trust"),
    "competitor": ("другая фирма", "competitor"),
    "need": ("не нужно", "no need"),
    "authority": ("решает другой", "somebody else decides"),
    "other": ("другое", "other"),
    "none": ("без ответа", "not met"),
    "partial": ("отчасти", "in part"),
    "full": ("по существу", "met"),
    "rule": ("правило", "rule"),
    "llm": ("модель", "model"),
    "error": ("важно", "important"),
    "warning": ("поправить", "to mend"),
    "hint": ("совет", "hint"),
}

# Where a label means something else than elsewhere: (criterion, label).
_OF_CRITERION = {
    ("objection_kind", "none"): ("нет", "none"),
}

# What became of a version by a model, as the run record counts it.
_VERSIONS = {
    "shown": ("показано", "shown"),
    "facts": ("безопасной правки нет: менялись факты", "no safe rewrite: facts would change"),
    "attack": ("сообщение под атакой", "message under attack"),
    "nothing": ("переписывать нечего", "nothing to rewrite"),
    "masking": ("текст не обезличить", "text cannot be masked"),
    "no answer": ("модель не ответила", "no answer"),
    "empty": ("пустой текст", "empty"),
    "same": ("без изменений", "nothing changed"),
    "tokens": ("остались метки", "marks left over"),
    "language": ("другой язык", "another language"),
    "longer": ("длиннее исходного", "longer than the original"),
    "grammar": ("новые ошибки", "new mistakes"),
    "no better": ("не лучше исходного", "no better"),
}

_STATES = {
    "kept": ("выполнено", "kept"),
    "late": ("с опозданием", "late"),
    "open": ("срок не наступил", "not yet due"),
    "unknown": ("по переписке не видно", "cannot be seen"),
}


def label_text(label: str, criterion: str | None = None) -> str:
    """The label (of that criterion) in the language of the run; an unknown one as it is."""
    ru, en = _OF_CRITERION.get((criterion or "", label)) or _LABELS.get(label, (label, label))
    return say(ru, en)


def version_text(cause: str) -> str:
    """What became of a model's version, in the language of the run."""
    ru, en = _VERSIONS.get(cause, (cause, cause))
    return say(ru, en)


def by_model() -> str:
    """The mark on what a model said."""
    return say("мнение модели", "the model's opinion")


def look() -> str:
    """The mark on what a person should look at."""
    return say("нужен взгляд человека", "a person should look")


def not_counted() -> str:
    """The mark on what a model said that is too weak to be counted."""
    return say(
        "показано, не засчитано: у модели слабый паспорт",
        "shown, not counted: the model's passport is weak",
    )


def state_text(state: str) -> str:
    """What became of a promise, in the language of the run."""
    return say(*_STATES[state])


def due_text(due: str | None) -> str:
    """The day or hour that a promise names, as people write it."""
    if due is None:
        return "—"
    moment = datetime.fromisoformat(due)
    day = moment.strftime("%d.%m.%Y" if current_language() == "ru" else "%d %b %Y")
    return f"{day} {moment:%H:%M}" if "T" in due else day


def minutes_text(minutes: int | None) -> str:
    """A length of time as people say it: 25 мин, 3 ч 10 мин, 2 дн 4 ч."""
    if minutes is None:
        return "—"
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    units = say("дн ч мин", "d h min").split()
    parts = [f"{n} {unit}" for n, unit in zip((days, hours, left), units, strict=True) if n]
    return " ".join(parts[:2]) or f"0 {units[2]}"


def time_text(moment: datetime | None) -> str:
    """A moment as people write it."""
    if moment is None:
        return ""
    return moment.strftime("%d.%m.%Y %H:%M" if current_language() == "ru" else "%d %b %Y %H:%M")


def sentence_text(note: str) -> str:
    """The note with the full stop that ends a sentence."""
    return note if note.endswith((".", "!", "?", "…")) else f"{note}."


def score_text(score: float | None) -> str:
    """A score 0–100 without decimals, a dash where none is known."""
    return "—" if score is None else str(round(score))


def level(score: float | None) -> str:
    """good, fair, low or none: the colour of a score."""
    if score is None:
        return "none"
    return "good" if score >= 80 else "fair" if score >= 60 else "low"
