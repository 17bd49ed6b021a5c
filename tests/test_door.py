"""The one door to a model: whatever an endpoint does, an answer or a reason."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from okk_text.errors import SettingsError
from okk_text.judge.answers import MemoryAnswers
from okk_text.judge.budget import Budget
from okk_text.judge.door import Door, Prompt
from okk_text.language import speaking
from okk_text.settings.llm import Llm, Privacy
from tests.cassette import cassette
from tests.llm_stub import LlmStub, chance, cuts, drips, error, fenced, hangs, says, truncated

PROMPT = Prompt(system="You read letters.", user="Is a deadline named in «Пришлите до пятницы»?")
SCHEMA = {
    "type": "object",
    "properties": {
        "evidence": {"type": "array", "items": {"enum": [1, 2]}},
        "answer": {"enum": ["yes", "no"]},
    },
    "required": ["evidence", "answer"],
    "additionalProperties": False,
}
GOOD = {"evidence": [1], "answer": "yes"}


@pytest.fixture
def door():
    """Make doors that are closed in the end; they wait at most a second for an answer."""
    doors = []

    def made(stub, *, answers=None, log=None, budget=None, privacy=None, chat=None, **settings):
        settings = {"timeout": timedelta(seconds=1), "retries": 1} | settings
        llm = Llm(base_url=stub.url, model="stub", **settings)
        answers = MemoryAnswers() if answers is None else answers
        doors.append(
            Door(
                llm,
                privacy=privacy or Privacy(),
                answers=answers,
                log=log,
                budget=budget,
                chat=chat,
            )
        )
        return doors[-1]

    with speaking("ru"):
        yield made
    for one in doors:
        one.close()


def asked_of(door, **more):
    return door.structured(PROMPT, schema=SCHEMA, name="deadline", **more)


# What the endpoint answers in turn; the answer or part of the reason; how many calls it took.
FAULTS = {
    "good": ([says(GOOD)], GOOD, 1),
    "too many at once": ([error(429, retry_after=0), says(GOOD)], GOOD, 2),
    "a fault inside": ([error(500), says(GOOD)], GOOD, 2),
    "a bad gateway": ([error(502), says(GOOD)], GOOD, 2),
    "faults without end": ([error(503, retry_after=0)], "отвечает 503", 2),
    "hang": ([hangs(), says(GOOD)], GOOD, 2),
    "slow body": ([drips(GOOD, over=10), says(GOOD)], GOOD, 2),
    "cut connection": ([cuts(GOOD), says(GOOD)], GOOD, 2),
    "cut for ever": ([cuts(GOOD)], "оборвалась", 2),
    "200 with an error inside": ([says(None), says(GOOD)], GOOD, 2),
    "cut off by the limit": ([truncated(GOOD, finish="length"), says(GOOD)], GOOD, 2),
    "cut off twice": ([truncated(GOOD, finish="length")], "обрывается", 2),
    "cut off, called complete": ([truncated(GOOD, finish="stop"), says(GOOD)], GOOD, 2),
    "cut off, called complete, twice": ([truncated(GOOD, finish="stop")], "непригоден", 2),
    "blanks up to the limit": ([says(json.dumps(GOOD) + "\n " * 50, finish="length")], GOOD, 2),
    "wrong schema": ([says({"answer": "perhaps", "evidence": []}), says(GOOD)], GOOD, 2),
    "wrong schema twice": ([says({"answer": "yes"})], "'evidence' is a required property", 2),
    "evidence that does not exist": ([says({**GOOD, "evidence": [7]}), says(GOOD)], GOOD, 2),
    "prose and a fence": ([fenced(GOOD)], GOOD, 1),
    "an answer with its opposite": ([says('{"answer": "no", "answer": "yes"}')], "twice", 2),
    "two objects": ([says('{"answer": "yes"} {"answer": "no"}')], "more than one", 2),
    "empty": ([says(""), says(GOOD)], GOOD, 2),
    "empty twice": ([says("  ")], "empty", 2),
    "refusal": ([says(None, refusal="I cannot")], "отказалась", 1),
    "content filter": ([says("", finish="content_filter")], "отказалась", 1),
    "overflow": (
        [error(400, "request (9000 tokens) exceeds the available context size (8192 tokens)")],
        "длиннее",
        1,
    ),
    "overflow in OpenAI's words": ([error(400, code="context_length_exceeded")], "длиннее", 1),
    "filtered before the model saw it": ([error(400, code="content_filter")], "отказалась", 1),
    "another 400": ([error(400, "messages must not be odd")], "messages must not be odd", 1),
    "no key": ([error(401)], "OPENAI_API_KEY", 1),
    "no model": ([error(404)], "base_url", 1),
    "no money": ([error(429, code="insufficient_quota")], "средства", 1),
}


@pytest.mark.parametrize("case", FAULTS)
def test_every_fault_ends_in_an_answer_or_a_reason(case, door):
    script, expected, calls = FAULTS[case]
    with LlmStub(script) as stub:
        asked = asked_of(door(stub))
        assert len(stub.bodies) == asked.calls == calls
    if isinstance(expected, dict):
        assert (asked.answer, asked.reason) == (expected, None)
    else:
        assert asked.answer is None
        assert expected in asked.reason


def test_a_repair_shows_the_bad_answer_and_the_complaint(door):
    with LlmStub([says({**GOOD, "answer": "perhaps"}), says(GOOD)]) as stub:
        asked_of(door(stub))
    *asked, bad, complaint = stub.bodies[1]["messages"]
    assert asked == stub.bodies[0]["messages"]
    assert bad == {"role": "assistant", "content": '{"evidence": [1], "answer": "perhaps"}'}
    assert "'perhaps' is not one of" in complaint["content"]


def test_an_answer_that_the_caller_cannot_use_is_asked_for_once_more(door):
    def no_evidence_no_yes(answer):
        return None if answer["evidence"] else "a yes needs evidence"

    with LlmStub([says({**GOOD, "evidence": []}), says(GOOD)]) as stub:
        assert asked_of(door(stub), check=no_evidence_no_yes).answer == GOOD
    assert "a yes needs evidence" in stub.bodies[1]["messages"][-1]["content"]
    with LlmStub(says({**GOOD, "evidence": []})) as stub:
        reason = asked_of(door(stub), check=no_evidence_no_yes).reason
    assert reason == "ответ модели непригоден: a yes needs evidence"


def test_a_cut_off_answer_gets_twice_the_room_once(door):
    with LlmStub(truncated(GOOD, finish="length")) as stub:
        asked_of(door(stub), max_tokens=100)
    assert [body["max_tokens"] for body in stub.bodies] == [100, 200]


MODES = {
    "json_schema": ((), ["json_schema"]),
    "json_object": (("json_schema",), ["json_schema", "json_object"]),
    "text": (("json_schema", "json_object"), ["json_schema", "json_object", None]),
}


@pytest.mark.parametrize("mode", MODES)
def test_the_surest_form_that_an_endpoint_knows_is_found_and_remembered(mode, door):
    refuses, forms = MODES[mode]
    answers = MemoryAnswers()
    with LlmStub(fenced(GOOD), refuses=refuses) as stub:
        one = door(stub, answers=answers)
        assert asked_of(one).answer == GOOD
        assert [form_of(body) for body in stub.bodies] == forms
        assert asked_of(one, repeat=1).answer == GOOD
        assert asked_of(door(stub, answers=answers), repeat=2).answer == GOOD  # a later run
    assert [form_of(body) for body in stub.bodies] == [*forms, forms[-1], forms[-1]]
    told = '"answer": "yes" | "no"' in stub.bodies[-1]["messages"][1]["content"]
    assert told == (mode != "json_schema")


def form_of(body):
    return body.get("response_format", {}).get("type")


def test_a_schema_that_an_endpoint_cannot_read_costs_only_this_schema_its_form(door):
    def script(request):
        form = request.body.get("response_format", {})
        if form.get("json_schema", {}).get("name") == "odd":
            return error(400, "JSON schema conversion failed: Pattern must start with '^'")
        return says(GOOD)

    with LlmStub(script) as stub:
        one = door(stub)
        assert one.structured(PROMPT, schema=SCHEMA, name="odd").answer == GOOD
        assert one.structured(PROMPT, schema=SCHEMA, name="even").answer == GOOD
    assert [form_of(body) for body in stub.bodies] == ["json_schema", "json_object", "json_schema"]


def test_an_endpoint_that_only_ignores_the_schema_is_told_it_in_words(door):
    def script(request):
        told = "of this shape" in request.body["messages"][-1]["content"]
        return says(GOOD if told else {"verdict": "good"})

    with LlmStub(script) as stub:
        one = door(stub)
        assert [asked_of(one, repeat=k).answer for k in range(5)] == [GOOD] * 5
    forms = [form_of(body) for body in stub.bodies]
    assert forms == ["json_schema"] * 5 + ["json_object"] * 3


@pytest.mark.parametrize("name", ["temperature", "seed", "max_tokens", "cache_prompt"])
def test_a_parameter_that_is_refused_is_left_out_from_then_on(name, door):
    answers = MemoryAnswers()
    with LlmStub(says(GOOD), refuses=[name]) as stub:
        assert asked_of(door(stub, answers=answers)).answer == GOOD
        assert asked_of(door(stub, answers=answers), repeat=1).answer == GOOD
    assert [name in body for body in stub.bodies] == [True, False, False]
    assert ("max_completion_tokens" in stub.bodies[-1]) == (name == "max_tokens")


CHANCES = {
    "capitals and blanks are folded": ({"Yes": 0.5, " yes": 0.1, "No": 0.2, "но": 0.1}, 0.75),
    "punctuation too": ({"**Yes": 0.3, "no.": 0.1}, 0.75),
    "only yes": ({"Yes": 0.9, "Well": 0.1}, 1.0),
    "neither": ({"Well": 0.9, "Hm": 0.1}, None),
}


@pytest.mark.parametrize("case", CHANCES)
def test_the_chance_of_yes_is_its_share_of_both(case, door):
    probabilities, expected = CHANCES[case]
    with LlmStub(chance(**probabilities)) as stub:
        asked = door(stub).chance(PROMPT)
    assert asked.reason is None
    assert asked.chance == (None if expected is None else pytest.approx(expected))
    wanted = {"max_tokens": 1, "logprobs": True, "top_logprobs": 20, "temperature": 0}
    assert stub.bodies[0].items() >= wanted.items()


def test_russian_words_are_known_by_the_piece_that_a_tokenizer_cuts(door):
    with LlmStub(chance(Да=0.6, Не=0.2, д=0.1)) as stub:
        asked = door(stub).chance(PROMPT, yes="да", no="нет")
    assert asked.chance == pytest.approx(0.75)


@pytest.mark.parametrize("refuses", [(), ("logprobs",)])
def test_an_endpoint_without_probabilities_is_asked_for_them_once(refuses, door):
    answers = MemoryAnswers()
    with LlmStub(says("yes"), refuses=refuses) as stub:
        one = door(stub, answers=answers)
        assert [one.chance(PROMPT, repeat=k).chance for k in range(3)] == [None] * 3
        calls = len(stub.bodies)
        assert door(stub, answers=answers).chance(PROMPT).chance is None
    assert len(stub.bodies) == calls == 1 + len(refuses)


def test_an_endpoint_that_lists_five_alternatives_is_asked_for_five(door):
    def script(request):
        if request.body["top_logprobs"] > 5:
            return error(400, "top_logprobs must be at most 5", param="top_logprobs")
        return chance(Yes=0.9, No=0.1)

    with LlmStub(script) as stub:
        assert door(stub).chance(PROMPT).chance == pytest.approx(0.9)


def test_words_are_an_answer_too(door):
    with LlmStub([says(" "), says(" Добрый день! ")]) as stub:
        asked = door(stub).text(PROMPT)
    assert asked.answer == {"text": "Добрый день!"}
    assert asked.calls == 2


def test_nothing_answered_is_asked_twice(door):
    answers = MemoryAnswers()
    with LlmStub(says(GOOD)) as stub:
        asked_of(door(stub, answers=answers))
        later = door(stub, answers=answers)
        asked = asked_of(later)
        assert (asked.answer, asked.cached, asked.calls) == (GOOD, True, 0)
        assert later.usage() == {
            "model": "stub", "calls": 0, "cached": 1, "prompt_tokens": 0, "completion_tokens": 0,
            "not_assessed": 0,
        }  # fmt: skip
        assert len(stub.bodies) == 1


OTHERS = {
    "prompt": {"prompt": Prompt(system="You read letters.", user="And this?")},
    "schema": {"schema": {**SCHEMA, "title": "other"}},
    "name": {"name": "tone"},
    "repeat": {"repeat": 1},
    "room": {"max_tokens": 7},
}


@pytest.mark.parametrize("what", OTHERS)
def test_another_question_is_another_call(what, door):
    given = {"prompt": PROMPT, "schema": SCHEMA, "name": "deadline"}
    with LlmStub(says(GOOD)) as stub:
        one = door(stub)
        for asked in (given, given | OTHERS[what]):
            one.structured(asked["prompt"], **{k: v for k, v in asked.items() if k != "prompt"})
        assert len(stub.bodies) == 2


def test_an_answer_is_kept_whatever_the_address_and_the_form(door):
    answers = MemoryAnswers()
    with LlmStub(says(GOOD)) as stub:
        asked_of(door(stub, answers=answers))
    with LlmStub(says(GOOD), refuses=["json_schema"]) as other:
        assert asked_of(door(other, answers=answers)).cached
        assert other.bodies == []


def test_what_went_wrong_is_not_kept(door):
    with LlmStub([says(""), says(""), says(GOOD)]) as stub:
        one = door(stub)
        assert asked_of(one).answer is None
        assert asked_of(one).answer == GOOD


def test_a_kept_answer_is_checked_again(door):
    answers = MemoryAnswers()
    with LlmStub(says(GOOD)) as stub:
        asked_of(door(stub, answers=answers))
        stricter = asked_of(door(stub, answers=answers), check=lambda answer: "not so")
    assert stricter.answer is None


def test_an_answer_is_kept_with_the_conversation_that_it_is_about(door):
    kept = []

    class Answers(MemoryAnswers):
        def put(self, key, text, *, about=None, model=None):
            kept.append((about, model))

    with LlmStub(says("да")) as stub:
        door(stub, answers=Answers()).text(Prompt(system="", user="?", about="tg-1"))
    assert kept == [("tg-1", "stub")]


def test_what_another_version_kept_is_asked_anew(door):
    answers = MemoryAnswers()
    with LlmStub(says(GOOD)) as stub:
        asked_of(door(stub, answers=answers))
        for key in list(answers._texts):
            answers.put(key, '{"of": "another version"}')
        assert asked_of(door(stub, answers=answers)).answer == GOOD
    assert len(stub.bodies) == 2


def test_half_a_character_does_not_stop_a_question(door):
    with LlmStub(says("да")) as stub:
        asked = door(stub).text(Prompt(system="", user="смайл \ud83d"))
    assert asked.answer == {"text": "да"}
    assert stub.bodies[0]["messages"][1]["content"] == "смайл ?"


def test_threads_that_ask_the_same_make_one_call(door):
    with LlmStub(says(GOOD), latency=0.2) as stub, ThreadPoolExecutor(8) as threads:
        one = door(stub)
        asked = list(threads.map(lambda _: asked_of(one), range(8)))
        assert len(stub.bodies) == 1
    assert {a.answer["answer"] for a in asked} == {"yes"}
    assert sum(a.calls for a in asked) == one.usage()["calls"] == 1
    assert one.usage()["cached"] == 7


def test_a_wrong_key_closes_the_door_for_the_run(door):
    with LlmStub(error(401)) as stub:
        one = door(stub)
        reasons = {asked_of(one, repeat=k).reason for k in range(20)}
        assert len(stub.bodies) == 1
    assert len(reasons) == 1
    assert one.usage()["not_assessed"] == 20


def test_an_endpoint_that_never_answers_is_given_up(door):
    with LlmStub(says(GOOD)) as stub:
        pass  # nothing listens there any more
    one = door(stub, retries=0, parallel=1)
    reasons = {asked_of(one, repeat=k).reason for k in range(50)}
    assert one.usage()["calls"] == 10
    assert len(reasons) == 1


def test_an_endpoint_that_refuses_everything_is_given_up(door):
    with LlmStub([says(GOOD), *[error(405)] * 99]) as stub:
        one = door(stub, parallel=1)
        assert [asked_of(one, repeat=k).answer for k in range(30)] == [GOOD] + [None] * 29
        assert len(stub.bodies) == 11


def test_retry_after_is_waited_for(door):
    with LlmStub([error(429, retry_after=1), says(GOOD)]) as stub:
        began = time.monotonic()
        assert asked_of(door(stub)).answer == GOOD
        assert 1 <= time.monotonic() - began < 2


def test_a_crowd_thins_out_where_an_endpoint_takes_two_calls_at_a_time(door):
    under_way = []

    def script(request):
        now = time.monotonic()
        under_way[:] = [end for end in under_way if end > now]
        if len(under_way) >= 2:
            return error(429)
        under_way.append(now + 0.1)
        return says(GOOD).after(0.1)

    with LlmStub(script) as stub, ThreadPoolExecutor(24) as threads:
        one = door(stub, retries=2)
        asked = list(threads.map(lambda k: asked_of(one, repeat=k), range(60)))
        assert [a.reason for a in asked] == [None] * 60
        assert len(stub.bodies) < 145  # about 110; 175 where nobody makes way


def test_a_stopped_run_waits_for_nothing(door):
    with LlmStub(error(429, retry_after=30)) as stub:
        one = door(stub)
        threading.Timer(0.3, one.close).start()
        began = time.monotonic()
        assert asked_of(one).reason == "прогон остановлен"
        assert time.monotonic() - began < 5


BUDGETS = {"calls": (Budget(max_calls=3), 3), "tokens": (Budget(max_tokens=400), 3)}


@pytest.mark.parametrize("limit", BUDGETS)
def test_a_spent_budget_ends_the_run_cleanly(limit, door):
    budget, calls = BUDGETS[limit]
    with LlmStub(says(GOOD)) as stub:
        one = door(stub, budget=budget)
        asked = [asked_of(one, repeat=k) for k in range(6)]
        assert len(stub.bodies) == calls
    assert [a.answer for a in asked] == [GOOD] * calls + [None] * (6 - calls)
    assert asked[-1].reason.startswith("бюджет исчерпан")


def test_parallel_calls_do_not_overrun_the_tokens_together(door):
    with LlmStub(says(GOOD), latency=0.05) as stub, ThreadPoolExecutor(8) as threads:
        one = door(stub, max_tokens=1200)
        list(threads.map(lambda k: asked_of(one, repeat=k), range(40)))
    usage = one.usage()
    assert usage["prompt_tokens"] + usage["completion_tokens"] <= 1200
    assert usage["calls"] >= 5


def test_all_calls_are_counted_also_those_that_mend(door):
    script = [says(""), says(GOOD, usage=(150, 30))]
    with LlmStub(script) as stub:
        one = door(stub)
        asked = asked_of(one)
    assert (asked.calls, asked.prompt_tokens, asked.completion_tokens) == (2, 250, 50)
    assert one.usage() == {
        "model": "stub", "calls": 2, "cached": 0, "prompt_tokens": 250, "completion_tokens": 50,
        "not_assessed": 0,
    }  # fmt: skip


def test_a_text_in_which_the_guard_finds_something_does_not_leave(door):
    def guard(text):
        return ("+7 900 000-00-00",) if "пятницы" in text else ()

    with LlmStub(says(GOOD)) as stub:
        one = door(stub)
        for asked in (
            one.structured(PROMPT.guarded(guard), schema=SCHEMA, name="deadline"),
            one.chance(PROMPT.guarded(guard)),
            one.text(PROMPT.guarded(guard)),
        ):
            assert asked.reason == "маскирование не удалось, текст не отправлен"
        assert stub.bodies == []


def test_the_guard_sees_the_schema_and_what_a_repair_repeats(door):
    seen = []

    def guard(text):
        seen.append(text)
        return ()

    with LlmStub([says({"answer": "от Ивана"}), says(GOOD)]) as stub:
        door(stub).structured(PROMPT.guarded(guard), schema=SCHEMA, name="deadline")
    assert [all(part in text for part in ("пятницы", "evidence")) for text in seen] == [True] * 2
    assert "от Ивана" in seen[1]


def test_a_guard_that_crashes_lets_nothing_out(door):
    def guard(text):
        raise KeyError(text)

    with LlmStub(says(GOOD)) as stub:
        asked = door(stub).text(PROMPT.guarded(guard))
        assert asked.answer is None
        assert asked.reason
        assert stub.bodies == []


def test_what_was_sent_can_be_shown(door, tmp_path):
    log = tmp_path / "sent.jsonl"
    log.touch(mode=0o644)
    with LlmStub([says(""), says(GOOD)]) as stub, ThreadPoolExecutor(8) as threads:
        one = door(stub, log=log)
        list(threads.map(lambda k: asked_of(one, repeat=k), range(20)))
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == len(stub.bodies) == 21
    assert sorted(map(str, (line["messages"] for line in lines))) == sorted(
        map(str, (body["messages"] for body in stub.bodies))
    )
    assert {line["endpoint"] for line in lines} == {stub.url}
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_log_that_cannot_be_written_stops_before_anything_is_sent(door, tmp_path):
    with LlmStub(says(GOOD)) as stub, pytest.raises(SettingsError, match="журнал отправленного"):
        door(stub, log=tmp_path / "missing" / "sent.jsonl")


def test_a_log_that_fails_later_stops_the_run(door, tmp_path):
    with LlmStub(says(GOOD)) as stub:
        one = door(stub, log=tmp_path / "sent.jsonl")
        one._sent_log.close()  # as a full disk would
        asked = [asked_of(one, repeat=k) for k in range(3)]
        assert len(stub.bodies) == 1
    assert "журнал отправленного не пишется" in asked[-1].reason


def test_reasons_in_threads_are_in_the_language_of_the_run(door):
    with speaking("en"), LlmStub(error(401)) as stub:
        one = door(stub)
        with ThreadPoolExecutor(1) as threads:
            assert "check OPENAI_API_KEY" in threads.submit(asked_of, one).result().reason


# Real answers of the model that the cassette names; asserted is their structure, not their words.

LOCAL = Llm(base_url="http://127.0.0.1:8081/v1", model="okk-local", retries=0)
LETTER = Prompt(
    system="You check business letters.",
    user="[1] Добрый день, Анна!\n[2] Пришлите, пожалуйста, реквизиты до пятницы, 6 марта.\n"
    "Does the letter name a deadline? Cite the number of the sentence.",
)
YES_NO = Prompt(system="Answer with one word: yes or no.", user=LETTER.user)


@pytest.fixture
def real():
    """A door to the local model, behind a cassette."""
    with speaking("ru"):
        yield Door(LOCAL, privacy=Privacy(), answers=MemoryAnswers())


def test_a_real_model_keeps_to_the_schema(real):
    with cassette("door_json_schema"):
        asked = real.structured(LETTER, schema=SCHEMA, name="deadline", max_tokens=100)
    assert asked.answer["answer"] in ("yes", "no")
    assert set(asked.answer["evidence"]) <= {1, 2}
    assert asked.prompt_tokens > 0 < asked.completion_tokens


@pytest.mark.parametrize("mode", ["json_object", "text"])
def test_a_real_model_told_the_shape_in_words_keeps_to_it(mode, real):
    dialect = real._line.dialect
    while dialect.mode("deadline") != mode:
        dialect.step_down(dialect.mode("deadline"))
    with cassette(f"door_{mode}"):
        asked = real.structured(LETTER, schema=SCHEMA, name="deadline", max_tokens=100)
    assert asked.answer["answer"] in ("yes", "no")
    assert asked.calls in (1, 2)


def test_a_real_model_says_how_sure_it_is(real):
    with cassette("door_chance"):
        asked = real.chance(YES_NO)
    assert 0 < asked.chance < 1


def test_a_real_endpoint_says_when_a_text_is_too_long(real):
    with cassette("door_overflow"):
        asked = real.text(Prompt(system="Sum up.", user="7" * 8200))  # a token a digit
    assert asked.answer is None
    assert asked.reason == "текст длиннее, чем помещается в модель"


def test_a_real_answer_without_room_is_asked_for_with_twice_the_room(real):
    with cassette("door_length"):
        asked = real.structured(LETTER, schema=SCHEMA, name="deadline", max_tokens=9)
    assert asked.calls == 2
    assert asked.answer is not None or asked.reason == "ответ модели обрывается"
