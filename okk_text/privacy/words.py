"""The words of a text with what stands around each: sentence, line, quotation marks, figures."""

from __future__ import annotations

import re

from okk_text.people.greeting_words import ANYBODY
from okk_text.people.names import fold

_WORD = re.compile(  # without the 's of "Peter's"; «Анна-Мария» is one, «Анна-логист» two
    r"[^\W\d_]+(?:['’ʼ](?!s(?!\w))[^\W\d_]+)*(?:-(?=[A-ZА-ЯЁ])[^\W\d_]+)*"
)
_AFTER_HOPE = re.compile(r",[ \u00a0](?:что|котор|чтобы|как\b)")  # «Надежда, что успеем»
_PRICE = re.compile(r"[ \u00a0][–—-]?[ \u00a0]?\d[\d ]{0,8}(?:руб|₽|р\.|тыс|\$|€|тг)", re.I)
_BEFORE_SENTENCE = ".!?…\n;•·|*"
_TITLE = re.compile(
    r"(?<!\w)(?:г-н\w?|г-ж\w|господин\w{0,2}|госпож\w{1,2}|д-р|доктор\w{0,2}|mr|mrs|ms|miss|dr|mister|prof"
    r"|тренер\w{0,2}|бригадир\w{0,2}|водител\w{1,2}|мастер\w{0,2}|менеджер\w{0,2}|директор\w{0,2}|инженер\w{0,2}|курьер\w{0,2}|бухгалтер\w{0,2}"
    r"|юрист\w{0,2}|замерщик\w{0,2}|прораб\w{0,2}|врач\w{0,2}|председател\w{1,2}|логист\w{0,2}|дизайнер\w{0,2}|специалист\w{0,2}|администратор\w{0,2}"
    r"|консультант\w{0,2}|руководител\w{1,2}|начальник\w{0,2}|кладовщик\w{0,2}|оператор\w{0,2}|секретар\w{1,2}|(?-i:ИП))\.?[ \t\u00a0]{1,2}$",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(
    r"(?<!\w)(?:г-н\w?|г-ж\w|господин\w{0,2}|госпож\w{1,2}|mr|mrs|ms|miss|dr)\.?[ \t\u00a0]{1,2}$",
    re.I,
)
_NAMED = re.compile(  # a name is due here
    r"(?:меня\s+зовут|зовут(?:\s+меня)?|мо[её]\s+имя|вам\s+пишет|ф\.?и\.?о\.?|контактное\s+лицо|получател[ьяю]|на\s+имя"
    r"|my\s+name(?:\s+is|'s|’s)|attn|recipient)[ \t\u00a0]{0,2}[,.!:–—-]{0,2}[ \t\u00a0]{0,2}(?=[^\W\d_])",
    re.IGNORECASE,
)
_CAPITALISED = r"(?-i:[A-ZА-ЯЁ])[\w'’-]{1,30}"
_SENDER = re.compile(  # «Katrina Ozola <…>», «Бондарь [mailto:…]», «Ольга Зимина пишет:»
    rf"(?<![\w'’-]){_CAPITALISED}(?: {_CAPITALISED}){{0,2}}(?=\"? (?:<|\[mailto|wrote:|пишет:|написал(?:а|\(а\))?:))",
    re.IGNORECASE,
)
_GREETED = re.compile(  # and here, if nothing else follows in the clause
    r"(?<!\w)(?:dear|hi|hello|hey|здравствуйте|добрый\s+(?:день|вечер)|доброе\s+утро|привет|уважаем(?:ый|ая)"
    r"|с\s+уважением|best\s+regards|kind\s+regards|regards|sincerely|cheers)[ \t\u00a0]{0,2},?[ \t\u00a0]{0,2}\n{0,2}"
    r"(?=(?-i:[A-ZА-ЯЁ])[^\W\d_]{1,30}(?: (?-i:[A-ZА-ЯЁ])[^\W\d_]{1,30}){0,2}\s{0,2}(?:[,!.:\n]|$))",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:менеджер|директор|руководител|специалист|консультант|инженер|начальник|администратор|бухгалтер|оператор|мастер|замерщик|курьер|водител"
    r"|клиент|заказчик|покупател|коллег|ведущ|старш|главн|генеральн|коммерческ|исполнительн|технич|отдел|служб|команд|групп|компани|ваш|наш|эксперт"
    r"|manager|director|head|chief|sales|support|account|senior|junior|lead|specialist|engineer|team|ceo|cto|cfo|vp|executive|assistant|consultant)\w*$",
    re.IGNORECASE,
)
_STOP = (
    frozenset(
        "and or but the a an is are was will would can could we i you he she it they this that these our your my thanks thank best kind regards "
        "from to for with at on in of please hi hello hey dear sincerely cheers as if when what how why where who yes no not so just let re fw fwd "
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december "
        "mr mrs ms miss dr am pm ceo coo cfo cto hr german french english russian chinese эко био про макс нео crm kp pdf usa uk us inc llc ltd corp company group".split()
    )
    | ANYBODY
)


class Words:
    """Words of a text by number; numbers outside the text are empty words."""

    def __init__(self, text: str):
        self.text = text
        self._matches = list(_WORD.finditer(text))
        self._words = [match.group() for match in self._matches]

    def __len__(self) -> int:
        return len(self._matches)

    def __getitem__(self, at):
        if isinstance(at, slice):
            return self._words[at]
        return self._words[at] if 0 <= at < len(self._words) else ""

    def start(self, at: int) -> int:
        """Where the word begins."""
        return self._matches[at].start()

    def end_of_name(self, at: int) -> int:
        """Where the name ends whose last word this is: after the dot of an initial."""
        end = self._matches[at].end()
        return end + 1 if len(self[at]) == 1 and self.text[end : end + 1] == "." else end

    def folded(self, at: int) -> str:
        """The word for comparison."""
        return fold(self[at])

    def is_capital(self, at: int) -> bool:
        """Whether it begins with a capital letter."""
        return self[at][:1].isupper()

    def is_initial(self, at: int) -> bool:
        """Whether it is one capital letter with a dot, or the second one after such."""
        if len(self[at]) != 1 or not self[at].isupper():
            return False
        end = self._matches[at].end()
        if self.text[end : end + 1] == ".":
            return True
        second = at > 0 and len(self[at - 1]) == 1 and self[at - 1].isupper()
        return second and self.text[end - 2 : end - 1] == "."

    def adjoin(self, at: int) -> bool:
        """Whether only a blank, or an initial's dot, stands between this word and the next."""
        if not 0 <= at < len(self) - 1:
            return False
        gap = self.text[self._matches[at].end() : self._matches[at + 1].start()]
        return gap in (" ", "\u00a0", "  ") or (
            len(self[at]) == 1 and gap in (".", ". ", ".\u00a0")
        )

    def near(self, at: int, other: int) -> bool:
        """Whether only blanks, commas and «и» stand between two words."""
        gap = self.text[self._matches[at].end() : self._matches[other].start()]
        return len(gap) < 6 and not re.search(r"[.!?\n]", gap)

    def opens_sentence(self, at: int) -> bool:
        """Whether a sentence begins with the word."""
        before = self._before(at)
        return (
            not before or before[-1] in _BEFORE_SENTENCE or (before[-1] in "-–—" and "\n" in before)
        )

    def opens_line(self, at: int) -> bool:
        """Whether a line, or what is said after a greeting or thanks, begins with the word."""
        before = self.text[max(0, self.start(at) - 20) : self.start(at)].rstrip(" \t\u00a0>|")
        return (
            not before
            or before[-1] in "\n"
            or bool(
                re.search(
                    r"(?:привет|здравствуйте|добрый день|день|утро|вечер|спасибо|хорошо|ок|да|hi|hello|hey|thanks)[,!]?$",
                    before,
                    re.I,
                )
            )
        )

    def is_line(self, at: int) -> bool:
        """Whether nothing else stands on the line."""
        match = self._matches[at]
        before = self.text[max(0, match.start() - 8) : match.start()].rpartition("\n")[2]
        after = self.text[match.end() : match.end() + 8].partition("\n")[0]
        lonely = not before.strip(" \t-–—*>|") and len(after.strip(" \t.!,)")) < 2
        return lonely and match.start() > 0

    def is_vocative(self, at: int) -> bool:
        """Whether it stands as people are addressed: «Роман, …», «…, Вера!», «спасибо, лен»."""
        match = self._matches[at]
        after = self.text[match.end() : match.end() + 3].lstrip(" \t\u00a0")
        before = self.text[max(0, match.start() - 20) : match.start()].rstrip(" \t\u00a0>|")
        if not before or before[-1] in "\n.!?…)":
            if _AFTER_HOPE.match(self.text, match.end(), match.end() + 12):
                return False
            return after[:1] in (",", "!") and bool(after)
        greeted = bool(
            re.search(
                r"(?:привет|здравствуйте|добрый день|утро|вечер|спасибо|hi|hello|hey|dear|thanks)$",
                before,
                re.I,
            )
        )
        return (before[-1] == "," or greeted) and (not after or after[0] in ",!.?)…\n:")

    def is_quoted(self, at: int) -> bool:
        """Whether quotation marks open right before the word: names of tariffs, firms, books."""
        match = self._matches[at]
        return self.text[match.start() - 1 : match.start()] in ("«", '"', "“", "„", "'") and (
            match.start() > 0
        )

    def beside_figure(self, at: int) -> bool:
        """Whether a figure stands beside it: «8 Марта», «Май 2026»."""
        match = self._matches[at]
        around = (
            self.text[max(0, match.start() - 4) : match.start()],
            self.text[match.end() : match.end() + 3],
        )
        return bool(re.search(r"\d\W{0,3}$", around[0]) or re.match(r"\W?\d", around[1]))

    def is_joined_to_figure(self, at: int) -> bool:
        """Whether it is a part of a mark such as «Марк-3», «Вера2»."""
        match = self._matches[at]
        return bool(re.match(r"-?\d", self.text[match.end() : match.end() + 2]))

    def before_figure(self, at: int) -> bool:
        """Whether a figure follows: "Max 256"."""
        return bool(
            re.match(r" \d", self.text[self._matches[at].end() : self._matches[at].end() + 2])
        )

    def closes_text(self, at: int) -> bool:
        """Whether nothing follows the word."""
        return not self.text[self._matches[at].end() : self._matches[at].end() + 40].strip(" .!)")

    def is_priced(self, at: int) -> bool:
        """Whether a price follows: «Мария 45 руб.»."""
        end = self._matches[at].end()
        return bool(_PRICE.match(self.text, end, end + 20))

    def stops(self, at: int) -> bool:
        """Whether the clause ends with the word."""
        return bool(
            re.match(
                r"[ \t]?(?:[,.;:!?)(\n—–-]|$)",
                self.text[self._matches[at].end() : self._matches[at].end() + 2],
            )
        )

    def is_title_case(self, at: int) -> bool:
        """Whether English words around are capitalised as in a heading."""
        beside = (at - 1, at + 1)
        return (
            self[at].isascii()
            and all(map(self.is_capital, beside))
            and not self.opens_sentence(at - 1)
            and self.adjoin(at - 1)
            and self.adjoin(at)
        )

    def is_stop(self, at: int) -> bool:
        """Whether the word never belongs to a name."""
        return self.folded(at) in _STOP

    def _before(self, at: int) -> str:
        start = self.start(at)
        before = self.text[max(0, start - 12) : start]
        return before.rstrip(" \t\u00a0«\"“„'([{_~>")


def follows_honorific(words: Words, at: int) -> bool:
    """Whether «господин», "Mrs." or the like stands right before the word."""
    start = words.start(at)
    return bool(_HONORIFIC.search(words.text, max(0, start - 24), start))


def follows_title(words: Words, at: int) -> bool:
    """Whether «г-н», "Mrs." or the like stands right before the word."""
    start = words.start(at)
    return bool(_TITLE.search(words.text, max(0, start - 24), start))


def named_places(text: str) -> frozenset[int]:
    """Where a name is due: after «меня зовут», «Получатель:», "Dear", «С уважением»."""
    return frozenset(
        match.end() for pattern in (_NAMED, _GREETED) for match in pattern.finditer(text)
    ) | frozenset(match.start() for match in _SENDER.finditer(text))


def is_role(word: str) -> bool:
    """Whether the word tells what somebody is, not how they are called."""
    return bool(_ROLE.match(word))
