"""Introduction, the firm's norms, the summing-up and the longest letters."""

from datetime import timedelta

import pytest

from okk_text.checks import Toolbox, checks
from okk_text.conversation.dialogue import dialogue
from okk_text.results import Fact, Finding, Verdict
from okk_text.settings import Norms, Settings, SignatureStandard, Team

FIRM = Settings(
    team=(
        Team(
            name="Продажи",
            managers=("Марина Лугова",),
            signature=SignatureStandard(company="ООО «Тихий двор»"),
        ),
    )
)
INTRODUCTIONS = [
    ("M Марина Лугова: Антон, добрый день! Марина, компания «Тихий двор».", "yes"),
    ("M Марина Лугова: Добрый день! Это Марина из «Тихого двора».", "yes"),
    ("M Марина Лугова: Добрый день!\nM Марина Лугова: Марина, Тихий двор, чем помочь?", "yes"),
    ("M Марина Лугова: Добрый день! Меня зовут Марина.", "partly"),
    ("M Марина Лугова: Добрый день! Вас приветствует «Тихий двор».", "partly"),
    ("M Марина Лугова: Добрый день! Вагонка есть.", "no"),
    ("M Марина Лугова: Добрый день! У нас тихий двор, заезжайте.", "no"),
    ("B: Здравствуйте! Это «Тихий двор».\nM Марина Лугова: Марина, слушаю вас.", "yes"),
    ("M Марина Лугова: Рада вас снова видеть! Вагонка есть.", "na"),
    ("M Марина Лугова: Добрый день! Как договаривались, отправляю расчёт.", "na"),
]
KNOWN = [
    "C Антон: Марина, добрый день! Нужна вагонка",
    "C Антон: Здравствуйте, мы у вас уже заказывали доску",
    "C Антон: ок, спасибо",
]


@pytest.mark.parametrize(("written", "label"), INTRODUCTIONS)
def test_a_new_client_learns_name_and_firm(written, label):
    asked = "C Антон: Здравствуйте, есть вагонка?\n"
    assert _label("introduction", asked + written, FIRM) == label


@pytest.mark.parametrize("asked", KNOWN)
def test_whoever_knows_the_manager_needs_no_introduction(asked):
    assert _label("introduction", f"{asked}\nM Марина Лугова: Вагонка есть.", FIRM) == "na"


def test_the_name_of_a_namesake_client_introduces_nobody():
    written = "C Марина: Есть вагонка?\nM Марина Лугова: Марина, добрый день! Есть."
    assert _label("introduction", written, FIRM) == "no"


def test_a_signature_introduces():
    written = (
        "email\nC Антон: Нужна вагонка\nM Марина Лугова: Есть.\n"
        "signature:\nМарина Лугова\nООО «Тихий двор»"
    )
    assert _label("introduction", written, FIRM) == "yes"


OFFER = "Забор на 40 метров: 96 000 ₽ с установкой. Подтвердите до среды."
PROPOSALS = [  # messages, proposal_time, follow_up_time under the norms of one and three days
    (f"C 2026-03-02 10:00: Цена?\nM 2026-03-02 17:00: {OFFER}", "kept", "not_assessed"),
    (f"C 2026-03-02 10:00: Цена?\nM 2026-03-04 17:00: {OFFER}", "late", "not_assessed"),
    (f"C 2026-03-06 17:30: Цена?\nM 2026-03-10 10:00: {OFFER}", "kept", "not_assessed"),
    (f"M 2026-03-02 17:00: {OFFER}\nC 2026-03-04 10:00: Дорого", "na", "na"),
    (f"M 2026-03-02 17:00: {OFFER}\nM 2026-03-05 10:00: Что решили?", "na", "kept"),
    (f"M 2026-03-02 17:00: {OFFER}\nM 2026-03-12 10:00: Что решили?", "na", "late"),
    (f"M 2026-03-02 17:00: {OFFER}\nM 2026-03-02 17:10: И доставка.", "na", "not_assessed"),
    ("C 2026-03-02 10:00: Цена?\nM 2026-03-02 10:05: Уточню", "not_assessed", "na"),
    ("C 2026-03-02 10:00: Вы открыты?\nM 2026-03-02 10:05: Да", "na", "na"),
]


@pytest.mark.parametrize(("written", "proposal_time", "follow_up_time"), PROPOSALS)
def test_the_norms_are_measured_in_working_time(written, proposal_time, follow_up_time):
    norms = Norms(proposal_after=timedelta(days=1), follow_up_after=timedelta(days=3))
    verdicts = _verdicts("norms", written, Settings(norms=norms))
    assert verdicts == {"proposal_time": proposal_time, "follow_up_time": follow_up_time}


def test_the_time_in_which_the_client_owed_an_answer_is_not_counted():
    written = (
        "C 2026-03-02 10:00: Цена забора?\nM 2026-03-02 10:10: Какая длина?\n"
        f"C 2026-03-06 10:00: 40 метров\nM 2026-03-06 12:00: {OFFER}"
    )
    norms = Settings(norms=Norms(proposal_after=timedelta(days=1)))
    assert _verdicts("norms", written, norms)["proposal_time"] == "kept"


def test_without_a_norm_nothing_is_judged_and_the_reason_names_the_key():
    written = f"C 2026-03-02 10:00: Цена?\nM 2026-03-02 17:00: {OFFER}"
    said = [v for v in _said("norms", written, Settings()) if isinstance(v, Verdict)]
    assert [verdict.label for verdict in said] == ["not_assessed", "not_assessed"]
    assert "proposal_after" in said[0].reason
    assert "follow_up_after" in said[1].reason


TALK = (
    "C 2026-03-02 10:00: Сколько 40 стульев?\nM 2026-03-02 10:10: 96 000 ₽.\n"
    "C 2026-03-02 10:20: Берём, предоплата 30 %, везите в пятницу\nM 2026-03-02 10:21: {}\n"
    "{}: Добрый день"
)
SUMMARIES = [  # the manager's last word, what comes after, label
    ("Хорошо!", "M 2026-03-06 09:00", "no"),
    ("Итого: 40 стульев, предоплата, пятница.", "M 2026-03-06 09:00", "yes"),
    ("40 стульев за 96 000 ₽, везём в пятницу, счёт отправил", "C 2026-03-06 09:00", "yes"),
    ("Хорошо!", "M 2026-03-03 09:00", "na"),
]


@pytest.mark.parametrize(("last", "after", "label"), SUMMARIES)
def test_what_was_agreed_is_summed_up_before_a_long_pause(last, after, label):
    assert _label("summing_up", TALK.format(last, after), Settings()) == label


def test_the_longest_letters_are_listed_longest_first():
    letters = "\n".join(f"M: {'слово ' * count}" for count in (3, 90, 1, 40, 2, 60, 5))
    said = list(_said("long_letters", letters, Settings()))
    longest = next(one.value for one in said if isinstance(one, Fact))
    assert [line["n"] for line in longest] == [2, 6, 4, 7, 1]
    assert longest[0] == {"n": 2, "own_lines": 7, "own_words": 90}
    assert [one.n for one in said if isinstance(one, Finding)] == [2]


@pytest.mark.parametrize(
    ("medium", "norms", "label"),
    [
        ("chat", Norms(), "long"),
        ("chat", Norms(chat_lines=7), "ok"),
        ("email", Norms(), "ok"),
        ("email", Norms(letter_lines=6, chat_lines=90), "long"),
        ("proposal", Norms(letter_lines=6), "ok"),
        ("proposal", Norms(proposal_lines=6), "long"),
    ],
)
def test_how_long_is_too_long_the_department_says(medium, norms, label):
    letter = dialogue(f"M: {'слово ' * 90}", medium=medium)
    said = checks()["long_letters"].find(letter, Toolbox(Settings(norms=norms)))
    assert [one.label for one in said if isinstance(one, Verdict)] == [label]


def _said(check, written, settings):
    return list(checks()[check].find(dialogue(written), Toolbox(settings)))


def _verdicts(check, written, settings):
    said = _said(check, written, settings)
    return {one.criterion: one.label for one in said if isinstance(one, Verdict)}


def _label(check, written, settings):
    return _verdicts(check, written, settings)[check]
