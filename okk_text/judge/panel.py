"""One or more models that judge together: repeats, critical labels, and what goes to a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from okk_text.judge.at_once import Place, asked_at_once
from okk_text.judge.case import Case
from okk_text.judge.inquiry import Inquirer
from okk_text.judge.packets import Packet
from okk_text.judge.verdicts import verdict_of
from okk_text.language import say
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Answer, Verdict
from okk_text.rubric import Criterion

CRITICAL_ASKINGS = 3  # a label that caps the score is asked for this often at least

Wanted = tuple[Packet, Criterion]
Asked = dict[str, Answer]


class Panel:
    """The models of okk.toml, the first one's passport; `repeats` is how often each is asked.

    `at_once`: they are asked about all of a conversation in one call.
    """

    def __init__(self, inquirers: Sequence[Inquirer], *, repeats: int = 1, at_once: bool = False):
        self.inquirers = inquirers
        self.at_once = at_once
        self._repeats = repeats

    def verdicts(self, case: Case, wanted: Sequence[Wanted]) -> list[Verdict]:
        """A verdict on each packet by its criterion, in the same order."""
        known = [self._unasked(case, packet, criterion) for packet, criterion in wanted]
        asked = [each for each, verdict in zip(wanted, known, strict=True) if verdict is None]
        tables = [
            self._asked(case, asked, inquirer, repeat=repeat)
            for inquirer in self.inquirers
            for repeat in range(self._repeats)
        ]
        return [
            verdict or self._steadied(case, p, c, askings=[table[c.id, p.n] for table in tables])
            for (p, c), verdict in zip(wanted, known, strict=True)
        ]

    def close(self) -> None:
        """Make no more calls."""
        for inquirer in self.inquirers:
            inquirer.door.close()

    def usage(self) -> dict[str, Any]:
        """Calls, tokens and what stayed open, of all models together."""
        first = self.inquirers[0].door.usage()
        for inquirer in self.inquirers[1:]:
            for key, value in inquirer.door.usage().items():
                first[key] = f"{first[key]}, {value}" if key == "model" else first[key] + value
        return first

    def _asked(
        self, case: Case, wanted: Sequence[Wanted], inquirer: Inquirer, *, repeat: int
    ) -> dict[Place, Asked]:
        # What meets an objection is a question about two places: asked by itself.
        if self.at_once and all(packet.unit != "objection" for packet, _ in wanted):
            return asked_at_once(case, wanted, inquirer, repeat=repeat)
        return {(c.id, p.n): inquirer.asked(case, p, c, repeat=repeat) for p, c in wanted}

    def _unasked(self, case: Case, packet: Packet, criterion: Criterion) -> Verdict | None:
        """What need not, or must not, be asked: under attack a person decides, without words nothing."""
        if case.is_attacked(packet):
            reason = say(
                "нужен взгляд человека: текст обращается к проверяющей программе",
                "a person should look: the text speaks to the judging program",
            )
            return _said(packet, criterion, NOT_ASSESSED, reason=reason, review=True)
        if not packet.windows:
            return _said(packet, criterion, NOT_APPLICABLE)
        if all(i.passport.never_decides(criterion.id) for i in self.inquirers):
            reason = say(
                "эта модель не умеет судить об этом (паспорт судьи)",
                "this model cannot judge that (the judge's passport)",
            )
            return _said(packet, criterion, NOT_ASSESSED, reason=reason)
        return None

    def _steadied(
        self, case: Case, packet: Packet, criterion: Criterion, *, askings: list[Asked]
    ) -> Verdict:
        """The verdict of the askings; a critical one is asked for again first."""
        verdict = verdict_of(criterion, packet.n, askings)
        first = self.inquirers[0]
        while verdict.label in criterion.critical and len(askings) < CRITICAL_ASKINGS:
            again = self._asked(case, [(packet, criterion)], first, repeat=len(askings))
            askings.append(again[criterion.id, packet.n])
            verdict = verdict_of(criterion, packet.n, askings)
        counted = not first.passport.holds_back(criterion.id)
        return verdict.model_copy(update={"counted": counted})


def _said(packet: Packet, criterion: Criterion, label: str, **more: Any) -> Verdict:
    return Verdict(criterion=criterion.id, n=packet.n, label=label, by="llm", **more)
