"""What a run will cost: the bounds hold, nothing is sent, what is answered costs nothing."""

import pytest

from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Conversation, Message
from okk_text.judge.answers import MemoryAnswers
from okk_text.judge.judge import open_judge
from okk_text.rubric import load_rubric
from tests.judge_stub import judged, model, says_yes, settings
from tests.llm_stub import LlmStub

CHAT = dialogue("""
    C Пётр: Сколько стоит лестница?
    M Мария: Лестница стоит 90 000 ₽. Пришлите размеры до пятницы.
    C Пётр: Дорого, да и ждать долго.
    M Мария: Читать надо внимательнее.
    C Пётр: Посоветуюсь с женой.
    M Мария: Хорошо.
""")
LONG = Conversation(
    id="long", source="s", channel="chat", medium="chat",
    messages=tuple(
        Message(n=n, author=role, role=role, text=f"Сообщение {n}. " + "слово " * 150)
        for n, role in enumerate(["client", "manager"] * 5, 1)
    ),
)  # fmt: skip
CRITERIA = [c for c in load_rubric("default").criteria if c.questions and "chat" in c.media]
FOUND = [{"n": 5, "kind": "authority", "handled": "not_assessed", "answer_n": 6}]
TEMPERS = {
    "no to all": says_yes(),
    "yes to all": lambda ask, sentences: [1],
    "paid and rude": says_yes(заплатил="Лестница", оскорбляет="Читать", возражает="Дорого"),
    "somebody objects": says_yes(возражает="", нужно="Пришлите"),
    "learnt": says_yes(узнал="", нужно="", прямо=""),
}


def forecast(stub, bound, conversation, answers, **llm):
    counting = open_judge(settings(stub, **llm), answers=answers, forecast=bound)
    judged(counting, conversation, CRITERIA, facts={"objections": FOUND[:1]})
    return counting.usage()


@pytest.mark.parametrize("conversation", [CHAT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("llm", [{}, {"repeats": 2}, {"asks": "conversation"}], ids=str)
def test_a_run_stays_within_the_bounds_and_a_second_costs_nothing(conversation, llm):
    for name, temper in TEMPERS.items():
        answers = MemoryAnswers()
        with LlmStub(model(temper)) as stub:
            least = forecast(stub, "least", conversation, answers, **llm)
            most = forecast(stub, "most", conversation, answers, **llm)
            assert stub.bodies == []
            real = open_judge(settings(stub, **llm), answers=answers)
            judged(real, conversation, CRITERIA, facts={"objections": FOUND})
            assert least["calls"] <= real.usage()["calls"] <= most["calls"], name
            assert 0 < least["prompt_tokens"] <= most["prompt_tokens"]
            again = [
                forecast(stub, bound, conversation, answers, **llm) for bound in ("least", "most")
            ]
            assert [usage["calls"] for usage in again] == [0, 0], name


def test_the_bounds_are_close_where_nothing_hangs_on_an_answer():
    with LlmStub(model(says_yes())) as stub:
        least, most = (
            forecast(stub, bound, CHAT, MemoryAnswers(), asks="conversation")["calls"]
            for bound in ("least", "most")
        )
    assert least <= 4
    assert most <= 30
