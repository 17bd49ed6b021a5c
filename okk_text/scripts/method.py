"""How the figures of the document came about, in words for people."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.language import say
from okk_text.scripts.blocks import Heading, Words
from okk_text.scripts.findings import Findings
from okk_text.scripts.outcomes import QUIET, REMINDED


def method(found: Findings) -> Iterator[Heading | Words]:
    """What counts as progress and silence, how wordings are grouped, what was left out."""
    yield Heading(say("Как посчитано", "How it was counted"), 2)
    for line in (*_rules(), *_left_out(found)):
        yield Words(line, soft=True)


def _rules() -> list[str]:
    """What the words of the document mean."""
    days, day = QUIET.days, REMINDED.days
    return [
        say(
            "Прогресс: следующая реплика клиента согласилась (без нового возражения), согласилась на шаг с датой или оплата видна в переписке позже.",
            "Progress: the client's next turn said yes (with no new objection), said yes to a dated step, or payment is seen later.",
        ),
        say(
            f"Молчание: клиент не писал {days} дней или менеджеру пришлось писать снова спустя {day} сутки и больше. Более свежие реплики не считаются.",
            f"Silence: the client did not write for {days} days, or the manager had to write again after {day} day or more. Fresher turns are not counted.",
        ),
        say(
            "Формулировки сгруппированы по общим смысловым словам в начальной форме: не меньше половины слов двух предложений общие. Переписка считается один раз. "
            "Стрелка ↑ или ↓ стоит, только если интервал не пересекается с остальными репликами; из многих строк одна может выделиться случайно.",
            "Wordings are grouped by shared telling words in dictionary form: at least half of the words of two sentences are shared. A conversation counts once. "
            "An arrow ↑ or ↓ stands only where the interval does not touch that of the other turns; of many lines one may stand out by chance.",
        ),
        say(
            "Вопрос клиента закрыт шагом, если в названии, вопросе или тексте одного шага есть не меньше 60 % его смысловых слов; порог взят так, чтобы вопрос из двух слов требовал обоих.",
            "A client's question is covered by a step whose title, question or text holds at least 60% of its telling words; so a question of two words needs both.",
        ),
        say(
            "Лучшие ответы: сначала по тому, снято ли возражение, затем по тому, как часто за такими словами шёл прогресс, по баллу сообщения и краткости; слова, за которыми он шёл реже среднего, не берутся. Имена, телефоны и адреса скрыты; номер после # это номер сообщения.",
            "Best answers: by whether the objection was met, then by how often progress followed such words, the message's score and brevity; words that it followed more rarely than the average are left out. Names, phones and addresses are hidden; after # stands the message number.",
        ),
    ]  # fmt: skip


def _left_out(found: Findings) -> Iterator[str]:
    """What is not shown, and why."""
    if found.unmasked:
        yield say(
            f"Не показано {found.unmasked}: личные данные не удалось надёжно скрыть, или текст обращается не к клиенту, а к программе.",
            f"Not shown, {found.unmasked}: personal data could not be hidden for sure, or the text addresses the program, not the client.",
        )
    if found.forgotten:
        yield say(
            f"Редкие группы, отпущенные ради памяти: {found.forgotten}.",
            f"Rare groups let go to spare memory: {found.forgotten}.",
        )
