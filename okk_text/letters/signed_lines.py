"""Lines that sign by themselves: name, post, firm and phone parted by bars, dots, slashes or commas."""

from __future__ import annotations

import re
from functools import lru_cache

from okk_text.letters import signature_lines as look
from okk_text.letters.signers import Author, is_full_name_of, spells_name

_STRONG = r"\s*(?:\|+|[·•∙●■]|\\+|::+|\s//\s|\t)\s*|\s/\s|(?<![:/\w])/(?![/\d\s])|(?<=[^\W\d_])/(?=[+@А-ЯЁA-Z])"
_STRONGLY = re.compile(_STRONG)
_PARTS = re.compile(
    rf"{_STRONG}|\s+[–—-]+\s+|\s{{3,}}|\s*[,;]\s+|(?<=[^\W\d_]):\s+(?=[+(@\d])|\s\((?=[^\W\d_])"
    r"|\s+(?:и|&|and|из|from|at|@)\s+(?=[A-ZА-ЯЁ«\"]|команда\b|the\b|team\b)"
    r"|\s+[^\w\s.,;:!?()\[\]\"'«»“”’&@#№+$€£₽%<>=*^-]{1,3}\s+"
)
_EDGES = " \t|*_~/\\,;:()[]<>"
_CALLED = re.compile(
    r"(?:(?:с вами(?: был[аи]?)?|ваш[аи]?|тво[йяи]|your|(?:отв\.?\s?)?исп(?:олнитель)?\.?:?)(?![^\W_]):?\s*)"
    r"(?:(?:личн|персональн|personal|dedicated)\w*\s+)?",
    re.I,
)
_AMOUNT = re.compile(
    r"[~≈от ]{0,4}(?:[$€£]\s?)?\d[\d\s.,xх×-]*\s?(?:%|шт\b|руб|₽|р\b|тыс|млн|кг|г\b|т\b|л\b|мм|см|м\b|м²|м2|вт\b|час|дн|день"
    r"|недел|мес|лет|год|pcs|usd|\$|€|£|k\b|units?|days?|weeks?|months?|years?|hours?|am\b|pm\b|gb|kg)\.?[\w\s./]{0,12}$"
    r"|[$€£]\s?\d[\d,.]*k?$|(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}\s?)?\d{1,2}:\d\d$|\d{1,2}[./]\d{1,2}[./]\d{2,4}$",
    re.I,
)
_MEASURE = re.compile(r"[\d.,xх×]+\s?[^\W\d_]{0,5}\.?$")  # a cell of a table
_PHONE = re.compile(r"\+?\d?[\d\s().–-]{5,}\d(?:\s?\((?:доб|вн|ext)\.?\s?\d+\))?")
_REACHED = re.compile(r"[\w.+-]+@[\w.-]+|@\w{3,}|(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_WORD = re.compile(r"[^\W\d_]+\.?(?:-[^\W\d_]+)?")


def signs_by_itself(line: str, author: Author, *, apart: bool, ended: bool) -> bool:
    """Whether one line tells who signs and what or where they are.

    `apart` is a blank line above it: without one only the author's own name counts; `ended` that
    a sentence ends above.
    """
    if line[-1] in "?;!" or line.count(" ") > (8 if line[-1] == "." else 20):
        return False
    if len(line) > look.WIDEST or look.is_item(line) or not (apart or author.signs(line)):
        return False
    parts = fields(line)
    if not parts or tells_amount(line):
        return False
    named = next((i for i, part in enumerate(parts) if _names(part, author, apart=apart)), None)
    if named is None:
        return apart and _is_team_line(parts, author)
    strong = bool(_STRONGLY.search(line.strip(_EDGES)))
    others = [part for i, part in enumerate(parts) if i != named]
    if not strong and not all(map(_tells, parts[:named])):
        return False
    told = [part for part in others if _tells(part)]
    if not all(part in told or _is_label(part) for part in others):
        return False
    if line[-1] == "." and others and not (parts[-1] == parts[named] or parts[-1] in told):
        return False
    if told or _CALLED.match(parts[named]) or _post_before(parts[named]):
        return True
    if not others or not author.signs(parts[named]) or not author.keys:
        return False
    if strong or (ended and named == 0 and is_full_name_of(parts[0], author)):
        return True
    return apart and (all(map(_is_person, others)) or (named == 0 and _is_short(others)))


def tells_all(line: str, author: Author) -> bool:
    """Whether the author's full name and something else stand in a line, and no more is needed."""
    return len(fields(line)) > 1 and is_full_name_of(fields(line)[0], author)


def tells_amount(line: str) -> bool:
    """Whether a part of the line is an amount, a price or a time: it is a row of a table."""
    if not any(map(str.isdigit, line)):
        return False
    cells = _STRONGLY.split(line.strip(_EDGES))
    if len(cells) > 1 and any(map(_MEASURE.match, cells)):
        return True
    return any(map(_AMOUNT.match, fields(line)))


def _is_short(others: list[str]) -> bool:
    """Whether beside a given name stand one or two words and no thanks: «Павел, хозяин»."""
    return len(others) == 1 and len(others[0].split()) < 3 and not look.is_thanks(f"{others[0]},")


def is_row_of_other(line: str, author: Author) -> bool:
    """Whether a line names somebody else with a post or phone: the next one is of the same list."""
    parts = fields(line)
    return (
        len(parts) > 1
        and spells_name(parts[0])
        and not _tells(parts[0])
        and not author.signs(line)
        and (_tells(parts[1]) or bool(_STRONGLY.search(line)))
    )


def is_mailbox(author: Author) -> bool:
    """Whether no person is known to have written: an address, a department or a firm."""
    return "@" in (author.name or "") or look.is_team(author.name or "-")


def is_reach_line(line: str) -> bool:
    """Whether a firm and its site or phone stand between bars: «Лад | lad.example.com»."""
    strong = _STRONGLY.search(line.strip(_EDGES)) and not tells_amount(line)
    return bool(strong) and any(map(_is_reach, fields(line)))


def is_phone_line(line: str) -> bool:
    """Whether a line is a word such as «тел.» or "WhatsApp" and a number."""
    if not line[0].isalpha() or not _PHONE.search(line):
        return False
    return look.begins_place(line) and _is_reach(line)


@lru_cache(maxsize=256)
def fields(line: str) -> tuple[str, ...]:
    """The parts of a line between bars, dots, slashes, dashes and commas."""
    found = (part.strip(_EDGES) for part in _PARTS.split(line.strip(_EDGES)))
    return tuple(part for part in found if part)


def _names(part: str, author: Author, *, apart: bool) -> bool:
    """Whether a part holds whoever signs and nothing but a post or phone before the name."""
    called = _CALLED.match(part)
    rest = part[called.end() :] if called else part
    words = rest.split()
    if not words or len(words) > 9:
        return False
    first = len(words)
    own = all(author.shares(word) for word in words)  # «полина» too
    while first and (own or (spells_name(words[first - 1]) and not _is_title(words[first - 1]))):
        first -= 1
    name = _WORD.findall(" ".join(words[first:]))
    before = " ".join(words[:first])
    unknown_post = called and len(before.split()) < 3
    if not name or len(name) > 5 or not (not before or unknown_post or _introduces(before)):
        return False
    bare = [word.rstrip(".") for word in name]
    if any(map(author.shares, bare)):
        return not before or len(before.split()) <= 6
    return apart and _is_other_signer(bare, author)


def _is_title(word: str) -> bool:
    """Whether a capitalised word tells a post or firm and not a name."""
    return look.tells_post(word) or look.is_team(word)


def _is_other_signer(name: list[str], author: Author) -> bool:
    """Whether a person may sign for an author who is not known or is a department."""
    from okk_text.people.names import is_given_name, is_patronymic, looks_like_surname

    given = [word for word in name if is_given_name(word)]
    if given:
        return all(map(author.may_be_called, given[:1])) or len(author.keys) < 2
    if author.keys and not is_mailbox(author):
        return False
    if len(name) > 1:
        return any(len(word) == 1 for word in name) or any(map(is_patronymic, name))
    return looks_like_surname(name[0]) or (not author.keys and name[0].isascii())


def _is_team_line(parts: list[str], author: Author) -> bool:
    """Whether a department or firm signs: «Отдел продаж | ООО «Лад» | 8 800 …», «Ваша студия «Глина»»."""
    called = _CALLED.match(parts[0])
    first = parts[0][called.end() :] if called else parts[0]
    if called and len(parts) == 1:
        return look.is_team(first) and len(first.split()) < 6
    own = not author.has_given_name and any(map(author.shares, _WORD.findall(" ".join(parts))))
    firm = look.tells_place(first) and not look.is_contact(first)
    team = firm or any(map(look.is_team, (first, *parts[1:])))
    if author.has_given_name or not (own or team):
        return False
    if not all(_tells(part) or _is_label(part) for part in parts):
        return False
    return len(parts) > 1 and (own or any(map(look.is_contact, parts)))


@lru_cache(maxsize=4096)
def _tells(part: str) -> bool:
    """Whether a part of a line is a post, a firm, an address, a phone and nothing else."""
    if len(part.split()) > 9:
        return False
    if look.is_contact(part) or _PHONE.search(part):
        return _is_reach(part)
    part = _CALLED.sub("", part) or part
    return look.tells_post(part) or look.tells_place(part) or look.is_team(part)


def _is_reach(part: str) -> bool:
    """Whether nothing but a word such as «тел.» stands beside a phone, a handle, a link."""
    rest, found = _REACHED.subn(" ", part)
    rest, phones = _PHONE.subn(" ", rest)
    words = _WORD.findall(rest)
    if not (found or phones) or len(words) > 2:
        return False
    return (
        not words or look.begins_place(rest) or (len(words) < 2 and not part.startswith(words[0]))
    )


def _post_before(part: str) -> bool:
    words = part.split()
    if len(words) > 1 and (look.tells_post(part) or _introduces(" ".join(words[:-1]))):
        return True
    return len(words) > 2 and _introduces(" ".join(words[:-2]))


def _introduces(before: str) -> bool:
    """Whether a post or phone stands before a name: «Project manager», «тел. 22-33-44»."""
    words = before.split()
    return _tells(before) or (len(words) < 4 and look.tells_post(words[-1]))


def _is_person(part: str) -> bool:
    from okk_text.people.names import is_given_name

    return spells_name(part) and any(map(is_given_name, _WORD.findall(part)))


def _is_label(part: str) -> bool:
    """Whether a part may be a firm, a town or a post that is not known: a few words."""
    return len(part.split()) <= 5 and part[-1] not in "?:!"
