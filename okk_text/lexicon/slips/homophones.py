"""Words that sound like two: «зато» and «за то», «насчёт» and «на счёт», «вначале» and «в начале»."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_MONEY = word_set(  # with these it is an account: «деньги на счёт компании»
    "перевести переводить перевод перечислить перечислять перечисление оплатить оплачивать оплата "
    "платить заплатить платеж деньги поступить поступать поступление зачислить зачислять "
    "зачисление вернуть вернуться возврат внести вносить положить упасть падать прийти приходить "
    "сумма средства аванс рубль выставить выставлять закинуть кинуть скинуть бросить класть "
    "депозит налог рассчитать рассчитывать"
)
_OWNERS = word_set(
    "компания фирма поставщик заказчик клиент организация предприятие общество магазин банк "
    "продавец исполнитель покупатель партнер завод физлицо юрлицо получатель бухгалтерия "
    "контрагент отправитель директор подрядчик агент агентство студия салон ип ооо фонд"
)
_LEADING = word_set("а и но что вот еще теперь только вопрос просьба идея мысль информация")
_TIMES = word_set(
    "день неделя месяц год квартал сезон зима весна лето осень январь февраль март апрель май "
    "июнь июль август сентябрь октябрь ноябрь декабрь вечер сутки"
)
_SUBJECTS = word_set("я мы он она они вы")
_AFTER_FOR_THAT = word_set("что чтобы чтоб как сколько время же самое и или")


def homophone_slips(sentence: Sentence) -> Iterator[Slip]:
    """One word in the place of two that sound like it, and two in the place of one."""
    for number, word in enumerate(sentence.words):
        rule = _RULES.get(word.low)
        slip = rule(sentence, number) if rule else None
        if slip:
            yield slip


def _about(sentence: Sentence, number: int) -> Slip | None:
    """«На счёт скидки подумаем», «а вот на счёт упаковки»; not «на счёт компании»."""
    bill, what = sentence.joined(number + 1), sentence.joined(number + 2)
    if bill is None or bill.low != "счет" or what is None or not what.may_be("gent"):
        return None
    if not (_opens(sentence, number) or sentence.words[number - 1].low in _LEADING):
        return None
    if any(w.lemma in _MONEY for w in sentence.words) or what.text[0].isupper():
        return None
    if any(w.lemma in _OWNERS for w in sentence.words[number + 2 : number + 5]):
        return None
    return _one_word(sentence.words[number], bill, "насчёт" if "ё" in bill.text else "насчет")


def _but_then(sentence: Sentence, number: int) -> Slip | None:
    """«Дороже, за то служит дольше»; not «за то время», «за то, что»."""
    that, after = sentence.joined(number + 1), sentence.joined(number + 2)
    if that is None or that.low != "то" or after is None or after.low in _AFTER_FOR_THAT:
        return None
    if not number or "," not in sentence.words[number].gap:
        return None
    if after.may_be("neut", "accs") or sentence.reads(number - 1, "спасибо благодарю простите"):
        return None
    if any(w.low in ("что", "чтобы") for w in sentence.words[number + 3 :]):
        return None
    return _one_word(sentence.words[number], that, "зато")


def _besides(sentence: Sentence, number: int) -> Slip | None:
    """«Три года, при том без доплат», «плотная, при чём не мнётся»; not «при том что»."""
    that, after = sentence.joined(number + 1), sentence.joined(number + 2)
    if that is None or that.low not in ("том", "чем") or after is None:
        return None
    if sentence.question or not number or "," not in sentence.words[number].gap:
        return None
    if after.low in ("что", "же", "тут", "здесь", "это", "самом") or after.may_be("loct"):
        return None
    right = "притом" if that.low == "том" else "причём" if "ё" in that.text else "причем"
    return _one_word(sentence.words[number], that, right)


def _too(sentence: Sentence, number: int) -> Slip | None:
    """«У нас то же есть», «я то же так думаю»; not «я скажу то же», «мы то же самое»."""
    same, after = sentence.joined(number + 1), sentence.joined(number + 2)
    before = sentence.word(number - 1) if sentence.joined(number) else None
    if same is None or same.low != "же" or before is None or after is None:
        return None
    if any(w.low in ("что", "как", "самое") for w in sentence.words[number + 2 :]):
        return None
    is_there = after.low == "есть" and before.part == "NPRO"
    opens = number == 1 or not sentence.joined(number - 1)
    does = opens and before.low in _SUBJECTS and after.low in ("так", "не", "уже", "за", "очень")
    done = any(w.finite for w in sentence.words[number + 3 : number + 5])
    return _one_word(sentence.words[number], same, "тоже") if is_there or (does and done) else None


def _in_the_beginning(sentence: Sentence, number: int) -> Slip | None:
    """«вначале недели» -> «в начале»."""
    after = sentence.joined(number + 1)
    if after is not None and after.part == "ADJF" and after.may_be("gent"):
        after = sentence.joined(number + 2)
    if after is None or after.lemma not in _TIMES or not after.likely("gent"):
        return None
    word = sentence.words[number]
    fix = capitalised_like("в начале", word.text)
    return Slip(
        word.start, word.end, fix, ru=f"Здесь два слова: «{fix}».", en=f"Two words: '{fix}'."
    )


def _at_first(sentence: Sentence, number: int) -> Slip | None:
    """«В начале сделаем замер» -> «вначале»."""
    begin, after = sentence.joined(number + 1), sentence.joined(number + 2)
    if begin is None or begin.low != "начале" or after is None or not after.finite:
        return None
    opens = _opens(sentence, number) or sentence.words[number - 1].low in ("мы", "я", "вы")
    if not opens or not after.likely("1per"):
        return None
    return _one_word(sentence.words[number], begin, "вначале")


def _opens(sentence: Sentence, number: int) -> bool:
    """Whether a clause begins here."""
    return number == 0 or not sentence.words[number].joined


def _one_word(first: Word, last: Word, right: str) -> Slip:
    fix = capitalised_like(right, first.text)
    return Slip(
        first.start,
        last.end,
        fix,
        ru=f"Здесь пишется слитно: «{fix}».",
        en=f"One word: '{fix}'.",
    )


_RULES: dict[str, Callable[[Sentence, int], Slip | None]] = {
    "на": _about,
    "за": _but_then,
    "при": _besides,
    "то": _too,
    "вначале": _in_the_beginning,
    "в": _at_first,
}
