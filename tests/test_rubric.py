"""Rubrics are read with `extends` and variants; a mistake is named by file and line."""

import re

import pytest

from okk_text.errors import RubricError
from okk_text.language import speaking
from okk_text.rubric import load_rubric
from okk_text.rubric_lint import doubts
from okk_text.settings import Settings

HEAD = 'name: own\nversion: "2"\ntitle: {ru: Своя, en: Own}\n'
KNOWN = {"greeting": ("greeting",), "cta": ("cta",)}


@pytest.fixture
def written(tmp_path):
    """Write a rubric and give its path; the first argument is its text."""

    def write(text, name="own.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_the_shipped_rubric_has_criteria_for_every_medium():
    rubric = load_rubric("default")
    for medium in ("chat", "email", "proposal"):
        assert len(rubric.criteria_for(medium, None)) >= 4


def test_a_rubric_that_extends_another_changes_only_what_it_names(written):
    rubric = load_rubric(written(HEAD + "extends: default\ncriteria:\n  greeting: {weight: 33}\n"))
    weights = {c.id: c.weight for c in rubric.criteria}
    base = {c.id: c.weight for c in load_rubric("default").criteria}
    assert weights == {**base, "greeting": 33}
    assert (rubric.name, rubric.version) == ("own", "2")


def test_a_changed_rubric_has_another_hash(written):
    one = load_rubric(written(HEAD + "extends: default\ncriteria:\n  greeting: {weight: 33}\n"))
    two = load_rubric(written(HEAD + "extends: default\ncriteria:\n  greeting: {weight: 34}\n"))
    assert one.sha256 != two.sha256


def test_variants_by_medium_and_team_are_applied(written):
    text = HEAD + (
        "criteria:\n  cta:\n    title: {ru: Призыв, en: Call}\n    weight: 10\n    checks: [cta]\n"
        "    when:\n      - {medium: chat, weight: 4}\n      - {team: Опт, weight: 20}\n      - {medium: proposal, weight: 0}\n"
    )
    rubric = load_rubric(written(text))
    weight = lambda medium, team: [c.weight for c in rubric.criteria_for(medium, team)]  # noqa: E731
    assert weight("email", None) == [10]
    assert weight("chat", None) == [4]
    assert weight("chat", "Опт") == [20]
    assert weight("proposal", None) == []


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("criteria:\n  greeting:\n    wieght: 3\n", 6, "wieght"),
        ("criteria:\n  greeting:\n    weight: -3\n", 6, "weight"),
        ("criteria:\n  greeting:\n    labels: {named: 7}\n", 6, "named"),
        ("criteria:\n  greeting:\n    media: [fax]\n", 6, "media"),
        ("criteria: [\n", 5, "YAML"),
        ("criteria:\n  greeting: {weight: 1}\n  greeting: {weight: 2}\n", 6, "повторяется"),
        ("criteria:\n  greeting: 5\n", 5, "пустой"),
        ("typo: 1\ncriteria:\n  greeting: {weight: 1}\n", 4, "typo"),
    ],
)
def test_a_mistake_is_named_by_file_and_line(written, body, line, words):
    path = written(HEAD + body)
    with pytest.raises(RubricError) as caught:
        load_rubric(path)
    assert caught.value.where == f"{path}:{line}"
    assert words in caught.value.problem


def test_a_typo_gets_the_likely_key_as_advice(written):
    with pytest.raises(RubricError) as caught:
        load_rubric(written(HEAD + "criteria:\n  greeting:\n    wieght: 3\n"))
    assert "weight" in caught.value.advice


def test_extends_in_a_circle_is_refused(written, tmp_path):
    written("extends: two.yaml\n", "one.yaml")
    written("extends: one.yaml\n", "two.yaml")
    with pytest.raises(RubricError, match="кругу"):
        load_rubric(str(tmp_path / "one.yaml"))


def test_an_unknown_name_lists_what_there_is():
    with pytest.raises(RubricError) as caught:
        load_rubric("b2x")
    assert "default" in caught.value.advice


CRITERION = "criteria:\n  greeting:\n    title: {ru: П, en: G}\n    weight: 5\n"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (CRITERION + "    checks: [greting]\n", "неизвестная проверка"),
        (CRITERION + "    checks: [cta]\n", "не отвечает на критерий"),
        (CRITERION, "недостижим"),
        (CRITERION + "    checks: [greeting]\n    labels: {named: 0.5}\n", "полный вес недостижим"),
        (
            CRITERION + "    checks: [greeting]\n    labels: {named: 1}\n    critical: [wrong]\n",
            "критическая метка",
        ),
        (
            CRITERION
            + "    checks: [greeting]\n    media: [email]\n    when: [{medium: chat, weight: 2}]\n",
            "условие недостижимо",
        ),
        (
            CRITERION
            + "    questions: [{id: q, ask: {ru: 'Поздоровался ли он и назвал ли срок?', en: 'Did he greet?'}}]\n",
            "два вопроса в одном",
        ),
        (
            CRITERION
            + "    questions: [{id: q, ask: {ru: 'Назван ли срок?', en: 'Did he greet and did he ask?'}}]\n",
            "два вопроса в одном",
        ),
        (CRITERION + "    checks: [greeting]\n    media: [email]\n", "ни одного критерия"),
    ],
)
def test_the_lint_names_what_is_doubtful(written, body, words):
    found = doubts(written(HEAD + body), known_checks=KNOWN, settings=Settings())
    assert any(words in doubt.problem for doubt in found), found
    assert all(":" in doubt.where for doubt in found)


def test_the_lint_finds_nothing_in_the_shipped_rubric():
    from okk_text.checks import checks

    known = {check.id: check.criteria for check in checks().values()}
    assert doubts("default", known_checks=known, settings=Settings()) == []


@pytest.mark.parametrize(
    "body",
    [
        "critical_cap: 400\n",
        "criteria:\n  cta: {weight: -3}\n",
        "criteria:\n  cta: {weight: много}\n",
        "criteria:\n  cta: {checks: cta}\n",
        "criteria:\n  cta: {unit: letter}\n",
        "criteria:\n  cta: {report_only: 5}\n",
        "criteria:\n  cta: {when: [{medium: fax}]}\n",
        "criteria: &a\n  cta: *a\n",
    ],
)
def test_a_mistake_is_told_in_the_language_of_the_run(written, body):
    path = written(HEAD + "extends: default\n" + body)
    with pytest.raises(RubricError) as caught:
        load_rubric(path)
    assert re.search("[а-яё]", caught.value.problem)
    with speaking("en"), pytest.raises(RubricError) as caught:
        load_rubric(path)
    assert not re.search("[а-яё]", caught.value.problem)
