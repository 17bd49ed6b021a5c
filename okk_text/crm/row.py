"""One row of the deals file as a deal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from okk_text.crm import cells as read
from okk_text.crm.columns import CARD, FIELDS, Columns, column_key
from okk_text.crm.deal import Deal, Fault
from okk_text.crm.stages import Stages
from okk_text.language import say
from okk_text.settings import Crm

_NONE = re.compile(r"[-–—.\s]*|не(?:т| назначен\w*| указан\w*| закрыт\w*)(?: задач\w*)?|none|no tasks?|null|n/a",
                   re.IGNORECASE)  # fmt: skip
_YES = ("да", "y", "yes", "1", "true")
_SERVICE = (
    "created",
    "closed",
    "touched",
    "task",
    "task_due",
)  # their days say nothing of a meeting


class Row:
    """Knows the columns and reads rows; `missing` are required fields without a column."""

    def __init__(self, header: Sequence[str], columns: Columns, crm: Crm, stages: Stages):
        self._columns = columns
        self._stages = stages
        keys = [column_key(name) for name in header]
        self._required: dict[str, tuple[int, ...]] = {}
        self.missing: list[str] = []
        for name in crm.required:
            places = columns.get(name) if name in FIELDS else None
            if places is None:
                places = tuple(p for p, key in enumerate(keys) if key == column_key(name))
            if places:
                self._required[name] = places
            else:
                self.missing.append(name)
        service = {place for field in _SERVICE for place in columns.get(field, ())}
        changed = {p for p, key in enumerate(keys) if re.search(r"измен|редакт|modif|updat", key)}
        self._dated = [p for p in range(len(header)) if p not in service | changed]

    def deal(self, number: int, cells: Sequence[str]) -> tuple[Deal | None, list[Fault]]:
        """The deal of the row (None: it names none) and what could not be read in it."""
        texts = {field: self._text(field, cells) for field in self._columns}
        name, title = texts.get("contact", ""), texts.get("title", "")
        if not (texts.get("id") or title or name):
            return None, [Fault(number, say("нет ни ID, ни названия", "neither ID nor title"))]
        stage = _shared(texts.get("stage", ""))
        tasks = [day for field in ("task", "task_due") for day in read.days(texts.get(field, ""))]
        deal = Deal(
            line=number,
            id=texts.get("id") or f"{say('строка', 'line')} {number}",
            title=title,
            stage=stage,
            our_stage=self._stages.ours(stage) if stage else None,
            is_closed=self._is_closed(stage, texts),
            responsible=_shared(texts.get("responsible", "")),
            amount=read.amount(texts.get("amount", "")),
            contact=name,
            company=texts.get("company", ""),
            contact_id=texts.get("contact_id", ""),
            phones=read.phones(texts.get("phone", "")),
            emails=read.emails(texts.get("email", "")),
            has_task=self._has(texts, "task", "task_due"),
            tasks=tuple(sorted(set(tasks))),
            has_comment=self._has(texts, "comment"),
            created=read.day(texts.get("created", "")),
            closed=read.day(texts.get("closed", "")),
            touched=read.day(texts.get("touched", "")),
            lost_reason=texts.get("lost_reason"),
            empty=tuple(
                n for n, places in self._required.items() if self._is_empty(n, places, cells)
            ),
            dates=self._dates(cells),
            kept=frozenset(field for field in CARD if texts.get(field)),
        )
        return deal, list(_faults(number, texts, deal))

    def _text(self, field: str, cells: Sequence[str]) -> str:
        """What the columns of the field hold, nothing where they say «нет» or «не закрыта»."""
        found = (
            cells[place].strip(" \t\r\n'") for place in self._columns[field] if place < len(cells)
        )
        between = " " if field == "contact" else "\n"
        kept = dict.fromkeys(text for text in found if not _NONE.fullmatch(text))
        return _one_name(list(kept)) if field == "contact" else between.join(kept)

    def _is_closed(self, stage: str, texts: dict[str, str]) -> bool:
        said = texts.get("is_closed", "").casefold()
        return (
            said in _YES or bool(read.day(texts.get("closed", ""))) or self._stages.is_final(stage)
        )

    def _has(self, texts: dict[str, str], *fields: str) -> bool | None:
        known = [texts[field] for field in fields if field in texts]
        return any(known) if known else None

    def _is_empty(self, name: str, places: Sequence[int], cells: Sequence[str]) -> bool:
        held = [cells[place].strip(" '\r\n\t") for place in places if place < len(cells)]
        if name == "amount":
            return not any(read.amount(text) for text in held)
        return not any(text and not _NONE.fullmatch(text) for text in held)

    def _dates(self, cells: Sequence[str]) -> frozenset[date]:
        texts = (cells[place] for place in self._dated if place < len(cells))
        return frozenset(day for text in texts if _HAS_DAY.search(text) for day in read.days(text))


_HAS_DAY = re.compile(r"\d[./-]\d")


def _one_name(parts: list[str]) -> str:
    """A name from columns that hold all of it or a part each: «Контакт», «Контакт: Имя»."""
    whole = max(parts, key=len, default="")
    words = set(whole.casefold().split())
    rest = [
        part for part in parts if part is not whole and not set(part.casefold().split()) <= words
    ]
    return " ".join(dict.fromkeys([whole, *rest])) if whole else ""


@lru_cache(maxsize=4096)
def _shared(text: str) -> str:
    """The same text, once in memory."""
    return text


def _faults(number: int, texts: dict[str, str], deal: Deal) -> list[Fault]:
    wrong = []
    if read.is_spoiled_phone(texts.get("phone", "")):
        wrong.append(
            say("телефон испорчен таблицей (7,9E+10)", "a spreadsheet has spoiled the phone")
        )
    if texts.get("amount") and deal.amount is None:
        wrong.append(say("сумма не число", "the amount is no number"))
    for field in ("task_due", "created"):
        if texts.get(field) and not read.days(texts[field]):
            wrong.append(
                say(f"дата не разобрана: {texts[field][:40]}", f"no date: {texts[field][:40]}")
            )
    return [Fault(number, reason, is_read=True) for reason in wrong]
