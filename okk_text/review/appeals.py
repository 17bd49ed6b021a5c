"""A manager disagrees: an appeal is made, a specialist decides, and the tool learns from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from okk_text.conversation.model import Message
from okk_text.errors import OkkError
from okk_text.exceptions import finding_id
from okk_text.language import say
from okk_text.report.labels import label_text, time_text
from okk_text.results import NOT_APPLICABLE, Finding, Scorecard
from okk_text.review.incoming import check_not_own
from okk_text.review.items import Criteria, newest, tool_label
from okk_text.review.labels import choice_texts, choices, label_of
from okk_text.review.place import Place
from okk_text.settings import AcceptedException, Settings, author_key
from okk_text.store import Appeal, AppealState, Correction, Store


class _Hint(NamedTuple):
    """A hint in its scorecard."""

    id: str
    scorecard: Scorecard
    message: Message
    finding: Finding

    @property
    def excerpt(self) -> str | None:
        """The words found."""
        span = self.finding.span
        return self.message.own_text[span.start : span.end] if span else None


def file_appeal(store: Store, what: str, *, by: str, reason: str) -> int:
    """Keep an appeal against a hint, by its id, or a label, by its place; gives its number.

    Raises OkkError where there is nothing of the kind, or an appeal is open already.
    """
    if not by.strip() or len(reason.strip()) < 3:
        raise OkkError(
            say("у апелляции должны быть автор и причина", "an appeal needs an author and a reason"),
            where="--by, --reason",
            advice=say("Пара слов о том, почему это здесь уместно.", "Say why it is right here."),
        )  # fmt: skip
    hint = None if ":" in what else _hint(store, what, by)
    place = _place_of(hint) if hint else Place.read(what)
    scorecard = hint.scorecard if hint else _scorecard(store, place.conversation)
    label = tool_label(scorecard, place)
    if hint is None and label is None:
        raise OkkError(
            say("здесь нет оценки, с которой можно спорить", "there is no label here to dispute"),
            where=what,
            advice=say("Номер подсказки стоит в её конце, место видно в отчёте.",
                       "A hint's id stands at its end, reports show the place."),
        )  # fmt: skip
    appeal = Appeal(
        conversation=place.conversation,
        n=place.n,
        criterion=place.criterion,
        who=by.strip(),
        reason=reason.strip(),
        finding=hint.id if hint else None,
        excerpt=hint.excerpt if hint else None,
        old_label=label,
    )
    _check_new(store, appeal)
    return store.reviews.appeal(appeal)


def decide_appeal(
    store: Store, settings: Settings, number: int, state: AppealState, *, by: str,
    label: str | None = None, note: str | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """Close an appeal, with all that follows from it; gives lines for people on what follows.

    A changed label becomes a label of a person; a withdrawn hint an exception; both are checked by
    every `regressions` from now on. Nobody decides on their own appeal or conversation.
    """
    appeal = _open_appeal(store, number)
    scorecard = _scorecard(store, appeal.conversation)
    where = f"appeals decide {number}"
    if author_key(by) == author_key(appeal.who):
        raise OkkError(
            say("свою апелляцию не решают", "one's own appeal is decided by another"),
            where=where,
            advice=say("Решает специалист ОКК или РОП.", "The specialist or the head decides."),
        )
    check_not_own(scorecard.conversation, by, where=where)
    new_label = _new_label(appeal, scorecard, settings, state, label, where)
    following = tuple(_following(appeal, state, by=by, label=new_label, note=note))
    store.reviews.decide(number, state, by=by, words=note, label=new_label, following=following)
    return tuple(_told(state, following))


def appeal_lines(appeal: Appeal) -> Iterator[str]:
    """An appeal as people read it."""
    states = {
        "open": say("ждёт решения", "waits for a decision"),
        "stands": say("оценка остаётся", "the label stands"),
        "changed": say("оценка изменена", "the label is changed"),
        "withdrawn": say("подсказка снята", "the hint is withdrawn"),
    }
    place = Place(appeal.conversation, appeal.n, appeal.criterion)
    yield f"№ {appeal.number} · {place} · {states[appeal.state]}"
    words = f" «{appeal.excerpt.strip()}»" if appeal.excerpt else ""
    yield f"  {appeal.who}, {_day(appeal.at)}: {appeal.reason}{words}"
    if appeal.decided_by:
        new, old = appeal.new_label, appeal.old_label
        label = f" ({label_text(old or '—')} → {label_text(new)})" if new else ""
        note = f": {appeal.note}" if appeal.note else ""
        yield f"  {appeal.decided_by}, {_day(appeal.decided_at)}{note}{label}"


def _hint(store: Store, wanted: str, by: str) -> _Hint:
    """The hint of this id, looked for first where its manager writes."""
    for manager in (by, None):
        for scorecard in store.scorecards(manager=manager):
            for finding in scorecard.findings:
                message = scorecard.conversation.message(finding.n)
                if finding_id(scorecard.conversation, message, finding) == wanted.casefold():
                    return _Hint(wanted.casefold(), scorecard, message, finding)
    raise OkkError(
        say("нет подсказки с таким номером", "no hint has this id"),
        where=wanted,
        advice=say("Номер стоит в конце подсказки; можно назвать и место: переписка#номер:критерий.",
                   "The id stands at the end of the hint; a place will do too: conversation#n:criterion."),
    )  # fmt: skip


def _place_of(hint: _Hint) -> Place:
    return Place(hint.scorecard.conversation.id, hint.message.n, hint.finding.criterion)


def _scorecard(store: Store, conversation: str) -> Scorecard:
    scorecard = newest(store, conversation)
    if scorecard is None:
        raise OkkError(
            say("в хранилище нет оценок этой переписки", "the store holds no scores of it"),
            where=conversation,
            advice=say("Сначала okk-text score --store.", "First okk-text score --store."),
        )
    return scorecard


def _check_new(store: Store, appeal: Appeal) -> None:
    """The same is disputed once; what was decided is not opened again."""
    for other in store.reviews.appeals(appeal.conversation):
        same = (other.n, other.criterion, other.finding) == (
            appeal.n, appeal.criterion, appeal.finding)  # fmt: skip
        if same and other.state in ("open", "stands"):
            raise OkkError(
                say(f"об этом уже есть апелляция № {other.number}",
                    f"there is an appeal about it already, no. {other.number}"),
                where=str(Place(appeal.conversation, appeal.n, appeal.criterion)),
                advice=say("Её ход виден в okk-text appeals.", "okk-text appeals shows it."),
            )  # fmt: skip


def _open_appeal(store: Store, number: int) -> Appeal:
    for appeal in store.reviews.appeals(state="open"):
        if appeal.number == number:
            return appeal
    raise OkkError(
        say("открытой апелляции с таким номером нет", "there is no open appeal with this number"),
        where=str(number),
        advice=say("Номера: okk-text appeals --open.", "Numbers: okk-text appeals --open."),
    )


def _new_label(
    appeal: Appeal, scorecard: Scorecard, settings: Settings, state: AppealState,
    label: str | None, where: str,
) -> str | None:  # fmt: skip
    """The label that holds from now on; None: a hint is gone, or all stays as it was."""
    if state == "stands" or (state == "withdrawn" and appeal.finding and label is None):
        return None
    if state == "withdrawn" and label is None:
        return NOT_APPLICABLE
    criterion = Criteria(settings).of(scorecard).get(appeal.criterion)
    labels = choices(criterion) if criterion else ()
    found = label_of(label or "", labels)
    if found is None or (state == "changed" and found == appeal.old_label):
        raise OkkError(
            say("нужна новая оценка", "a new label is needed"),
            where=f"{where} --label",
            advice=say("Возможно: ", "One of: ") + ", ".join(choice_texts(labels)),
        )
    return found


def _following(
    appeal: Appeal, state: AppealState, *, by: str, label: str | None, note: str | None
) -> Iterator[Correction | AcceptedException]:
    """What a decision leaves behind: a person's label, an exception."""
    if label is not None:
        yield Correction(
            conversation=appeal.conversation,
            n=appeal.n,
            criterion=appeal.criterion,
            old_label=appeal.old_label,
            new_label=label,
            who=by,
            note=note,
            part="appeal",
        )
    if state == "withdrawn" and appeal.finding:
        yield _exception(appeal, by, note)


def _told(state: AppealState, following: Sequence[Correction | AcceptedException]) -> Iterator[str]:
    if state == "stands":
        yield say("оценка остаётся; объясните менеджеру лично, на примере",
                  "the label stands; explain it to the manager in private, by an example")  # fmt: skip
        return
    for each in following:
        if isinstance(each, Correction):
            yield say("новая оценка записана и пойдёт в разметку для calibrate",
                      "the new label is kept and will serve calibrate")  # fmt: skip
        else:
            yield say("подсказка принята как исключение: в следующих прогонах её не будет",
                      "the hint is an exception: later runs will not show it")  # fmt: skip
    yield say("пример будет проверять okk-text regressions",
              "okk-text regressions will check the example")  # fmt: skip


def _exception(appeal: Appeal, by: str, note: str | None) -> AcceptedException:
    """By its words wherever they stand in the conversation: numbers shift when an export grows."""
    return AcceptedException(
        criterion=appeal.criterion,
        reason=note if note and len(note) > 2 else appeal.reason,
        excerpt=appeal.excerpt,
        conversation=appeal.conversation,
        n=appeal.n if appeal.excerpt is None else None,
        by=by,
    )


def _day(moment: datetime | None) -> str:
    return time_text(moment.astimezone()) if moment else "—"
