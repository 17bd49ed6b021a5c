"""A week's plan: simple random sampling within each manager's week, and the rest for coaching."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from okk_text.sampling.candidates import Candidate
from okk_text.sampling.reasons import points
from okk_text.sampling.week import Week
from okk_text.settings import Sampling, StaffMember, author_key
from okk_text.store import Draw


@dataclass(frozen=True, slots=True)
class Quota:
    """How many conversations of a manager are looked at; `why` there are more than usual."""

    random: int
    targeted: int
    why: tuple[str, ...] = ()  # newcomer, below_plan


def quotas(
    found: Iterable[Candidate], staff: Sequence[StaffMember], sampling: Sampling, *, week: Week
) -> dict[str, Quota]:
    """Manager -> quota. The random part is the same for all, so that indicators compare."""
    known = {author_key(member.name): member for member in staff}
    result: dict[str, Quota] = {}
    for candidate in found:
        if candidate.manager not in result:
            names = sorted(candidate.keys & known.keys())
            result[candidate.manager] = _quota(known[names[0]] if names else None, sampling, week)
    return result


def drawn(
    found: Sequence[Candidate],
    quotas: Mapping[str, Quota],
    sampling: Sampling,
    *,
    week: Week,
    seed: int,
    earlier: Iterable[Draw] = (),
) -> tuple[Draw, ...]:
    """The plan of the week; the same seed and conversations give the same plan.

    What an earlier plan holds is not drawn again while it rests. It is a part of the week that is
    known already: it counts with weight 1 beside the random part, which stands for the others, so
    that the estimate has no bias whatever was chosen before (a take-all stratum: Cochran, W. G.
    (1977), Sampling Techniques, 3rd ed., ch. 5).
    """
    plan = f"{week}-{seed}"
    resting = _resting(earlier, week, sampling)
    by_manager: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in sorted(found, key=lambda each: each.conversation):
        by_manager[candidate.manager].append(candidate)
    draws: list[Draw] = []
    for manager, own in sorted(by_manager.items()):
        chance = random.Random(f"{seed} {week} {manager}")
        for draw in _drawn_of(own, quotas[manager], chance, resting):
            draws.append(draw.model_copy(update={"plan": plan, "week": str(week)}))
    return _with_second_looks(draws, sampling.twice, random.Random(f"{seed} {week}"))


def _quota(member: StaffMember | None, sampling: Sampling, week: Week) -> Quota:
    why, more = [], 0
    if member and _is_new(member.since, sampling.newcomer_days, week):
        why.append("newcomer")
        more += sampling.newcomer_more
    if member and _is_below(member, sampling.below_plan):
        why.append("below_plan")
        more += sampling.below_plan_more
    return Quota(sampling.random, sampling.targeted + more, tuple(why))


def _is_new(since: date | None, days: int, week: Week) -> bool:
    return since is not None and since < week.end and (week.end - since) < timedelta(days=days)


def _is_below(member: StaffMember, part: float) -> bool:
    return bool(member.plan) and member.done is not None and member.done < part * member.plan


def _resting(earlier: Iterable[Draw], week: Week, sampling: Sampling) -> Set[str]:
    """The conversations of the plans of nearby weeks, whichever was drawn first."""
    span = timedelta(weeks=sampling.rest_weeks)
    return {
        draw.conversation
        for draw in earlier
        if draw.part != "known" and abs(Week.read(draw.week).monday - week.monday) <= span
    }


def _drawn_of(
    own: Sequence[Candidate], quota: Quota, chance: random.Random, resting: Set[str]
) -> Iterable[Draw]:
    """One manager's part of the plan: random first, for nothing may choose before it."""
    known = [each for each in own if each.conversation in resting]
    fresh = [each for each in own if each.conversation not in resting]
    at_random = chance.sample(fresh, min(quota.random, len(fresh)))
    taken = {each.conversation for each in at_random}
    left = [each for each in fresh if each.conversation not in taken]
    for each in at_random:
        yield _draw(each, "random", len(fresh) / len(at_random))
    for each in known if at_random or not fresh else ():
        yield _draw(each, "known", 1.0)
    for each in sorted(left, key=_worth)[: quota.targeted]:
        yield _draw(each, "targeted", None)


def _draw(candidate: Candidate, part: str, weight: float | None) -> Draw:
    return Draw(
        plan="",
        week="",
        manager=candidate.manager,
        conversation=candidate.conversation,
        part=part,  # type: ignore[arg-type]
        weight=weight,
        reasons=candidate.reasons if part == "targeted" else (),
    )


def _worth(candidate: Candidate) -> tuple[int, float, str]:
    """The order in which a coach looks: by reasons, then by score."""
    score = math.inf if candidate.score is None else candidate.score
    return -points(candidate.reasons), score, candidate.conversation


def _with_second_looks(
    draws: Sequence[Draw], part: float, chance: random.Random
) -> tuple[Draw, ...]:
    """The plan with a random part of its random part judged by two people."""
    places = [k for k, draw in enumerate(draws) if draw.part == "random"]
    twice = set(chance.sample(places, min(len(places), math.ceil(part * len(places)))))
    return tuple(
        draw.model_copy(update={"twice": True}) if k in twice else draw
        for k, draw in enumerate(draws)
    )
