"""`rubric check` finds questions and tables that cannot work, by file and line."""

from textwrap import indent

import pytest

from okk_text.checks import checks
from okk_text.rubric_lint import doubts
from okk_text.settings import Settings

HEAD = 'name: own\nversion: "2"\ntitle: {ru: Своя, en: Own}\ncriteria:\n  polite:\n    title: {ru: П, en: P}\n    weight: 5\n'
LINES = HEAD.count("\n")
ASK = "{id: %s, ask: {ru: 'Груб ли менеджер?', en: 'Is he rude?'}%s}"
RUDE, COLD = ASK % ("rude", ""), ASK % ("cold", "")
OK = "labels: {ok: 1, rude: 0}\n"


def found(tmp_path, body):
    path = tmp_path / "own.yaml"
    path.write_text(HEAD + indent(body, "    "), encoding="utf-8")
    known = {check.id: check.criteria for check in checks().values()}
    return doubts(str(path), known_checks=known, settings=Settings())


GOOD = [
    f"questions: [{RUDE}]\ndecide: [{{rude: yes, label: rude}}, {{label: ok}}]\n{OK}",
    f"questions: [{RUDE}]\ndecide: [{{rude: yes, label: rude}}, {{rude: no, label: ok}}]\n{OK}",
    f"questions: [{RUDE}]\ndecide: [{{rude: yes, label: rude}}, {{label: na}}]\nlabels: {{rude: 0, ok: 1}}\n",
    f"questions: [{RUDE}, {ASK % ('cold', ', after: {rude: no}')}]\n"
    f"decide: [{{rude: yes, label: rude}}, {{cold: yes, label: rude}}, {{cold: no, label: ok}}]\n{OK}",
    "needs: script\nunit: conversation\nlabels: {'yes': 1, partly: 0.5, 'no': 0}\n",
]

BAD = [  # body, line after the head, words of the problem, whether it cannot work
    (f"questions: [{RUDE}]\n{OK}", 1, "нет таблицы decide", True),
    (
        f"questions: [{RUDE}]\ndecide:\n- {{rude: yes, label: rude}}\n- {{rood: no, label: ok}}\n- {{label: ok}}\n{OK}",
        4, "неизвестном вопросе «rood»", True,
    ),
    (
        f"questions: [{RUDE}]\ndecide:\n- {{rude: yes, label: cold}}\n- {{label: ok}}\n{OK}",
        3, "метка «cold» не названа в labels", False,
    ),
    (
        f"questions:\n- {RUDE}\n- {COLD}\ndecide: [{{rude: yes, label: rude}}, {{label: ok}}]\n{OK}",
        3, "ответ на вопрос «cold» ни на что не влияет", False,
    ),
    (
        f"questions:\n- {ASK % ('rude', ', after: {cold: no}')}\n- {COLD}\n"
        f"decide: [{{rude: yes, label: rude}}, {{cold: yes, label: ok}}, {{label: ok}}]\n{OK}",
        2, "вопроса «cold» выше нет", True,
    ),
    (
        f"questions:\n- {RUDE}\n- {RUDE}\ndecide: [{{rude: yes, label: rude}}, {{label: ok}}]\n{OK}",
        3, "вопрос «rude» повторяется", True,
    ),
    (
        f"questions: [{RUDE}, {COLD}]\ndecide: [{{rude: yes, label: rude}}, {{rude: no, cold: no, label: ok}}]\n{OK}",
        2, "при ответах rude: no, cold: yes таблица не даёт метки", False,
    ),
    (
        f"questions: [{RUDE}]\ndecide:\n- {{label: ok}}\n- {{rude: yes, label: rude}}\n{OK}",
        4, "строка недостижима", False,
    ),
    (
        f"questions: [{RUDE}]\ndecide: [{{rude: yes, label: rude}}, {{label: ok}}]\n{OK}unit: conversation\nfact: rudeness\n",
        5, "«rudeness» не поле записи", True,
    ),
    (
        f"questions: [{RUDE}]\ndecide: [{{rude: yes, label: rude}}, {{label: ok}}]\n{OK}fact: forwardable\n",
        4, "«forwardable» не поле записи", True,
    ),
]  # fmt: skip


@pytest.mark.parametrize("body", GOOD)
def test_a_table_that_works_is_left_alone(tmp_path, body):
    assert found(tmp_path, body) == []


@pytest.mark.parametrize(("body", "line", "words", "error"), BAD)
def test_what_cannot_work_is_named_by_line(tmp_path, body, line, words, error):
    told = [doubt for doubt in found(tmp_path, body) if words in doubt.problem]
    assert told, found(tmp_path, body)
    assert told[0].where.endswith(f"own.yaml:{LINES + line}")
    assert told[0].error is error
    assert told[0].advice.endswith(".")


def test_two_criteria_of_objections_are_one_too_many(tmp_path):
    body = (
        f"unit: client_turn\nreport_only: true\nquestions: [{RUDE}]\n"
        "decide: [{rude: yes, label: rude}, {label: none}]\nlabels: {none: 1}\n"
    )
    assert found(tmp_path, body) == []
    path = tmp_path / "two.yaml"
    one = HEAD.partition("criteria:\n")[2] + indent(body, "    ")
    head = HEAD.partition("criteria:\n")[0] + "criteria:\n"
    path.write_text(head + one + one.replace("polite", "polite2"), encoding="utf-8")
    told = doubts(str(path), known_checks={}, settings=Settings())
    (only,) = [doubt for doubt in told if "второй критерий с unit: client_turn" in doubt.problem]
    assert only.error
