"""Now beside before: shares, scores and what of the difference is sure."""

from __future__ import annotations

from dataclasses import replace

from okk_text.department.document import FEW, Cell, Column, grouped, percent
from okk_text.intervals import Share, apart
from okk_text.language import say


def change(now: Share | None, before: Share | None) -> Cell:
    """What became of a share, in words: a change is one only where the intervals do not touch."""
    if now is None or before is None or min(now.total, before.total) < FEW:
        return Cell("—")
    points = round(100 * (now.part - before.part))
    shown = f"{points:+d}\u00a0%" if points else "0\u00a0%"
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
    return Cell(f"{whole}\u00a0%", of, "", (whole / 100,), form="percent")


def part(share: Share | None) -> Cell:
    """A share alone, for the widest tables."""
    whole = percent(share)
    return replace(
        whole, text=whole.text.removesuffix("\u00a0%"), small="", numbers=whole.numbers[:1]
    )


def beside(share: Share | None) -> Cell:
    """A share with its interval, for tables where several stand beside each other."""
    whole = percent(share)
    return replace(whole, text=whole.text.removesuffix("\u00a0%"), small=whole.small.split(" ")[0])


def before_columns(*, shown: bool) -> list[Column]:
    """The columns for the share before and what became of it; none without a period before."""
    change = Column(say("перемена", "change"), "words", 14)
    return [Column(say("было", "before"), "percent"), change] if shown else []


def team_text(team: str | None) -> str:
    """The team's name, or that there is none."""
    return team or say("без команды", "no team")
