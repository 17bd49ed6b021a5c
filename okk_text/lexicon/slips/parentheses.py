"""Introductory words without their commas: «пришлите пожалуйста реквизиты»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, word_set

_ANYWHERE = (
    "к сожалению|к счастью|например|к примеру|пожалуйста|кстати|кстати говоря|скорее всего"
    "|разумеется"
    "|во-первых|во-вторых|в-третьих|честно говоря|собственно говоря|между прочим|как правило"
    "|как говорится|судя по всему|по-моему|видимо|по-видимому|наверное|наверно|вероятно|пожалуй"
    "|к слову|иными словами|другими словами|короче говоря|иначе говоря|проще говоря"
    "|откровенно говоря|на мой взгляд|увы|по идее|слава богу|мягко говоря|по всей видимости"
    "|конечно|безусловно|к вашему сведению|вне всяких сомнений|само собой разумеется|признаться"
    "|по моему мнению"
    "|по нашему мнению|на наш взгляд|с моей точки зрения|по нашему опыту|так сказать"
    "|если честно|по правде говоря|строго говоря|грубо говоря|как известно|видите ли|знаете ли"
    "|несомненно|честно сказать|без сомнения|что называется|прямо скажем|скажем так|не скрою"
    "|по всей вероятности|к нашему сожалению|к моему сожалению|конечно же|по большому счету"
)
_OPENING = (
    "таким образом|мне кажется|кроме того|с другой стороны|с одной стороны|короче|в общем"
    "|может быть|итак"
    "|следовательно|надеюсь|допустим|естественно|понятное дело|более того|думаю|я думаю|полагаю"
    "|возможно|значит|уверен|уверена|уверены|мы уверены|я уверен|я уверена|я надеюсь|мы надеемся|надеемся"
)
_PHRASES = {tuple(phrase.split()) for phrase in f"{_ANYWHERE}|{_OPENING}".split("|")}
_ONLY_OPENING = {tuple(phrase.split()) for phrase in _OPENING.split("|")}
_LONGEST = max(map(len, _PHRASES))
_FIRST_WORDS = frozenset(phrase[0] for phrase in _PHRASES)

# «ну конечно», «и к сожалению»: where a comma belongs there is a matter of sense
_OPINIONS = word_set("кажется надеюсь надеемся думаю полагаю уверен уверена уверены")
_LEANING = word_set(
    "и а но да ну что или либо не же то как так вот если когда нет ок окей ага очень весьма "
    "всегда хотя чтобы зато уже все-таки раз ли бы это о угу тоже тебе вам"
)
_AFTER_THIS = {
    tuple(phrase.split())
    for phrase in "кстати|например|наверное|к сожалению|по-моему|скорее всего|видимо".split("|")
}
_LEANING_AFTER = word_set("же ли бы и да но а или не то о об обо про говоря")


def parenthesis_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """Introductory words that want a comma before, after or both."""
    number = 0
    while number < len(sentence.words):
        length = _length(sentence, number)
        if length:
            slip = _slip(sentence, number, length, text)
            if slip:
                yield slip
        number += length or 1


def _length(sentence: Sentence, number: int) -> int:
    """How many words an introductory phrase takes here, 0 for none; the longest wins."""
    words = sentence.words
    if words[number].low not in _FIRST_WORDS:
        return 0
    for length in range(_LONGEST, 0, -1):
        phrase = tuple(word.low for word in words[number : number + length])
        if len(phrase) == length and phrase in _PHRASES:
            joined = all(word.joined for word in words[number + 1 : number + length])
            return length if joined else 0
    return 0


def _slip(sentence: Sentence, number: int, length: int, text: str) -> Slip | None:
    words = sentence.words
    phrase = tuple(word.low for word in words[number : number + length])
    before = words[number - 1] if sentence.joined(number) else None
    after = sentence.joined(number + length)
    if phrase in _ONLY_OPENING and (number > 0 or not _opens(sentence, phrase, length)):
        return None
    shown_first = number == 1 and before and before.low in ("это", "вот") and phrase in _AFTER_THIS
    if before and not shown_first and (before.low in _LEANING or not before.text[0].isalnum()):
        return None
    if after and after.low in _LEANING_AFTER:
        after = None
    if phrase[-1] in ("сожалению", "счастью") and after and after.low in ("для", "или"):
        return None  # «к счастью для нас»
    if phrase[-1] == "честно" and after and after.part == "INFN":
        return None  # «если честно заполнить анкету»
    if phrase == ("безусловно",) and after and after.part in ("ADJF", "ADJS", "VERB"):
        return None  # «безусловно согласны» needs none
    if not before and not after:
        return None
    first, last = words[number].start, words[number + length - 1].end
    start, end = (before.start if before else first), (after.end if after else last)
    fix = text[first:last]
    if before:
        fix = text[start:first].rstrip() + ", " + fix
    if after:
        fix += ", " + text[last:end].lstrip()
    shown = " ".join(phrase)
    return Slip(
        start,
        end,
        fix,
        ru=f"Выделите «{shown}» запятыми: «{fix}».",
        en=f"Set off '{shown}' with commas: '{fix}'.",
    )


def _opens(sentence: Sentence, phrase: tuple[str, ...], length: int) -> bool:
    """Whether an ambiguous word is introductory where it opens the sentence."""
    after = sentence.joined(length)
    if after is None:
        return False
    rest = sentence.words[length:]
    if phrase[-1] in _OPINIONS:
        if after.low in ("о", "об", "в", "на", "что", "как"):
            return False
        if phrase[-1] == "кажется" and after.low == "это":
            return True
        if phrase[-1] not in ("надеюсь", "надеемся"):
            parts = ("NPRO", "NOUN", "ADVB")
            subject = after.part in parts and any(w.part == "VERB" for w in rest)
            return subject or after.likely("VERB", "futr")
        return after.part in ("NPRO", "NOUN", "ADVB") and any(
            w.part in ("VERB", "INFN", "ADJS", "PRTS", "PRED", "COMP") for w in rest
        )
    if phrase in {("короче",), ("в", "общем")}:
        return after.part not in ("PREP", "NOUN", "ADJF", "CONJ")
    if phrase == ("может", "быть"):
        return after.part in ("NPRO", "ADVB", "VERB", "PREP") or after.likely("NOUN", "nomn")
    if phrase == ("возможно",):
        own = sentence.after(0)
        plain = after.part in ("NPRO", "ADVB", "PREP") and after.low not in ("только", "лишь")
        return plain and any(w.finite or w.part in ("PRTS", "ADJS") for w in own)
    if phrase == ("значит",):
        return after.part in ("NPRO", "ADVB") or after.finite
    if phrase == ("естественно",):
        return after.part in ("NPRO", "NOUN", "PREP", "VERB")
    if phrase == ("кроме", "того"):
        return after.low not in ("что", "как", "кто") and after.part != "NOUN"
    return True
