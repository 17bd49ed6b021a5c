"""The deals file held against the conversations: every remark, and what could not be matched or read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from okk_text.crm.card import card_remarks
from okk_text.crm.deal import Deal, Fault
from okk_text.crm.matching import Clients, Match, Unmatched, matched
from okk_text.crm.names import name_words
from okk_text.crm.remark import Kind, Remark
from okk_text.crm.silence import silences
from okk_text.crm.table import DealsFile
from okk_text.crm.talk import Listener, Talk
from okk_text.crm.words import word_remarks
from okk_text.errors import OkkError
from okk_text.language import count_ru, say
from okk_text.results import Scorecard
from okk_text.settings import Settings, author_key

KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_STAGES = 12  # in the note on stages that are not mapped


@dataclass(frozen=True, slots=True)
class Review:
    """All that is to be told. `manager`: it is for this person alone and holds nothing of others."""

    source: str
    today: date
    manager: str | None
    deals: int
    open_deals: int
    conversations: int
    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    remarks: dict[Kind, tuple[Remark, ...]]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]

    def all(self) -> Iterator[Remark]:
        """Every remark, by kind."""
        for kind in KINDS:
            yield from self.remarks[kind]


class Reviewer:
    """Takes scorecards as they come and gives the review at the end."""

    def __init__(
        self, file: DealsFile, settings: Settings, *, today: date, manager: str | None = None
    ):
        """Raises OkkError where no deal belongs to `manager`."""
        self._file, self._settings = file, settings
        self._today, self._manager = today, manager
        self._clients = Clients(file.deals)
        self._listener = Listener(settings, telling=self._clients.telling_stems())
        self._talks: list[Talk] = []
        self._deals = [deal for deal in file.deals if manager is None or is_theirs(deal, manager)]
        if manager is not None and not self._deals:
            raise _nobody(manager)

    def add(self, scorecard: Scorecard) -> None:
        """Note what the conversation says."""
        self._talks.append(self._listener.talk(scorecard))

    def review(self) -> Review:
        """Everything put together."""
        found = list(matched(self._talks, self._clients))
        mine = {deal.id for deal in self._deals}
        matches = [m for m in found if isinstance(m, Match) and m.deal.id in mine]
        private = self._manager is not None
        remarks: dict[Kind, list[Remark]] = defaultdict(list)
        for remark in self._remarks(matches):
            remarks[remark.kind].append(remark)
        return Review(
            source=self._file.path.name,
            today=self._today,
            manager=self._manager,
            deals=len(self._deals),
            open_deals=sum(not deal.is_closed for deal in self._deals),
            conversations=len(matches) if private else len(self._talks),
            matches=tuple(matches),
            unmatched=() if private else tuple(u for u in found if isinstance(u, Unmatched)),
            remarks={kind: tuple(remarks[kind]) for kind in KINDS},
            faults=() if private else self._file.faults,
            notes=tuple(self._notes(matches)),
        )

    def _remarks(self, matches: list[Match]) -> Iterator[Remark]:
        near = self._settings.crm.near
        talks: dict[str, list[Match]] = defaultdict(list)
        for match in matches:
            talks[match.deal.id].append(match)
        for held in talks.values():
            yield from word_remarks(held, today=self._today, near=near, fields=self._file.fields)
        for deal in self._deals:
            yield from card_remarks(deal, today=self._today)
        days = self._settings.crm.silent
        yield from silences(self._deals, matches, today=self._today, days=days)

    def _notes(self, matches: list[Match]) -> Iterator[str]:
        """What could not be looked at, and what to do about it."""
        file = self._file
        for field, ru, en in _UNSEEN:
            if not any(file.has(name) for name in field):
                yield say(ru, en)
        unseen = sum(m.talk.stage is None for m in matches)
        if unseen:
            talks = count_ru(unseen, "переписке", "перепискам", "перепискам")
            yield say(f"По {talks} этап по словам не виден; с моделью ([llm]) их станет меньше.",
                      f"In {unseen} of the conversations the words do not show the stage; a model ([llm]) would.")  # fmt: skip
        if self._manager is None:
            yield from _notes_on_file(file)


def _notes_on_file(file: DealsFile) -> Iterator[str]:
    """What the head can put right in the export or in okk.toml."""
    if file.missing:
        names = ", ".join(file.missing)
        yield say(f"Обязательных полей нет в выгрузке, проверить нельзя: {names}.",
                  f"Required fields without a column cannot be checked: {names}.")  # fmt: skip
    if file.unmapped:
        yield _stages_note(file.unmapped)
    if file.repeated:
        rows = count_ru(file.repeated, "строка повторяет", "строки повторяют", "строк повторяют")
        yield say(f"{rows} уже прочитанную сделку: сложены вместе.",
                  f"Rows that repeat a deal, taken together: {file.repeated}.")  # fmt: skip


_UNSEEN = (
    (("task", "task_due"), "В выгрузке нет столбца задач: о задачах ничего не сказано.",
     "The export has no column of tasks: nothing is said of tasks."),
    (("comment",), "В выгрузке нет столбца комментариев: о них ничего не сказано.",
     "The export has no column of comments: nothing is said of them."),
    (("phone", "email"), "В выгрузке нет телефонов и e-mail: сделки найдены только по имени.",
     "The export has neither phones nor e-mails: deals were found by name only."),
    (("stage",), "В выгрузке нет этапа: сверить его нельзя.",
     "The export has no stage: it cannot be compared."),
)  # fmt: skip


def is_theirs(deal: Deal, manager: str) -> bool:
    """Whether the manager is responsible for the deal; the order of the names does not matter."""
    words = name_words(manager)
    if len(words) > 1 and deal.responsible:
        return words <= name_words(deal.responsible)
    return author_key(deal.responsible) == author_key(manager)


def _nobody(manager: str) -> OkkError:
    return OkkError(
        say(
            f"в файле нет сделок, за которые отвечает {manager}",
            f"{manager} has no deals in the file",
        ),
        where="--manager",
        advice=say(
            "Имя — как в столбце «Ответственный».", "Give the name as in the column Responsible."
        ),
    )


def _stages_note(unmapped: dict[str, int]) -> str:
    shown = list(unmapped.items())[:MOST_STAGES]
    listed = ", ".join(f"«{name}» ({number})" for name, number in shown)
    more = len(unmapped) - len(shown)
    rest = say(f" и ещё {more}", f" and {more} more") if more else ""
    return say(
        f"Этапы CRM, которым не задан наш этап: {listed}{rest}. Задайте их в okk.toml, "
        f'[crm.stages]: "{shown[0][0]}" = "proposal".',
        f"Stages of the CRM without one of ours: {listed}{rest}. Map them in okk.toml, "
        f'[crm.stages]: "{shown[0][0]}" = "proposal".',
    )
