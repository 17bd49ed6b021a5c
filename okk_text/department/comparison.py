"""Now beside before: shares, scores and what of the difference is sure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from okk_text.department.counts import Points
from okk_text.department.document import FEW, Cell, count, grouped, percent, score
from okk_text.intervals import Share, apart
from okk_text.language import say

K = TypeVar("K", bound=Hashable)


def change(now: Share | None, before: Share | None) -> Cell:
    """What became of a share, in words: a change is one only where the intervals do not touch."""
    if now is None or before is None or min(now.total, before.total) < FEW:
        return Cell("—")
    points = round(100 * (now.part - before.part))
    shown = f"{points:+d} %" if points else "0 %"
    shown = shown.replace("-", "−").replace("%", say("п. п.", "pp"))
    if apart(now, before):
        better = now.part > before.part
        return Cell(f"{'▲' if better else '▼'} {shown}", level="good" if better else "low")
    return Cell(shown, level="few")


def legend() -> str:
    """What the marks of a change mean."""
    return say(
        "▲ ▼ — перемена надёжна; серая может быть случайной.",
        "▲ ▼: a sure change; a grey one may be chance.",
    )


def coverage(share: Share | None) -> Cell:
    """How much of what was due was assessed."""
    if share is None:
        return Cell("—", numbers=(None,))
    whole = round(100 * share.part)
    of = say(f"из {grouped(share.total)}", f"of {grouped(share.total)}")
    return Cell(f"{whole} %", of, "", (whole / 100,), form="percent")


def part(share: Share | None) -> Cell:
    """A share alone, for wide tables."""
    whole = percent(share)
    text = whole.text.removesuffix(" %")
    return Cell(text, "", whole.level, whole.numbers[:1], form="percent")


def score_cells(
    points: Mapping[tuple[bool, K], Points], key: K, sizes: Mapping[K, tuple[int, int]]
) -> list[Cell]:
    """Score now and before, conversations, messages."""
    now, before = points.get((True, key), Points()), points.get((False, key), Points())
    conversations, messages = sizes.get(key, (0, 0))
    was = score(before.band)
    plain = Cell(was.text, was.small, "", was.numbers)
    return [score(now.band), plain, count(conversations), count(messages)]


def team_text(team: str | None) -> str:
    """The team's name, or that there is none."""
    return team or say("без команды", "no team")
