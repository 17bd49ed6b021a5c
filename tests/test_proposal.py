"""Which message made the offer, and who broke the silence after it."""

import pytest

from okk_text.checks.proposal import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Attachment
from okk_text.lexicon.offers import is_contract_file, is_estimate_file, offers_price


def facts(written, files=()):
    """(proposal_sent_n, proposal_follow_up); `files`: message number -> file name."""
    conversation = dialogue(written)
    names = dict(files)
    messages = tuple(
        m.model_copy(update={"attachments": (Attachment(name=names[m.n]),)}) if m.n in names else m
        for m in conversation.messages
    )
    conversation = conversation.model_copy(update={"messages": messages})
    return tuple(fact.value for fact in CHECK.find(conversation, Toolbox()))


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("Навес 4 × 6 с монтажом обойдётся в 186 000 ₽.", True),
        ("Итого 940 ₽ за три пары.", True),
        ("Four nights comes to $1,240.", True),
        ("The price is EUR 12.75 per metre.", True),
        ("Обычно 61 000–83 000 ₽, смотря какие размеры.", False),
        ("Аренда от 3 200 ₽.", False),
        ("Стоит от 40 до 60 тысяч рублей.", False),
        ("Доставка 1 500 ₽, привезём завтра.", False),
        ("Предоплата 20 000 ₽ по договору.", False),
        ("Пришлите размеры, посчитаю.", False),
        ("Это на 20 % дешевле.", False),
    ],
)
def test_only_a_price_for_the_clients_order_is_an_offer(text, offers):
    assert offers_price(text) is offers


@pytest.mark.parametrize(
    ("name", "estimate", "contract"),
    [
        ("КП_Лето_2.pdf", True, False),
        ("Смета веранда.xlsx", True, False),
        ("proposal-roof-v2.pdf", True, False),
        ("Договор_14.docx", False, True),
        ("Договор_образец.docx", False, False),
        ("Прайс 2026.xlsx", False, False),
        ("скпан.jpg", False, False),
    ],
)
def test_a_file_says_by_its_name_what_it_is(name, estimate, contract):
    assert (is_estimate_file(name), is_contract_file(name)) == (estimate, contract)


def test_a_document_outranks_the_price_that_was_typed_before_it():
    chat = "C: Сколько?\nM: 64 000 ₽ под ключ.\nC: Пришлите КП\nM: Держите"
    assert facts(chat) == (2, "na")
    assert facts(chat, [(4, "КП_веранда.pdf")]) == (4, "na")


def test_a_manager_who_asks_after_days_of_silence_follows_up():
    assert facts(
        """
        C, 2026-03-02 10:00: Сколько стоит навес?
        M, 2026-03-02 10:10: Навес с монтажом 186 000 ₽.
        C, 2026-03-02 10:20: Подумаю
        M, 2026-03-06 10:00: Добрый день! Удалось обсудить навес?
        """
    ) == (2, "yes")


def test_a_client_who_must_come_back_was_not_followed_up():
    assert facts(
        """
        C, 2026-03-02 10:00: Сколько стоит навес?
        M, 2026-03-02 10:10: Навес с монтажом 186 000 ₽.
        C, 2026-03-02 10:20: Покажу жене
        C, 2026-03-09 10:00: Цена ещё та же?
        """
    ) == (2, "no")


def test_a_second_letter_to_a_silent_client_is_a_follow_up():
    letters = """
        email
        C, 2026-03-02 10:00: Нужен навес 4 на 6.
        M, 2026-03-02 12:00: Навес 4 × 6 с монтажом стоит 186 000 ₽.
        """
    assert facts(letters) == (2, "no")
    later = "M, 2026-03-06 12:00: Возвращаюсь к навесу: что решили?\n"
    assert facts(letters + later) == (2, "yes")


def test_without_a_proposal_there_is_nothing_to_follow_up():
    assert facts("C: Есть навесы?\nM: Да, от 90 000 ₽. Какой размер?") == (None, "na")
