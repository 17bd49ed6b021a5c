"""Remarks that the conversation gives: the stage, promises, the reason of a loss, missing fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from okk_text.crm.columns import field_title
from okk_text.crm.deal import Deal
from okk_text.crm.found import Found
from okk_text.crm.matching import Match
from okk_text.crm.quote import day_text
from okk_text.crm.remark import Remark
from okk_text.crm.stages import RANK
from okk_text.crm.talk import Vow
from okk_text.language import say
from okk_text.report.labels import label_text
from okk_text.settings import DealStage

RECENT = timedelta(days=30)  # an older promise needs a talk, not a task
NEAR_MEETING = timedelta(days=1)  # a task on the eve of the meeting knows of it


def word_remarks(
    matches: Sequence[Match], *, today: date, near: timedelta, fields: frozenset[str]
) -> Iterator[Remark]:
    """What the conversations of one deal show that its card does not.

    Where they differ the newest counts; `fields` are those that the deals file has.
    """
    newest = sorted(matches, key=lambda match: match.talk.last or date.min, reverse=True)
    deal = newest[0].deal
    told = next((match for match in newest if match.talk.stage), newest[0])
    if remark := _stage(told):
        yield remark
    if not deal.is_lost:
        for match in newest:
            for vow in match.talk.vows:
                if _is_due(vow, today) and not _has_task_near(deal, vow.due, near):
                    yield _promise(match, vow, today)
    yield from _fields(newest, today, fields)
    if deal.is_lost or told.talk.stage == "lost":
        yield _lost(next((match for match in newest if match.talk.refusal), newest[0]))


def _fields(newest: Sequence[Match], today: date, fields: frozenset[str]) -> Iterator[Remark]:
    """Each field once, as it was said last."""
    seen: set[str] = set()
    for match in newest:
        remarks = list(_contact(match))
        if not match.deal.is_lost:
            remarks += [
                _field(match, found)
                for found in match.talk.found
                if _is_missing(match.deal, found, today, fields)
            ]
        yield from (remark for remark in remarks if remark.group not in seen)
        seen.update(remark.group for remark in remarks)


def _stage(match: Match) -> Remark | None:
    """What to do where the words and the CRM differ; None: they agree, or one is not known."""
    told, ours = match.talk.stage, match.deal.our_stage
    if told is None or ours is None or told == ours:
        return None
    advice = _stage_advice(told, ours)
    if advice is None:
        return None
    here, there = f"{match.deal.stage}", label_text(told)
    what = say(f"в CRM «{here}», по переписке: {there}", f'CRM: "{here}", by the text: {there}')
    if match.talk.stage_by == "llm":
        what += say(" (мнение модели)", " (the model's opinion)")
    return Remark(
        "stage", match.deal, what, advice, f"{ours} → {told}", match, match.talk.stage_quote
    )


def _stage_advice(told: DealStage, ours: DealStage) -> str | None:
    if told == "lost":
        return say("Клиент отказался. Если это так, закройте сделку с причиной или вернитесь с новым предложением.",
                   "The client said no. If so, close the deal with the reason, or come back with another offer.")  # fmt: skip
    if ours == "lost":
        if RANK[told] >= RANK["agreed"]:
            return say("По словам клиента сделка жива: проверьте, не закрыта ли она по ошибке.",
                       "By the client's words the deal lives: see whether it was closed by mistake.")  # fmt: skip
        return None  # the client may just have fallen silent
    if RANK[told] > RANK[ours]:
        return say(
            "Сделка ушла дальше: передвиньте этап.", "The deal has come further: move the stage."
        )
    if RANK[ours] >= RANK["agreed"] > RANK[told]:
        return say("Переписка до этого не дошла. Если договорились по телефону, запишите это в комментарий.",
                   "The text has not come so far. If it was agreed by phone, say so in a comment.")  # fmt: skip
    return None


def _is_due(vow: Vow, today: date) -> bool:
    """Whether a task can still help: the day is to come or not long past."""
    day = vow.due or vow.made
    return day is not None and day + RECENT >= today


def _has_task_near(deal: Deal, due: date | None, near: timedelta) -> bool:
    """Whether a task stands for the promise; unknown without a column of tasks: nothing is said."""
    if deal.has_task is None:
        return True
    if due is None or not deal.tasks:  # a task without a day may be the one
        return deal.has_task
    return any(abs(task - due) <= near for task in deal.tasks)


def _promise(match: Match, vow: Vow, today: date) -> Remark:
    day = day_text(vow.due) or say("без срока", "no day")
    if vow.who == "manager":
        what = say(f"обещали: {vow.what}, {day}", f"promised: {vow.what}, {day}")
        advice = _promise_advice(vow, today)
    else:
        what = say(f"клиент обещал: {vow.what}, {day}", f"the client promised: {vow.what}, {day}")
        advice = say("Поставьте задачу спросить.", "Set a task to ask.")
    return Remark("promise", match.deal, what, advice, vow.who, match, vow.quote)


def _promise_advice(vow: Vow, today: date) -> str:
    if vow.due is None:
        return say("Поставьте задачу с днём.", "Set a task with a day.")
    if vow.due >= today:
        return say("Поставьте задачу на этот день.", "Set a task for that day.")
    return say(
        "День прошёл, по переписке не видно, что сделано: проверьте и напишите клиенту.",
        "The day is over and the text does not show it done: check, and write to the client.",
    )


def _is_missing(deal: Deal, found: Found, today: date, fields: frozenset[str]) -> bool:
    """Whether the card says nothing of it and it still matters: a day gone by only for its column."""
    if found.field == "amount":
        return "amount" in fields and not deal.amount
    if found.field in deal.kept:
        return False
    if found.day is None:
        return True
    near = any(abs(task - found.day) <= NEAR_MEETING for task in deal.tasks)
    is_late = found.day + (RECENT if found.field in fields else timedelta()) < today
    return not is_late and found.day not in deal.dates and not (near and found.field not in fields)


def _field(match: Match, found: Found) -> Remark:
    what = f"{field_title(found.field)}: {found.value}"
    advice = say("Если верно, внесите в карточку.", "If it is right, put it into the card.")
    return Remark("field", match.deal, what, advice, found.field, match, found.quote, found.value)


def _contact(match: Match) -> Iterator[Remark]:
    """Phone and e-mail that the client writes from and the card lacks."""
    deal, talk = match.deal, match.talk
    known = {"phone": (talk.phones, deal.phones), "email": (talk.emails, deal.emails)}
    for field, (written, held) in known.items():
        if len(written) == 1 and not held:
            value = talk.written.get(written[0], written[0])
            what = f"{field_title(field)}: {value}"
            advice = say("Клиент пишет отсюда: внесите в карточку.",
                         "The client writes from here: put it into the card.")  # fmt: skip
            yield Remark("field", deal, what, advice, field, match, None, value)


def _lost(match: Match) -> Remark:
    """The client's own words beside the reason that the CRM gives."""
    deal, talk = match.deal, match.talk
    in_crm = deal.lost_reason
    parts = []
    if in_crm is not None:
        parts.append(say(f"в CRM: {in_crm or 'не указана'}", f"CRM: {in_crm or 'not given'}"))
    kinds = ", ".join(dict.fromkeys(label_text(kind) for kind in talk.doubts))
    if kinds:
        parts.append(say(f"в переписке сомнения: {kinds}", f"doubts in the text: {kinds}"))
    if talk.refusal is None and not kinds:
        parts.append(say("в переписке отказа не видно: клиент перестал отвечать",
                         "the text shows no refusal: the client stopped answering"))  # fmt: skip
    advice = (
        say("Запишите причину словами клиента.", "Write the reason down in the client's words.")
        if in_crm == ""
        else say(
            "Сверьте причину со словами клиента.", "Hold the reason against the client's words."
        )
    )
    return Remark(
        "lost", deal, "; ".join(parts), advice, (talk.doubts or ("",))[-1], match, talk.refusal
    )
