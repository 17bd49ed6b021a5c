"""A draft of a script step: each fact of it stands in a source, or there is no draft."""

import json
from datetime import timedelta

import pytest

from okk_text.judge.answers import MemoryAnswers
from okk_text.judge.door import Door
from okk_text.judge.script_draft import LONGEST, Draft, DraftTask, drafted, unsupported
from okk_text.judge.team_papers import script_of
from okk_text.privacy import Vault
from okk_text.scripts.blocks import Editable, Words
from okk_text.scripts.document import About, blocks
from okk_text.scripts.drafts import NOBODY, drafts
from okk_text.scripts.findings import findings
from okk_text.settings import Llm, Privacy, Settings
from okk_text.store import open_store
from tests.cassette import cassette
from tests.judge_stub import model
from tests.llm_stub import LlmStub, error, says
from tests.test_scripts import COMPARES, SCRIPT, counted, dear

STEP = "Понимаю, что цена важна. Предоплата 30 %, остаток после монтажа."
ANSWERS = (
    "Понимаю, [имя]. В цену входят замер, доставка и монтаж. Могу посчитать из сосны: 168 000 ₽. Посчитать?",
    "Давайте сравним сметы построчно: в стоимость входит гарантия пять лет. Пришлите их расчёт.",
)
FACTS = "Замер бесплатный.\nСрок изготовления 30 дней.\nВопросы по договору: +7 495 123-45-67."
TASK = DraftTask(title="Ответ на «дорого»", moment="цена", text=STEP, answers=ANSWERS, facts=FACTS)
GOOD = "Понимаю, цена важна. В цену входят замер, доставка и монтаж. Давайте сравним сметы построчно: пришлите расчёт."

SUPPORTED = [
    GOOD,
    "Срок изготовления 30 дней, замер бесплатный.",
    "Из сосны выйдет 168 000 рублей, посчитать?",
    "Гарантия 5 лет входит в стоимость.",
    "Понимаю, [имя]. Что для вас важнее: цена или срок?",
]
UNSUPPORTED = [
    ("Понимаю. Доставка за 5 дней.", "5 дней"),
    ("Предоплата 20 %.", "20 %"),
    ("Дадим скидку на монтаж.", "скидку"),
    ("Скидка 30 %.", "30 %"),
    ("Срок изготовления 5 лет.", "5 лет"),
    ("Когда сделаем? 5 лет.", "5 лет"),
    ("Посчитать? +7 495 123-45-67", "495"),
    ("Вам перезвонит Андрей.", "Андрей"),
    ("Гарантируем лучшую цену.", "Гарантируем"),
    ("Мы вернём деньги, если не понравится.", "вернём"),
    ("Завтра пришлю расчёт.", "Завтра"),
    ("Рассрочка без переплат.", "Рассрочка"),
    ("Звоните: +7 800 555-35-35.", "+7 800 555-35-35"),
]


@pytest.mark.parametrize("text", SUPPORTED)
def test_what_stands_in_a_source_may_stand_in_the_draft(text):
    assert unsupported(text, TASK.sources) == ()


@pytest.mark.parametrize(("text", "fact"), UNSUPPORTED)
def test_a_figure_a_name_or_a_promise_of_no_source_is_found(text, fact):
    assert any(fact.casefold() in c.text.casefold() for c in unsupported(text, TASK.sources))


def test_the_fact_lock_works_in_english():
    sources = ("The survey is free. The deposit is 30%, the rest after fitting.",)
    assert unsupported("The survey is free, and the deposit is 30%.", sources) == ()
    assert unsupported("We give a discount of 30%.", sources)


def asked(script, task=TASK):
    """What came of the task with an endpoint that answers so, and the requests it got."""
    vault = Vault(NOBODY, Settings())
    with LlmStub(script) as stub:
        llm = Llm(base_url=stub.url, model="stub", retries=0)
        door = Door(llm, privacy=Privacy(), answers=MemoryAnswers())
        result = drafted(task, door=door, vault=vault, guard=vault.leaks)
        door.close()
        return result, [body["messages"] for body in stub.bodies]


def test_a_draft_made_of_the_sources_is_kept():
    result, sent = asked(says({"text": GOOD}))
    assert result == Draft(text=GOOD)
    assert len(sent) == 1
    assert ANSWERS[1] in sent[0][1]["content"]


def test_words_of_no_source_are_pointed_out():
    result, _ = asked(says({"text": GOOD + " Ступени надёжные."}))
    assert result.new_words == ("ступени", "надежные")


def test_a_figure_of_one_clients_order_is_pointed_out():
    result, _ = asked(says({"text": "Из сосны выйдет 168 000 рублей. Срок изготовления 30 дней."}))
    assert result.one_off == ("168 000 рублей",)


def test_a_draft_with_a_new_figure_is_asked_for_once_more_with_what_is_wrong():
    wrong = "Понимаю. Дадим скидку 15 %."
    result, sent = asked([says({"text": wrong}), says({"text": GOOD})])
    assert result == Draft(text=GOOD)
    assert "«15 %»" in sent[1][1]["content"]
    assert wrong in sent[1][1]["content"]


def test_a_draft_that_stays_wrong_is_dropped_with_the_reason():
    result, sent = asked(says({"text": "Понимаю. Дадим скидку 15 %."}))
    assert (result.cause, len(sent)) == ("facts", 2)
    assert {change.text for change in result.changes} >= {"15 %"}


DROPPED = [
    ("", "empty"),
    (STEP, "same"),
    ("Понимаю, [адрес замера]. Давайте сравним сметы.", "marks"),
    ("I understand. Let us compare the estimates line by line.", "language"),
    ("Давайте сравним сметы построчно. " * (LONGEST // 30), "longer"),
    ("Понимаю, [PHONE_7].", "marks"),
]


@pytest.mark.parametrize(("text", "cause"), DROPPED)
def test_a_draft_that_will_not_do_says_why(text, cause):
    result, _ = asked(says({"text": text}))
    assert result.cause == cause
    assert result.reason


def test_without_an_answer_there_is_a_reason_and_no_second_question():
    result, sent = asked(error(400))
    assert (result.cause, len(sent)) == ("no answer", 1)
    assert result.reason


def test_the_firms_own_phone_stays_here_and_comes_back_in_the_draft():
    result, sent = asked(says({"text": "Вопросы по договору: [PHONE_1]."}))
    assert "495" not in sent[0][1]["content"]
    assert result == Draft(text="Вопросы по договору: +7 495 123-45-67.")


ENGLISH = DraftTask(
    title="Meet the price objection",
    moment="objection: Price",
    text="I understand. Our staircases are good, hence the price.",
    answers=(
        "I see. The price includes the survey, delivery and fitting. Shall I work it out in pine?",
        "Let us compare the estimates line by line. Please send me theirs.",
    ),
    facts="The survey is free. The warranty is 5 years.",
)


@pytest.mark.parametrize(("name", "task"), [("price", TASK), ("english", ENGLISH)])
def test_a_real_small_models_draft_says_nothing_new_or_is_dropped(name, task):
    vault = Vault(NOBODY, Settings())
    llm = Llm(base_url="http://127.0.0.1:8081/v1", model="okk-local", timeout=timedelta(minutes=9))
    door = Door(llm, privacy=Privacy(), answers=MemoryAnswers())
    with cassette(f"script_step_{name}"):
        result = drafted(task, door=door, vault=vault, guard=vault.leaks)
    door.close()
    if isinstance(result, Draft):
        assert unsupported(result.text, task.sources) == ()
        assert len(result.text) <= LONGEST
    else:
        assert result.cause != "no answer"


def test_a_phone_at_the_wrong_place_is_told_to_the_model_without_its_digits():
    result, sent = asked([says({"text": "Посчитать? [PHONE_1]"}), says({"text": GOOD})])
    assert result == Draft(text=GOOD)
    assert "«[PHONE_1]»" in sent[1][1]["content"]
    assert "495" not in str(sent)


def found_dear():
    cards = [dear(COMPARES, "Да, давайте", number=n) for n in range(4)]
    return findings(counted(*cards), steps=script_of(SCRIPT), settings=Settings())


def drafts_by(text, steps):
    with LlmStub(says({"text": text})) as stub:
        llm = Llm(base_url=stub.url, model="stub", retries=0)
        door = Door(llm, privacy=Privacy(), answers=MemoryAnswers())
        found = found_dear()
        made = list(drafts(found, steps=steps, facts=FACTS, door=door, settings=Settings()))
        door.close()
    about = About("Ступень", None, None, has_script=True, drafted=True)
    return made, list(blocks(found, drafts=made, about=about))


def test_the_step_of_an_objection_gets_a_draft_to_edit():
    text = "Понимаю. Давайте сравним сметы построчно: в цену входит монтаж."
    made, shown = drafts_by(text, script_of(SCRIPT))
    assert [(draft.moment, draft.title) for draft in made] == [("price", "Ответить на «дорого»")]
    assert made[0].before.startswith("Понимаю. У нас качественные")
    assert Editable(text) in shown


def test_an_objection_without_a_step_gets_a_new_one():
    made, _ = drafts_by("Давайте сравним сметы построчно, в цену входит монтаж. Согласны?", ())
    assert [(draft.title, draft.before) for draft in made] == [("Ответ на возражение: цена", "")]


def test_a_dropped_draft_is_told_with_its_reason():
    _, shown = drafts_by("Скидка 50 % только сегодня.", script_of(SCRIPT))
    told = [block.text for block in shown if isinstance(block, Words)]
    assert any("Черновика нет" in text and "50 %" in text for text in told)


def test_the_command_drafts_from_what_a_store_holds(okk, tmp_path):
    url = f"sqlite:///{tmp_path}/okk.db"
    with open_store(url, folder=tmp_path) as store:
        for number in range(4):
            store.put(dear(COMPARES, "Да, давайте", number=number, at=f"2026-03-02 1{number}:00"))
    text = "Понимаю. Давайте сравним сметы построчно: в цену входит монтаж."
    with LlmStub(says({"text": text})) as stub:
        toml = tmp_path / "okk.toml"
        toml.write_text(
            f'[store]\nurl = "{url}"\n[llm]\nbase_url = "{stub.url}"\nmodel = "stub"\n'
            f'[[team]]\nname = "Ступень"\nmanagers = ["Мария Котова"]\nscript = "{SCRIPT}"\n',
            encoding="utf-8",
        )
        ended = okk("scripts", "--settings", toml, "--format", "md")
        again = okk("scripts", "--settings", toml, "--format", "md")
        none = okk("scripts", "--settings", toml, "--no-llm")
    assert ended.code == 0, ended.err
    assert f"Черновик:*\n\n{text}" in ended.out
    assert "Синицын" not in str(stub.bodies)
    assert "Ольга" not in str(stub.bodies)
    assert (again.out, len(stub.bodies)) == (ended.out, 1)
    assert "она не подключена" in none.out


def test_the_command_judges_exports_and_drafts_with_one_model(okk, tmp_path):
    lines = [
        {"conversation": f"deal-{n}", "author": author, "role": role, "text": text}
        for n in range(2)
        for author, role, text in (
            ("Пётр Ветров", "client", "Сколько стоит лестница?"),
            ("Мария Котова", "manager", "Лестница из дуба: 214 000 ₽ с монтажом."),
            ("Пётр Ветров", "client", "Дорого"),
            ("Мария Котова", "manager", COMPARES),
            ("Пётр Ветров", "client", "Да, давайте"),
        )
    ]
    path = tmp_path / "chats.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    text = "Понимаю. Давайте сравним сметы построчно: в цену входит монтаж."
    judged = model(lambda ask, sentences: list(sentences)[-1:])

    def answer(request):
        return says({"text": text}) if "шага скрипта" in request.prompt else judged(request)

    with LlmStub(answer) as stub:
        toml = tmp_path / "okk.toml"
        toml.write_text(
            f'[grammar]\nengine = "off"\n[llm]\nbase_url = "{stub.url}"\nmodel = "stub"\nrewrites = false\n'
            f'[[team]]\nname = "Ступень"\nmanagers = ["Мария Котова"]\nscript = "{SCRIPT}"\n',
            encoding="utf-8",
        )
        ended = okk("scripts", path, "--settings", toml, "--format", "md")
    assert ended.code == 0, ended.err
    assert len(stub.bodies) > 2
    assert "| Цена | 4\u00a0из\u00a06 " in ended.out  # it says yes to whatever is asked
    assert f"Черновик:*\n\n{text}" in ended.out
