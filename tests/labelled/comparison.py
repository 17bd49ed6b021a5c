"""What the labels say of a conversation beside what okk_text says, counted measure by measure."""

from __future__ import annotations

from collections import Counter, defaultdict

from tests.labelled.alignment import Pairs, squeezed
from tests.labelled.outputs import Output, Record
from tests.labelled.tally import Tally

Tallies = dict[str, Tally]
Place = tuple[int, int]

GREETING_FAULTS = ("unnamed", "wrong_name", "missing")
SIGNATURE_FAULTS = ("incomplete", "missing")
CTA_FAULTS = ("no_deadline", "vague", "missing")
NO_FAULT = ("ok", "na", "not_assessed")


def compare_messages(gold: Record, output: Output | None, pairs: Pairs, tallies: Tallies) -> None:
    """Count what is right in every labelled message, found or not."""
    found = tallies["parse: message found"]
    found.detects = True
    for message in gold["messages"]:
        note = f"{gold['id']}#{message['n']}"
        record = pairs.get(message["n"])
        found.hit(record is not None, note)
        if record is None:
            continue
        _compare_parts(gold, message, record, note, tallies)
        if message["role"] == "manager" and not message.get("internal"):
            _compare_greeting(message, record, note, tallies)
            _compare_signature(message, record, note, tallies)
            _compare_grammar(message, record, note, tallies)
            _compare_wordiness(message, record, note, tallies)
            _compare_cta(message, record, note, tallies)
            _compare_tone(message, record, note, tallies)
    if output is not None and (extra := len(output.messages) - len(pairs)):
        found.fp += extra
        found.misses.append(f"{gold['id']}: {extra} messages too many")


def compare_conversation(gold: Record, output: Output, pairs: Pairs, tallies: Tallies) -> None:
    """Count what is right of the whole conversation."""
    wanted, head, note = gold["conversation"], output.head, gold["id"]
    for field in ("first_reply_minutes", "longest_wait_minutes"):
        if (minutes := wanted.get(field)) is not None:
            right = head[field] is not None and abs(head[field] - minutes) <= 1
            told = f"{note} {head[field]} vs {minutes}"
            tallies[f"conversation: {field}"].hit(right, told)
    for field in ("unanswered_at_end", "open_question_asked", "need_question_asked"):
        if wanted.get(field) is not None:
            tallies[f"conversation: {field}"].detect(wanted[field], bool(head[field]), note)
    for field in ("next_step_agreed", "forwardable", "deal_stage_by_text"):
        if field in wanted and head[field] not in (None, "not_assessed"):
            told = f"{note} {head[field]} vs {wanted[field]}"
            tallies[f"conversation: {field}"].hit(head[field] == wanted[field], told)
    _compare_proposal(wanted, head, pairs, note, tallies)
    _compare_objections(wanted, head, pairs, note, tallies)


def _compare_parts(
    gold: Record, message: Record, record: Record, note: str, tallies: Tallies
) -> None:
    have, want = squeezed(record["text"]), squeezed(message["text"])
    told = f"{note} {have[:60]!r} vs {want[:60]!r}"
    tallies["parse: own text exact"].hit(have == want, told)
    told = f"{note} {record['role']} vs {message['role']}"
    tallies["parse: role"].hit(record["role"] == message["role"], told)
    is_letter = gold["channel"] == "email" and message["role"] == "manager"
    if is_letter and message.get("signature") is not None:
        same = squeezed(record["signature"]) == squeezed(message["signature"])
        tallies["parse: signature block exact"].hit(same, note)


def _compare_greeting(message: Record, record: Record, note: str, tallies: Tallies) -> None:
    want, have = message.get("greeting", "na"), _label(record, "greeting") or "na"
    told = f"{note} {have} vs {want}: {message['text'][:50]!r}"
    if (want, have) != ("na", "na"):
        tallies["greeting: label"].hit(want == have, told)
    tallies["greeting: faults"].detect(want in GREETING_FAULTS, have in GREETING_FAULTS, told)
    tallies["greeting: wrong name"].detect(want == "wrong_name", have == "wrong_name", told)


def _compare_signature(message: Record, record: Record, note: str, tallies: Tallies) -> None:
    want, have = message.get("signature_ok", "na"), _label(record, "signature") or "na"
    told = f"{note} {have} vs {want}"
    if want != "na":
        tallies["signature: label"].hit(want == have, told)
    tallies["signature: faults"].detect(want in SIGNATURE_FAULTS, have in SIGNATURE_FAULTS, told)


def _compare_grammar(message: Record, record: Record, note: str, tallies: Tallies) -> None:
    text = message["text"]
    wanted = _excerpt_places(text, [fault["excerpt"] for fault in message.get("grammar") or ()])
    found = _finding_places(text, record, "grammar")
    tally = tallies["grammar: faults"]
    for place in wanted:
        seen = any(_overlaps(place, other) for other in found)
        tally.detect(True, seen, f"{note} {text[slice(*place)]!r}")
    for place in found:
        if not any(_overlaps(place, other) for other in wanted):
            tally.detect(False, True, f"{note} {text[slice(*place)]!r}")
    if not wanted:
        tallies["grammar: clean message left alone"].hit(not found, note)


def _compare_wordiness(message: Record, record: Record, note: str, tallies: Tallies) -> None:
    text = message["text"]
    wanted = _excerpt_places(text, message.get("removable") or ())
    found = _finding_places(text, record, "wordiness")
    pieces = [[text[slice(*place)] for place in places] for places in (wanted, found)]
    told = f"{note} want {pieces[0]} have {pieces[1]}"
    tallies["wordiness: removable characters"].overlay(_covered(wanted), _covered(found), told)
    if not wanted:
        tallies["wordiness: lean message left alone"].hit(not found, note)


def _compare_cta(message: Record, record: Record, note: str, tallies: Tallies) -> None:
    want, have = message.get("cta", "na"), _label(record, "cta") or "na"
    told = f"{note} {have} vs {want}: {message['text'][-60:]!r}"
    if want != "na":
        tallies["cta: label"].hit(want == have, told)
    tallies["cta: clear or not"].detect(want in CTA_FAULTS, have in CTA_FAULTS, told)


def _compare_tone(message: Record, record: Record, note: str, tallies: Tallies) -> None:
    want, have = message.get("tone", "ok"), _label(record, "tone") or "not_assessed"
    told = f"{note} {have} vs {want}: {message['text'][:60]!r}"
    tallies["tone: faults"].detect(want != "ok", have not in NO_FAULT, told)
    if want != "ok" and have not in NO_FAULT:
        tallies["tone: kind"].hit(have == want, told)


def _compare_proposal(
    wanted: Record, head: Record, pairs: Pairs, note: str, tallies: Tallies
) -> None:
    want, have = wanted.get("proposal_sent_n"), head["proposal_sent_n"]
    if want or have is not None:
        paired = pairs.get(want, {}).get("n")
        tallies["conversation: proposal_sent_n"].hit(
            have is not None and paired == have, f"{note} {have} vs {want}"
        )
    want, have = wanted.get("proposal_follow_up"), head["proposal_follow_up"]
    if want:
        due = tallies["conversation: proposal follow-up due"]
        due.detect(want != "na", have in ("yes", "no"), note)
    if want and want != "na":
        told = f"{note} {have} vs {want}"
        tallies["conversation: proposal_follow_up"].hit(have == want, told)


def _compare_objections(
    wanted: Record, head: Record, pairs: Pairs, note: str, tallies: Tallies
) -> None:
    """Objections of the same message are paired by kind first."""
    labelled = {record["n"]: n for n, record in pairs.items()}
    found: dict[int, list[Record]] = defaultdict(list)
    for objection in head["objections"]:
        found[labelled.get(objection["n"], -1)].append(objection)
    tally = tallies["objections: found"]
    for want in sorted(wanted.get("objections") or (), key=lambda want: want["client_n"]):
        told = f"{note}#{want['client_n']} {want['kind']}"
        left = found[want["client_n"]]
        same = [objection for objection in left if objection["kind"] == want["kind"]] or left
        tally.detect(True, bool(same), told)
        if same:
            have = same[0]
            left.remove(have)
            tallies["objections: kind"].hit(have["kind"] == want["kind"], told)
            if have["handled"] not in (None, "not_assessed"):
                handled = have["handled"] == want["handled"]
                tallies["objections: handling"].hit(handled, f"{told}: {have['handled']}")
    for n, count in Counter({n: len(left) for n, left in found.items()}).items():
        for _ in range(count):
            tally.detect(False, True, f"{note}#{n}")


def _label(record: Record, criterion: str) -> str | None:
    found = (entry["label"] for entry in record["criteria"] if entry["id"] == criterion)
    return next(found, None)


def _excerpt_places(text: str, excerpts: list[str]) -> list[Place]:
    """Where each excerpt first stands in the text."""
    starts = ((text.find(excerpt), excerpt) for excerpt in excerpts)
    return [(start, start + len(excerpt)) for start, excerpt in starts if start >= 0]


def _finding_places(text: str, record: Record, criterion: str) -> list[Place]:
    """Findings placed on the labelled text: where they say, else where their excerpt first stands.

    An excerpt that stands nowhere gives a place of its own outside the text: a false alarm.
    """
    places = []
    for finding in record["findings"]:
        if finding["criterion"] == criterion and finding["start"] is not None:
            start, end, excerpt = (finding[key] for key in ("start", "end", "excerpt"))
            if text[start:end] != excerpt and excerpt:
                start = text.find(excerpt)
                end = start + len(excerpt)
            places.append((start, end) if start >= 0 else (-2, -1))
    return places


def _covered(places: list[Place]) -> set[int]:
    return {at for start, end in places for at in range(max(start, 0), end)}


def _overlaps(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]
