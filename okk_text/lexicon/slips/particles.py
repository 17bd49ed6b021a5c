"""Words written apart or together by their sense: «что бы», «по этому», «то же», «так же»; government."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.words import CONJUNCTIONS, Sentence, Word, word_set

_WANTING = word_set(
    "хотеть хотеться нужно надо важно главное главный просить попросить необходимо желать "
    "следить проследить постараться стараться сделать делать предложить"
)
_WONDERING = word_set("знать думать подумать решить понять придумать прикинуть")
_DATIVE_PREPOSITIONS = ("согласно", "благодаря", "вопреки")
_LAST_IN_CLAUSE = 5


def particle_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """Pairs of words that should be one, cases after «согласно», «более лучше», «вы можешь»."""
    for number, word in enumerate(sentence.words):
        rule = _RULES.get(word.low)
        slip = rule(sentence, number, text) if rule else None
        if slip:
            yield slip


def _so_that(sentence: Sentence, number: int, text: str) -> Slip | None:
    """«что бы сразу отгрузить», «хотите, что бы»; not «что бы вы посоветовали?», «что бы ни»."""
    would = sentence.joined(number + 1)
    after = sentence.joined(number + 2)
    if would is None or would.low != "бы" or after is None or after.low in ("ни", "не"):
        return None
    if sentence.question and number == 0 and not _breaks(sentence):
        return None  # «Что бы нам придумать?»
    rest = _clause_from(sentence, number + 2)[:_LAST_IN_CLAUSE]
    verb = next((w for w in rest if w.part in ("INFN", "VERB")), None)
    before = sentence.word(number - 1) if number else None
    wanted = before is not None and (
        before.lemma in _WANTING or before.low in ("того", "тем", "чтоб", "потому", "так")
    )
    purpose = verb is not None and verb.part == "INFN"
    if before is not None and before.lemma in _WONDERING and not sentence.joined(number):
        return None  # «не знаю, что бы предложить»
    told = before is not None and before.part in ("VERB", "NOUN", "ADVB") and not sentence.question
    if not (wanted or purpose or (told and verb is not None)):
        return None
    return _joined_word(sentence, number, "чтобы", text)


def _breaks(sentence: Sentence) -> bool:
    """Whether a mark stands somewhere between its words."""
    return not all(word.joined for word in sentence.words[1:])


def _joined_word(sentence: Sentence, number: int, right: str, text: str) -> Slip:
    """One word in the place of two, with the comma before it where that is missing too."""
    first, last = sentence.words[number], sentence.words[number + 1]
    fix, start = capitalised_like(right, first.text), first.start
    before = sentence.word(number - 1) if sentence.joined(number) else None
    if before and before.low not in CONJUNCTIONS | {"того", "тем", "только", "лишь", "потому"}:
        start = before.start
        fix = f"{text[before.start : first.start].rstrip()}, {fix}"
    return Slip(
        start,
        last.end,
        fix,
        ru=f"Здесь пишется слитно: «{fix}».",
        en=f"One word: '{fix}'.",
    )


def _therefore(sentence: Sentence, number: int, text: str) -> Slip | None:
    """«по этому» that no dative follows: «по этому сроки сдвинулись»."""
    this, after = sentence.joined(number + 1), sentence.joined(number + 2)
    if this is None or this.low != "этому" or after is None:
        return None
    if (after.may_be("datv") and after.part != "NPRO") or not after.part:
        return None
    return _plain(sentence.words[number], this, "поэтому")


def _too(sentence: Sentence, number: int, text: str) -> Slip | None:
    """«мы то же приедем», «это то же важно»: too, not the same."""
    same, after = sentence.joined(number + 1), sentence.joined(number + 2)
    before = sentence.word(number - 1) if sentence.joined(number) else None
    if same is None or same.low != "же" or before is None or before.part != "NPRO":
        return None
    return _plain(sentence.words[number], same, "тоже") if after and after.predicates else None


def _also(sentence: Sentence, number: int, text: str) -> Slip | None:
    """«Так же привезём …» that opens a sentence, «а так же»: also, not just as."""
    same, after = sentence.joined(number + 1), sentence.joined(number + 2)
    if same is None or same.low != "же" or after is None:
        return None
    opens = number == 0 or sentence.words[number - 1].low == "а"
    if number == 1 and sentence.words[0].low in ("мы", "я") and after.likely("VERB", "1per"):
        opens = after.low not in ("работаем", "работаю", "делаю", "думаю", "думаем", "считаем")
    if not opens or after.part in ("ADVB", "ADJS", "CONJ", "COMP", "PRED"):
        return None
    if any(w.low == "как" for w in sentence.words[number + 2 :]):
        return None
    return _plain(sentence.words[number], same, "также")


def _dative(sentence: Sentence, number: int, text: str) -> Slip | None:
    """«согласно договора» -> «согласно договору»."""
    mended: list[str] = []
    for word in _clause_from(sentence, number + 1)[:3]:
        if not word.may_be("gent") or not word.joined:
            return None
        if word.may_be("datv"):  # «вашей просьбы»: the adjective fits both
            if word.part != "ADJF":
                return None
            mended.append(word.text)
            continue
        form = next((r for r in parses(word.low) if "gent" in r.tag), None)
        wanted = {"datv", form.tag.number} if form and form.tag.number else {"datv"}
        dative = form.inflect(wanted) if form and form.is_known else None
        if dative is None:
            return None
        mended.append(capitalised_like(dative.word, word.text))
        if form.tag.POS in ("NOUN", "NPRO"):
            first = sentence.words[number]
            last = sentence.words[number + len(mended)]
            fix = " ".join([first.text, *mended])
            return Slip(
                first.start,
                last.end,
                fix,
                ru=f"«{first.text}» — чему? Дательный падеж: «{fix}».",
                en=f"It takes the dative: '{fix}'.",
            )
        if form.tag.POS not in ("ADJF", "PRTF"):
            return None
    return None


def _twice_more(sentence: Sentence, number: int, text: str) -> Slip | None:
    """«более дешевле» -> «дешевле»."""
    after = sentence.joined(number + 1)
    if number and sentence.reads(number - 1, "тем или"):
        return None  # «тем более лучше не тянуть»
    if after is None or not after.likely("COMP") or after.low in ("менее", "более", "чем"):
        return None
    first = sentence.words[number]
    fix = capitalised_like(after.text, first.text)
    return Slip(
        first.start,
        after.end,
        fix,
        ru=f"Уберите «{first.text}»: «{fix}».",
        en=f"Leave out '{first.text}': '{fix}'.",
    )


def _you(sentence: Sentence, number: int, text: str) -> Slip | None:
    """«вы можешь», «вы хотел»: «вы» takes the plural, also to one person."""
    after = sentence.joined(number + 1)
    if (
        after is None
        or after.part not in ("VERB", "ADJS")
        or not after.likely("sing")
        or after.may_be("plur")
    ):
        return None
    if after.low in ("было", "стоит", "надо") or not (
        after.part == "ADJS" or after.likely("2per") or after.likely("past")
    ):
        return None
    before = sentence.word(number - 1)
    if before is not None and before.part in ("PREP", "VERB", "CONJ") and before.joined:
        return None
    plural = parses(after.low)[0].inflect({"plur"})
    if plural is None or "neut" in parses(after.low)[0].tag:
        return None
    fix = capitalised_like(plural.word, after.text)
    return Slip(
        after.start,
        after.end,
        fix,
        ru=f"К «вы» — множественное число: «{fix}».",
        en=f"'Вы' takes the plural: '{fix}'.",
    )


def _plain(first: Word, last: Word, right: str) -> Slip:
    fix = capitalised_like(right, first.text)
    return Slip(
        first.start,
        last.end,
        fix,
        ru=f"Здесь пишется слитно: «{fix}».",
        en=f"One word: '{fix}'.",
    )


def _clause_from(sentence: Sentence, number: int) -> list[Word]:
    clause = []
    for at in range(number, len(sentence.words)):
        if at > number and not sentence.words[at].joined:
            break
        clause.append(sentence.words[at])
    return clause


_RULES: dict[str, Callable[[Sentence, int, str], Slip | None]] = {
    "что": _so_that,
    "по": _therefore,
    "то": _too,
    "так": _also,
    "более": _twice_more,
    "вы": _you,
    **dict.fromkeys(_DATIVE_PREPOSITIONS, _dative),
}
