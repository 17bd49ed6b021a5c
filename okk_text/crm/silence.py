"""Clients who have written nothing for long, each once, with the deal to write about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from okk_text.crm.deal import Deal
from okk_text.crm.matching import Match
from okk_text.crm.remark import Remark
from okk_text.language import count_ru, say


def silences(
    deals: Sequence[Deal], matches: Sequence[Match], *, today: date, days: Sequence[int]
) -> Iterator[Remark]:
    """A remark for every client silent for the first of `days` or longer; longest silence last.

    By the conversations; for a deal without one by the CRM's own day of the last contact.
    """
    talks: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        talks[match.client].append(match)
    found = [r for held in talks.values() if (r := _by_text(held, today, days))]
    heard = {match.deal.id for match in matches}
    found += [
        remark for deal in deals if deal.id not in heard and (remark := _by_card(deal, today, days))
    ]
    yield from (remark for _, remark in sorted(found, key=lambda pair: pair[0]))


def _by_text(
    matches: Sequence[Match], today: date, days: Sequence[int]
) -> tuple[int, Remark] | None:
    last = max((m.talk.last_client for m in matches if m.talk.last_client), default=None)
    if last is None or all(m.deal.is_lost or m.talk.stage == "lost" for m in matches):
        return None
    silent = (today - last).days
    if silent < days[0]:
        return None
    match = max(matches, key=lambda m: (not m.deal.is_closed, m.talk.last_client or date.min))
    what = say(f"последнее слово клиента — {last:%d.%m.%Y}, {_days(silent)} назад",
               f"the client wrote last on {last:%Y-%m-%d}, {_days(silent)} ago")  # fmt: skip
    if match.talk.waits and match.talk.last_client == last:
        advice = say("Последним писал клиент: он ждёт ответа, начните с него.",
                     "The client wrote last and waits: begin with an answer.")  # fmt: skip
    elif match.deal.is_closed:
        advice = say("Сделка позади: повод узнать, как дела, и предложить новое.",
                     "The deal is done: ask how it goes, and offer something new.")  # fmt: skip
    else:
        advice = say("Напишите первым: спросите о решении и назовите следующий шаг.",
                     "Write first: ask about the decision and name the next step.")  # fmt: skip
    return silent, Remark("silent", match.deal, what, advice, _group(silent, days), match)


def _by_card(deal: Deal, today: date, days: Sequence[int]) -> tuple[int, Remark] | None:
    if deal.touched is None or deal.is_lost:
        return None
    silent = (today - deal.touched).days
    if silent < days[0]:
        return None
    what = say(f"по CRM последнее касание — {deal.touched:%d.%m.%Y}, {_days(silent)} назад",
               f"by the CRM the last contact was on {deal.touched:%Y-%m-%d}, {_days(silent)} ago")  # fmt: skip
    advice = say("Переписки нет: напишите или закройте с причиной.",
                 "There is no conversation: write, or close it with the reason.")  # fmt: skip
    return silent, Remark("silent", deal, what, advice, _group(silent, days))


def _group(silent: int, days: Sequence[int]) -> str:
    """The longest of the terms that is over."""
    reached = max(day for day in days if day <= silent)
    return say(f"от {reached} дней", f"{reached} days or more")


def _days(number: int) -> str:
    return say(count_ru(number, "день", "дня", "дней"), f"{number} days")
