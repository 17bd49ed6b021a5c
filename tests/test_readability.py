"""Letters get a label by their ease, short ones and chats get none, and nothing asks the network."""

import socket

import pytest

from okk_text.checks.readability import CHECK, _ease, _label, _statistics
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.language import speaking
from okk_text.results import Finding, Verdict


def said(text, medium="email"):
    return list(CHECK.find(dialogue(f"M: {text}", medium=medium), Toolbox()))


PLAIN = (
    "Ткань пришла вчера, цвет такой, как на образце. Сошьём шторы за пять дней и повесим сами. "
    "Пошив стоит 18 000 рублей. Замер в среду утром, мастер позвонит за час. "
    "Если удобно, напишите мне до вторника."
)
OFFICIALESE = (
    "Осуществление предварительного согласования технологической документации производится "
    "уполномоченными представителями организации-исполнителя исключительно при условии "
    "своевременного предоставления заинтересованной стороной необходимых исходных материалов, "
    "соответствующих установленным требованиям. Рассмотрение представленных предложений "
    "осуществляется ответственными специалистами в установленном порядке."
)
PLAIN_EN = (
    "The cloth came in on Monday and looks like the sample. We will make the curtains in five days "
    "and hang them for you. Our man will call you an hour before he comes. Is next week fine?"
)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (PLAIN, {"easy", "normal"}),
        (OFFICIALESE, {"very_hard"}),
        (PLAIN_EN, {"easy"}),
        ("Ок, до завтра!", {"na"}),
        ("18 000 ₽, 20 000 ₽, " * 20, {"na"}),
    ],
)
def test_a_letter_gets_the_label_of_its_ease(text, labels):
    (verdict,) = [each for each in said(text) if isinstance(each, Verdict)]
    assert verdict.label in labels
    assert verdict.reason or verdict.label == "na"


def test_only_a_hard_letter_shows_its_hardest_sentence():
    assert not any(isinstance(each, Finding) for each in said(PLAIN))
    (finding,) = [each for each in said(OFFICIALESE) if isinstance(each, Finding)]
    assert finding.severity == "hint"
    assert OFFICIALESE[finding.span.start : finding.span.end].startswith("Осуществление")


def test_chats_are_not_judged():
    assert said(OFFICIALESE, medium="chat") == []


def test_a_full_stop_in_a_number_ends_no_sentence():
    assert _ease(["Метр стоит 4.5 тыс. рублей за рулон льна."], "ru") == pytest.approx(
        _ease(["Метр стоит 4 5 тыс рублей за рулон льна."], "ru")
    )


def test_russian_ease_follows_obornevas_formula():
    text = ["Доставка рубашка погода договор."]  # four words of three syllables
    assert _ease(text, "ru") == pytest.approx(206.835 - 1.3 * 4 - 60.1 * 12 / 4, abs=0.01)


@pytest.mark.parametrize(
    ("ease", "language", "label"),
    [
        (70, "ru", "easy"),
        (69.9, "ru", "normal"),
        (44.9, "ru", "hard"),
        (19.9, "ru", "very_hard"),
        (-8, "en", "easy"),
        (-12, "en", "normal"),
        (-16, "en", "hard"),
        (-20, "en", "very_hard"),
    ],
)
def test_the_limits_of_the_labels(ease, language, label):
    assert _label(ease, language) == label


def test_the_reason_names_the_figure_in_the_language_of_the_run():
    (verdict,) = said(PLAIN)
    assert "индекс Флеша" in verdict.reason
    with speaking("en"):
        (verdict,) = said(PLAIN)
    assert "Flesch reading ease" in verdict.reason


def test_nothing_asks_the_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a check must not use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    _statistics.cache_clear()
    assert said(PLAIN)
    assert said(PLAIN_EN)
