"""Remarks that the card alone gives: tasks, comments, required fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okk_text.crm.columns import field_title
from okk_text.crm.deal import Deal
from okk_text.crm.remark import Remark
from okk_text.language import count_ru, say


def card_remarks(deal: Deal, *, today: date) -> Iterator[Remark]:
    """What the card lacks; None in the card (no such column) is never a lack."""
    if deal.empty and not deal.is_lost:
        names = ", ".join(map(field_title, deal.empty))
        what = say(f"не заполнено: {names}", f"empty: {names}")
        yield Remark(
            "empty", deal, what, say("Заполните, что уже известно.", "Fill in what is known.")
        )
    if deal.is_closed:
        return
    if deal.has_task is False:
        what = say("задачи нет", "there is no task")
        yield Remark("no_task", deal, what, say("Поставьте следующий шаг с датой.",
                                                "Set the next step with a day."))  # fmt: skip
    overdue = [day for day in deal.tasks if day < today]
    if overdue:
        yield _overdue(deal, overdue[0], today)
    if deal.has_comment is False:
        what = say("комментария нет", "there is no comment")
        yield Remark("no_comment", deal, what, say("Запишите, о чём договорились.",
                                                   "Write down what was agreed."))  # fmt: skip


def _overdue(deal: Deal, day: date, today: date) -> Remark:
    late = (today - day).days
    what = say(
        f"задача на {day:%d.%m.%Y}, прошло {count_ru(late, 'день', 'дня', 'дней')}",
        f"task of {day:%Y-%m-%d}, {late} day{'' if late == 1 else 's'} ago",
    )
    advice = say("Сделано — закройте; нет — перенесите.", "Done: close it; if not, move it.")
    return Remark("overdue", deal, what, advice)
