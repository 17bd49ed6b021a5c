"""What can be put right in a card, and by what words of the conversation one sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from okk_text.crm.deal import Deal
from okk_text.crm.matching import Match
from okk_text.crm.quote import Quote
from okk_text.language import say

Kind = Literal[
    "stage", "promise", "overdue", "no_task", "lost", "field", "silent", "empty", "no_comment"
]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about one deal: what is so, what would help, and the quote that shows it.

    `group` divides a kind further (days of silence, the field); `match` None: the card alone says it.
    """

    kind: Kind
    deal: Deal
    what: str
    advice: str
    group: str = ""
    match: Match | None = None
    quote: Quote | None = None
    value: str = ""  # of a field to take over


def kind_title(kind: Kind) -> str:
    """The heading of a kind of remarks."""
    return say(*_TITLES[kind])


def kind_lead(kind: Kind) -> str:
    """What the remarks under the heading are good for, in a sentence."""
    return say(*_LEADS[kind])


_TITLES: dict[Kind, tuple[str, str]] = {
    "stage": ("Этап в CRM и по переписке", "Stage in the CRM and by the text"),
    "promise": ("Обещания без задачи", "Promises without a task"),
    "overdue": ("Просроченные задачи", "Overdue tasks"),
    "no_task": ("Открытые сделки без задачи", "Open deals without a task"),
    "lost": ("Почему отказались", "Why clients said no"),
    "field": ("Есть в переписке, нет в карточке", "In the text, not in the card"),
    "silent": ("Клиенты, которые давно молчат", "Clients who have been silent for long"),
    "empty": ("Пустые обязательные поля", "Required fields that are empty"),
    "no_comment": ("Открытые сделки без комментария", "Open deals without a comment"),
}
_LEADS: dict[Kind, tuple[str, str]] = {
    "stage": ("Если по тексту всё так, передвиньте этап: воронка и план будут честнее.",
              "If the words are right, move the stage: funnel and forecast become truer."),
    "promise": ("Задача рядом с днём обещания поможет его сдержать. В выгрузке обычно видна только ближайшая задача.",
                "A task near the promised day helps to keep it. Exports mostly show the next task only."),
    "overdue": ("Закройте сделанное и перенесите остальное: тогда список дел снова помогает.",
                "Close what is done and move the rest: then the list of tasks helps again."),
    "no_task": ("Одна задача на следующий шаг, и клиент не потеряется.",
                "One task for the next step, and no client gets lost."),
    "lost": ("Слова клиента рядом с причиной в CRM: по ним видно, что можно предложить иначе.",
             "The client's words beside the CRM's reason show what could be offered otherwise."),
    "field": ("Перенесите вручную, что верно. Программа в CRM ничего не пишет.",
              "Take over by hand what is right. The program writes nothing to the CRM."),
    "silent": ("Повод написать первым: спросить о решении или предложить новое.",
               "A reason to write first: ask how they decided, or offer something new."),
    "empty": ("Поля, которые отдел договорился заполнять.", "Fields that the team agreed to fill in."),
    "no_comment": ("Две строки о договорённостях помогут тому, кто подменит.",
                   "Two lines on what was agreed help whoever steps in."),
}  # fmt: skip
