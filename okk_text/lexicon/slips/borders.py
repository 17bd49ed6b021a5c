"""Two clauses with nothing between them: «приезжайте к двум я вас встречу»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.commas import comma_slip, vague_comma_slip
from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_PERSONS = {
    "я": ({"1per", "sing"}, {"past", "sing"}),
    "мы": ({"1per", "plur"}, {"past", "plur"}),
    "вы": ({"2per", "plur"}, {"past", "plur"}),
    "он": ({"3per", "sing"}, {"past", "masc"}),
    "она": ({"3per", "sing"}, {"past", "femn"}),
    "они": ({"3per", "plur"}, {"past", "plur"}),
}
_SUBORDINATORS = word_set(
    "что чтобы чтоб если когда как пока кто где куда откуда сколько почему зачем какой какая какие "
    "какое раз хотя чем ли который которая которое которые то ни или либо а но да же будто где-то "
    "поскольку бы даже только лишь так не-то пусть пускай мол типа дескать чего кому кого"
)
_CALLING = word_set(  # «давайте сделаем», «смотрю пришло», «бывает закажут», «пойду посмотрю»
    "давать дать быть бывать пойти идти прийти сидеть стоять лежать взять бежать поехать думать "
    "надеяться считать полагать верить видеть смотреть слышать знать сказать говорить мочь хотеть "
    "хотеться казаться оказаться получаться получиться следовать стоить просить попросить успеть "
    "значить стать начать быть собираться помнить бояться ждать понимать предлагать"
)
_CARRIED = word_set("не уже сразу завтра сегодня потом тогда сейчас обязательно все также тоже там")


def border_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """Missing commas between clauses that no conjunction, or «и» alone, joins."""
    for number, word in enumerate(sentence.words):
        if not number or not word.joined:
            continue
        if word.low in _PERSONS:
            opens = _new_subject(sentence, number)
        elif word.part == "NOUN" and sentence.words[number - 1].finite:
            opens = _new_noun(sentence, number)
        elif word.low == "и":
            opens = _and_then(sentence, number)
        elif word.low in ("можно", "осталось", "нужно", "надо") or word.surely("VERB", "1per"):
            opens = _after_state(sentence, number) or _once_more(sentence, number)
        else:
            opens = 0
        if opens:
            before, opener = sentence.words[opens - 1], sentence.words[opens]
            yield comma_slip(text, before, opener, shown=opener.low)
    yield from _ends_of_clauses(sentence, text)
    yield from _changes_of_mood(sentence)


def _new_subject(sentence: Sentence, number: int) -> int:
    """A pronoun with a verb of its own, after a verb that is not its own."""
    before = sentence.before(number)
    if before[-1].part in ("PREP", "CONJ") or before[-1].low in ("и", "это", "не", "вот"):
        return 0
    if any(w.low in _SUBORDINATORS or w.low == "и" for w in before):
        return 0
    verbs = [w for w in before if w.finite]
    own = any(_agrees(w, sentence, number) for w in sentence.after(number)[:4])
    if not verbs or not own or verbs[-1].lemma in _CALLING:
        return 0
    return 0 if _agrees(verbs[-1], sentence, number) else number


def _agrees(verb: Word, sentence: Sentence, number: int) -> bool:
    subject = sentence.words[number].low
    return any(verb.may_be("VERB", *wanted) for wanted in _PERSONS[subject]) and (
        subject == "вы" or not verb.asks
    )


def _new_noun(sentence: Sentence, number: int) -> int:
    """«цены выросли завод поднял прайс»: two subjects, each with its verb."""
    noun, verb, own = (
        sentence.words[number],
        sentence.words[number - 1],
        sentence.joined(number + 1),
    )
    before = sentence.before(number - 1)
    if own is None or not own.finite or not verb.surely("intr") or verb.may_be("impr"):
        return 0
    subjects = [w for w in before if w.part == "NOUN" and w.may_be("nomn")]
    if not subjects or any(w.low in _SUBORDINATORS or w.low == "и" for w in before):
        return 0
    shape = "plur" if noun.likely("nomn", "plur") else "sing"
    if not noun.likely("nomn", shape) or not own.likely(shape) or verb.likely(shape):
        return 0
    return number


def _after_state(sentence: Sentence, number: int) -> int:
    """«смета готова отправляю», «всё собрано можно забирать»."""
    before, clause = sentence.words[number - 1], sentence.before(number)
    state = all(reading.tag.POS in ("PRTS", "ADJS") for reading in parses(before.low))
    led = any(w.low in _SUBORDINATORS | {"и", "не"} for w in clause)
    return number if state and len(clause) > 1 and not led else 0


def _once_more(sentence: Sentence, number: int) -> int:
    """«можно сегодня можно завтра»."""
    clause = sentence.before(number)
    again = len(clause) > 1 and clause[0].low == sentence.words[number].low == "можно"
    return number if again and clause[-1].part not in ("CONJ", "PREP", "PRCL") else 0


def _and_then(sentence: Sentence, number: int) -> int:
    """«пришлите реквизиты и мы выставим счёт»: after a request, «и» with another's verb."""
    before, after = sentence.before(number), sentence.after(number)[:3]
    if any(w.low in _SUBORDINATORS or w.low == "и" for w in before) or not after:
        return 0
    asked = next((w for w in reversed(before) if w.finite), None)
    if (
        asked is None
        or not asked.asks
        or asked.lemma in _CALLING
        or "вы" in (w.low for w in before)
    ):
        return 0
    for word in after:
        if word.low in _SUBORDINATORS or word.part in ("INFN", "PRTS"):
            return 0
        if word.finite:
            told = word.surely("VERB") and word.may_be("indc", "futr")
            return number if told and not word.may_be("2per") else 0
    return 0


def _ends_of_clauses(sentence: Sentence, text: str) -> Iterator[Slip]:
    """«файл, который вы просили готов»: the inserted clause has no end."""
    words = sentence.words
    for number in range(1, len(words)):
        if not _opens_inserted(sentence, number):
            continue
        clause = [words[number], *sentence.after(number)]
        carriers = [n for n, w in enumerate(clause) if _carries(clause, n) and w.low != "есть"]
        if len(carriers) < 2:
            continue
        first, second = carriers[:2]
        between = clause[first + 1 : second]
        if any(w.low == "и" or w.low in _SUBORDINATORS for w in between):
            continue
        at = second
        while at > first + 1 and (clause[at - 1].low in _CARRIED or clause[at - 1].part == "ADVB"):
            at -= 1
        if at == second or at == first + 1:
            yield comma_slip(text, clause[at - 1], clause[at], shown=clause[at].low)
        else:
            yield vague_comma_slip(clause[at - 1], clause[second])


def _opens_inserted(sentence: Sentence, number: int) -> bool:
    """A relative word right after a comma, in a main clause that has a subject and no verb yet."""
    word, before = sentence.words[number], sentence.words[number - 1]
    opener = number
    if word.joined and before.part == "PREP":
        opener, before = number - 1, sentence.words[number - 2] if number > 1 else before
    if sentence.words[opener].gap.strip() != "," or opener == 0:
        return False
    relative = word.low.startswith("котор") or (
        word.low in ("кто", "что") and before.lemma in ("тот", "весь", "каждый", "все", "то")
    )
    if not relative:
        return False
    main = [*sentence.before(opener - 1), sentence.words[opener - 1]]
    if any(_carries(main, n) or w.part in ("INFN", "GRND", "PREP") for n, w in enumerate(main)):
        return False
    return main[-1].may_be("nomn") and not any(w.low in _SUBORDINATORS - {"то"} for w in main)


def _carries(words: list[Word], number: int) -> bool:
    """Whether the word is a predicate of its own: «была готова» is one."""
    word = words[number]
    if word.part in ("ADJS", "PRTS", "PRED"):
        return not (number and words[number - 1].lemma in ("быть", "стать"))
    return word.finite and word.low not in ("было", "бывало")


def _changes_of_mood(sentence: Sentence) -> Iterator[Slip]:
    """«не переживайте всё привезём»: a request, then a promise, with nothing between."""
    words = sentence.words
    for number, word in enumerate(words):
        if not word.asks or word.lemma in _CALLING or sentence.reads(number - 1, "вы"):
            continue
        if any(w.low in _SUBORDINATORS for w in sentence.before(number)):
            continue
        for other in sentence.after(number)[:5]:
            if other.low in _SUBORDINATORS or other.low == "и" or other.part == "CONJ":
                break
            if other.low in _PERSONS:
                break  # found by its pronoun
            if other.finite and not other.asks:
                if other.surely("VERB", "1per") and other.lemma not in _CALLING:
                    yield vague_comma_slip(word, other)
                break
