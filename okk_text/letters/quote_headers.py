"""Lines with which mail programs introduce quoted or forwarded letters: attributions, header blocks, banners."""

from __future__ import annotations

import re
from dataclasses import dataclass

from okk_text.letters.phrases import LANGUAGES, words

WIDEST = 400  # characters of a line that are looked at: no header is longer
TALLEST = 24  # lines of a header block, long lists of recipients included

_MONTHS = words("months")
_WEEKDAYS = words("weekdays")
_VERBS = words("verbs")
_BY = words("by")
_GLUE = words("glue") | _BY
_BANNERS = frozenset(banner for language in LANGUAGES for banner in language.banners)
_ENDS = frozenset(end for language in LANGUAGES for end in language.ends)
_ANSWER_ABOVE = ("above this line", "выше этой линии", "выше этой строки", "выше этой черты")
_LABELS: dict[str, set[str]] = {}
for _language in LANGUAGES:
    for _kind, _names in _language.labels.items():
        for _name in _names:
            _LABELS.setdefault(_name, set()).add(_kind)

_LABEL = re.compile(
    r"[*_>\s]{0,4}([^\W\d_][^\W\d_ -]{0,14}(?:[ -][^\W\d_]{1,14}){0,2})\s?\*{0,2}\s?:\*{0,2}"
)
_TOKEN = re.compile(
    r"<?(?:mailto:)?[^\s<>()\[\]\"«»,;:]+@[^\s<>()\[\]\"«»,;:]+>?|\"[^\"]*\"|«[^»]*»"
    r"|\d+(?:[.:/-]\d+)*|[^\W\d_]+(?:['’ʼ.-][^\W\d_]+)*|\S"
)
_DATE = re.compile(r"(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d))")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?")
_SENTENCE = frozenset("!?;…%№$€₽=#")
_ATTRIBUTION_ENDS = frozenset(":>)-")
_SENT = re.compile(
    r"^[*_>\s]{0,4}(?:отправлено|отправленные|sent|gesendet|envoyé|enviado|надіслано)\b",
    re.I | re.M,
)
_DATED = re.compile(r"\d{1,2}:\d{2}|\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Header:
    """A quote header from one line up to, not including, `end`.

    A weak one counts only over marked quotation. What follows one that `wants_marks` may be an
    answer between marked lines; what follows another is quoted to its end.
    """

    end: int
    strong: bool
    wants_marks: bool = False


def header_at(lines: list[str], i: int) -> Header | None:
    """The header that begins at line `i`; lines are folded and stripped."""
    line = lines[i]
    if (is_rule(line) or is_banner(line)) and (header := _banner_or_ruled_block(lines, i)):
        return header
    if ":" in line[:24] and (block := _block_end(lines, i)):
        return Header(block, strong=True)
    return _attribution_at(lines, i)


def is_rule(line: str) -> bool:
    """Whether a line of underscores or dashes may part a letter from what it answers."""
    return len(line) >= 5 and line[0] in "_-=—*" and not line.strip("_-=—* ")


def is_banner(line: str) -> bool:
    """Whether this is «-----Исходное сообщение-----», "Begin forwarded message:" or the like."""
    phrase = _banner_phrase(line)
    return bool(phrase) and (phrase in _BANNERS or phrase.endswith(_ANSWER_ABOVE))


def is_answer_line(line: str) -> bool:
    """Whether this is a help desk's «##- Пожалуйста, пишите ответ выше этой линии -##»."""
    return _banner_phrase(line).endswith(_ANSWER_ABOVE)


def is_forward_end(line: str) -> bool:
    """Whether this line closes a forwarded letter."""
    return _banner_phrase(line) in _ENDS


def _banner_phrase(line: str) -> str:
    """The words of a line that dashes or a colon make a banner; empty for any other."""
    if len(line) > 100 or (line[0].isalpha() and line[-1] != ":"):
        return ""
    return line.strip("-_=*—–#:.> \t").casefold().replace("ё", "е")


def _banner_or_ruled_block(lines: list[str], i: int) -> Header | None:
    """A banner or rule with the header block or attribution below it."""
    banner = is_banner(lines[i])
    below = _next_filled(lines, i + 1)
    if below is not None and below - i <= 3:
        if (
            not banner
            and is_banner(lines[below])
            and (inner := _banner_or_ruled_block(lines, below))
        ):
            return inner
        if block := _block_end(lines, below, under_banner=banner):
            return Header(block, strong=True)
        if (inner := _attribution_at(lines, below)) and (banner or inner.strong):
            return Header(inner.end, strong=True)
    return Header(i + 1, strong=True) if banner else None


def _next_filled(lines: list[str], i: int) -> int | None:
    for j in range(i, min(i + 4, len(lines))):
        if lines[j]:
            return j
    return None


def _block_end(lines: list[str], i: int, *, under_banner: bool = False) -> int | None:
    """Where the block of label lines (От, Отправлено, Кому, Тема) that begins at `i` ends."""
    kinds: list[str] = []
    label_only = False
    end = j = i
    while j < min(i + TALLEST, len(lines)):
        line = lines[j][:WIDEST]
        if not line:
            j += 1
            if j < len(lines) and (not kinds or not lines[j] or not _label(lines[j], kinds)):
                break
            continue
        kind = _label(line, kinds)
        if kind:
            if kind in kinds and kind != "other":
                break
            kinds.append(kind)
        elif not kinds or not (label_only or _continues(line, kinds[-1])):
            break
        label_only = bool(kind) and line.rstrip("* ").endswith(":")  # its value stands below it
        j += 1
        end = j
    known = {kind for kind in kinds if kind != "other"}
    if under_banner:
        return end if known else None
    return end if _is_header_block(known, lines[i:end]) else None


def _is_header_block(known: set[str], block: list[str]) -> bool:
    """Whether labels are those of a letter and not of a shipment, a voucher or an appointment."""
    if len(known) < 2 or ("from" not in known and not {"date", "to", "subject"} <= known):
        return False
    text = "\n".join(line[:WIDEST] for line in block)
    if "@" in text or _SENT.search(text):
        return True
    return "subject" in known and bool(known & {"date", "to"}) and bool(_DATED.search(text))


def _label(line: str, seen: list[str]) -> str | None:
    """The kind of a label line: from, date, to, copy, subject, other."""
    match = _LABEL.match(line)
    if not match:
        return None
    kinds = _LABELS.get(match.group(1).casefold().replace("ё", "е"))
    if not kinds:
        return None
    fresh = sorted(kinds.difference(seen))
    return fresh[0] if fresh else sorted(kinds)[0]


def _continues(line: str, kind: str) -> bool:
    """Whether a line without a label goes on with the recipients or subject above it."""
    if kind in ("to", "copy", "from"):
        return "@" in line or line[-1] in ";,>"
    return False


def _attribution_at(lines: list[str], i: int) -> Header | None:
    """An attribution that begins at line `i` and is wrapped over at most three lines."""
    if not any(line and line[-1] in _ATTRIBUTION_ENDS for line in lines[i : i + 3]):
        return None
    joined = ""
    weak: Header | None = None
    for j in range(i, min(i + 3, len(lines))):
        line = _undecorated(lines[j])
        if not line or len(joined) + len(line) > WIDEST or (j > i and _label(line, [])):
            break
        joined = f"{joined} {line}" if joined else line
        if line[-1] not in _ATTRIBUTION_ENDS:
            continue
        strength = _attribution_strength(joined)
        if strength and j > i and _stands_alone(lines, i + 1, j):
            break  # line `i` is the end of what stands above an attribution
        if strength == "strong":
            longer = line[-1] != ":" and _wrapped_verb(lines, j + 1, joined)
            return Header(j + 2 if longer else j + 1, strong=True, wants_marks=True)
        if strength == "weak" and weak is None:
            weak = Header(j + 1, strong=False, wants_marks=True)
    return weak


def _undecorated(line: str) -> str:
    """The line without the dashes that Zoho puts around its attribution."""
    return (
        line.strip("- ") + ":"
        if line[:3] == "---" and line[-3:] == "---" and len(line) > 40
        else line
    )


def _wrapped_verb(lines: list[str], i: int, joined: str) -> bool:
    """Whether the attribution's last words, «wrote:», were wrapped into line `i`."""
    if i >= len(lines) or lines[i][-1:] != ":" or len(lines[i]) > 40:
        return False
    return _attribution_strength(f"{joined} {lines[i].lstrip('> ')}") == "strong"


def _stands_alone(lines: list[str], first: int, last: int) -> bool:
    """Whether an attribution with a date of its own begins below the first of its lines."""
    for i in range(first, last + 1):
        joined = " ".join(_undecorated(line) for line in lines[i : last + 1])
        if joined[0] in "<(":
            return False  # an address: the name is on the line above
        if _attribution_strength(joined) and (facts := _facts(joined)) and facts["date"]:
            return True
    return False


def _attribution_strength(joined: str) -> str | None:
    """`strong`, `weak` or None: whether all of a line is date, time, name, address and verb."""
    colon = joined[-1] == ":"
    joined = joined.replace(" >", ">").replace("< ", "<")
    facts = _facts(joined)
    if facts is None:
        return None
    date, time, mail, verb, by, names, others = (facts[k] for k in _FACTS)
    bracketed = mail and "<" in joined
    if others > _allowed_others(
        dated=bool(date and time), mail=bool(mail), bracketed=bool(bracketed), verb=bool(verb)
    ):
        return None
    if date and mail and (time or verb or by or (bracketed and colon)):
        return "strong"
    if mail and verb and colon:
        return "strong"
    if not (colon or verb):
        return None
    addressed = names or (facts["you"] and joined.casefold().startswith(_YOU))
    if date and time and (verb or by) and addressed and not others:
        return "strong"
    return "weak" if names < 10 and colon and (verb or (date and time and names)) else None


def _allowed_others(*, dated: bool, mail: bool, bracketed: bool, verb: bool) -> int:
    """How many words of an attribution may be neither date nor name: departments, lower-case names."""
    if bracketed and dated:
        return 6
    if mail or (dated and verb):
        return 2
    return 0


_YOU = ("вы ", "you ", "on ", "ви ")
_FACTS = ("date", "time", "mail", "verb", "by", "names", "others")


def _facts(joined: str) -> dict[str, int] | None:
    """How often each kind of word stands in a line; None where it is plainly a sentence."""
    facts = dict.fromkeys((*_FACTS, "you"), 0)
    number = month = 0
    for token in _TOKEN.findall(joined):
        first = token[0]
        if "@" in token and len(token) > 3:
            facts["mail"] += 1
        elif first in '"«' and len(token) > 1:
            facts["names"] += 1
        elif first.isdigit():
            facts["date"] += bool(_DATE.fullmatch(token))
            facts["time"] += bool(_TIME.fullmatch(token))
            number += len(token) <= 4 and token.isdigit()
        elif first.isalpha():
            month += _count_word(token, facts)
        elif first in _SENTENCE:
            return None
    facts["date"] += bool(month and number)
    return facts


def _count_word(token: str, facts: dict[str, int]) -> int:
    """Add one word to the facts; 1 if it names a month."""
    word = token.casefold().replace("ё", "е").rstrip(".")
    if word in ("вы", "you", "ви"):
        facts["you"] += 1
    if word in _MONTHS:
        return 1
    if word in _VERBS:
        facts["verb"] += 1
    elif word in _BY:
        facts["by"] += 1
    elif word in _WEEKDAYS or word in _GLUE:
        return 0
    elif token[0].isupper():
        facts["names"] += 1
    else:
        facts["others"] += 1
    return 0
