"""Labels that people gave become labelled conversations for `calibrate`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from okk_text.calibration.gold import Labelled
from okk_text.results import Scorecard
from okk_text.review.items import newest
from okk_text.settings import author_key
from okk_text.store import Correction, Store

Spot = tuple[str, int | None]  # criterion and message


def labelled_by_people(store: Store) -> Iterator[Labelled]:
    """Every conversation in which people judged something, with the labels that hold, by id.

    The decision of an appeal holds before reviews; where reviewers differ, nothing does. A message
    that was edited since keeps its label only where the store knows it as the same message.
    """
    by_talk: dict[str, list[Correction]] = defaultdict(list)
    for each in store.reviews.corrections():
        by_talk[each.conversation].append(each)
    for name, corrections in sorted(by_talk.items()):
        scorecard = newest(store, name)
        labels = settled(corrections)
        if scorecard is not None and labels:
            yield Labelled(
                conversation=scorecard.conversation,
                labels={spot: label for spot, label in labels.items() if spot[0] != "objections"},
                handled=_handled(labels, scorecard),
            )


def settled(corrections: Iterable[Correction]) -> Mapping[Spot, str]:
    """The labels of a conversation on which people are at one."""
    decided: dict[Spot, str] = {}
    said: dict[Spot, dict[str, str]] = defaultdict(dict)
    for each in corrections:
        spot = (each.criterion, each.n)
        if each.part == "appeal":
            decided[spot] = each.new_label
        else:
            said[spot][author_key(each.who)] = each.new_label
    agreed = {spot: labels for spot, by in said.items() if len(labels := set(by.values())) == 1}
    return {spot: next(iter(labels)) for spot, labels in agreed.items()} | decided


def _handled(labels: Mapping[Spot, str], scorecard: Scorecard) -> dict[int, str]:
    """How the objection was met, where the conversation has just one."""
    label = labels.get(("objections", None))
    places = [each["n"] for each in scorecard.facts.get("objections") or ()]
    if label in ("full", "partial", "none") and len(places) == 1:
        return {places[0]: label}
    return {}
