"""Which model answers, where texts may go, and where they never go."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import ModuleType

import langsmith
import pytest
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from okk_text.errors import OkkError, SettingsError
from okk_text.judge.answers import MemoryAnswers
from okk_text.judge.chat_model import chat_model
from okk_text.judge.door import Door, Prompt
from okk_text.language import speaking
from okk_text.settings.llm import Llm, Privacy
from tests.llm_stub import Answer, LlmStub, chance, drips, says

PROMPT = Prompt(system="You read letters.", user="Is it polite?")
SCHEMA = {"type": "object", "properties": {"polite": {"type": "boolean"}}, "required": ["polite"]}


@pytest.fixture(autouse=True)
def _in_russian():
    with speaking("ru"):
        yield


def llm(stub, **more):
    return Llm(base_url=stub.url, model="stub", **({"timeout": timedelta(seconds=2)} | more))


def test_it_is_a_chat_model_of_langchain():
    with LlmStub(says("Да", finish="stop", usage=(7, 1))) as stub:
        model = chat_model(llm(stub), Privacy())
        assert isinstance(model, BaseChatModel)
        bound = model.bind(response_format={"type": "json_object"}, max_tokens=5, seed=3)
        answer = bound.invoke([SystemMessage("Кратко."), HumanMessage("Да?"), AIMessage("Что?")])
    assert answer.content == "Да"
    assert answer.response_metadata["finish_reason"] == "stop"
    assert answer.usage_metadata["input_tokens"] == 7
    assert stub.bodies == [
        {
            "model": "stub",
            "messages": [
                {"role": "system", "content": "Кратко."},
                {"role": "user", "content": "Да?"},
                {"role": "assistant", "content": "Что?"},
            ],
            "response_format": {"type": "json_object"},
            "max_tokens": 5,
            "seed": 3,
        }
    ]


def test_refusal_and_probabilities_come_along():
    with LlmStub([says(None, refusal="Нет"), chance(Yes=0.9, No=0.1)]) as stub:
        model = chat_model(llm(stub), Privacy())
        refused, sure = model.invoke("?"), model.invoke("?")
    assert (refused.content, refused.response_metadata["refusal"]) == ("", "Нет")
    assert sure.response_metadata["logprobs"]["content"][0]["token"] == "Yes"


def test_options_go_into_each_request():
    with LlmStub(says("Да")) as stub:
        options = {"chat_template_kwargs": {"enable_thinking": False}}
        chat_model(llm(stub, options=options), Privacy()).invoke("?")
    assert stub.bodies[0]["chat_template_kwargs"] == {"enable_thinking": False}


def test_an_answer_that_drips_in_is_out_of_time_as_a_whole():
    with LlmStub(drips("Да", over=10)) as stub, pytest.raises(TimeoutError):
        chat_model(llm(stub, timeout=timedelta(seconds=1)), Privacy()).invoke("?")


@pytest.mark.parametrize(("key", "sent"), [("sk-1", "Bearer sk-1"), ("", "Bearer no-key")])
def test_the_key_comes_from_the_environment_and_an_endpoint_may_do_without(key, sent, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with LlmStub(says("Да")) as stub:
        chat_model(llm(stub), Privacy()).invoke("?")
    assert stub.headers[0]["authorization"] == sent


def test_the_endpoint_learns_nothing_about_the_machine(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    with LlmStub(says("Да")) as stub:
        chat_model(llm(stub), Privacy()).invoke("?")
    told = stub.headers[0].keys() - {"x-stainless-raw-response"}
    assert not [name for name in told if name.startswith("x-")]
    assert stub.headers[0]["user-agent"] == "okk-text"


def test_no_log_holds_a_text(caplog):
    caplog.set_level("DEBUG")
    with LlmStub(says("Ответ")) as stub:
        chat_model(llm(stub), Privacy()).invoke("Тайна")
    assert caplog.records
    assert "Тайна" not in caplog.text
    assert "Ответ" not in caplog.text


# The endpoint in [llm], what [privacy] endpoints lists, whether that allows it.
ALLOWED = [
    ("http://127.0.0.1:8081/v1", None, True),
    ("http://127.0.0.1:8081/v1", ["http://127.0.0.1:8081/v1"], True),
    ("http://127.0.0.1:8081/v1/", ["http://127.0.0.1:8081/v1"], True),
    ("https://LLM.example.com:443/v1", ["https://llm.example.com/v1/"], True),
    ("http://127.0.0.1:8081/v1", [], False),
    ("http://127.0.0.1:8082/v1", ["http://127.0.0.1:8081/v1"], False),
    ("http://llm.example.com/v1", ["https://llm.example.com/v1"], False),
    ("https://llm.example.com.evil.example.org/v1", ["https://llm.example.com/v1"], False),
    ("https://llm.example.com@evil.example.org/v1", ["https://llm.example.com/v1"], False),
    ("https://llm.example.com/other", ["https://llm.example.com/v1"], False),
]


@pytest.mark.parametrize(("url", "endpoints", "allowed"), ALLOWED)
def test_only_listed_endpoints_get_anything(url, endpoints, allowed):
    settings = Llm(base_url=url, model="m")
    privacy = Privacy(endpoints=None if endpoints is None else tuple(endpoints))
    if allowed:
        chat_model(settings, privacy)
        return
    with pytest.raises(SettingsError, match="нет среди разрешённых адресов") as stopped:
        Door(settings, privacy=privacy, answers=MemoryAnswers())
    assert stopped.value.where == "okk.toml [privacy] endpoints"


def test_an_endpoint_cannot_send_texts_on(door_of):
    with LlmStub(says("Да")) as elsewhere:
        away = {"Location": f"{elsewhere.url}/chat/completions"}
        with LlmStub(Answer(b"", status=307, headers=away)) as stub:
            asked = door_of(llm(stub)).text(PROMPT)
        assert asked.answer is None
        assert elsewhere.bodies == []


def test_no_proxy_sees_what_stays_on_this_machine(monkeypatch):
    with LlmStub(says("мимо")) as proxy, LlmStub(says("Да")) as stub:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        assert chat_model(llm(stub), Privacy()).invoke("?").content == "Да"
        assert proxy.headers == []


@pytest.fixture
def door_of():
    """Make doors that are closed in the end."""
    doors = []

    def made(settings, **more):
        doors.append(Door(settings, privacy=Privacy(), answers=MemoryAnswers(), **more))
        return doors[-1]

    yield made
    for door in doors:
        door.close()


class Tracer(BaseHTTPRequestHandler):
    """Takes whatever is sent to a tracing service."""

    def do_POST(self):
        self.server.heard.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.do_GET()

    def do_GET(self):
        self.send_response(202)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def tracing_service():
    """One for all tests: LangSmith keeps its first client for the length of the process."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tracer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def tracer(tracing_service, monkeypatch):
    """The environment tells LangChain to send everything to a tracing service."""
    from langsmith.utils import get_env_var

    tracing_service.heard = []
    for name in ("LANGSMITH", "LANGCHAIN"):
        monkeypatch.setenv(f"{name}_TRACING", "true")
        monkeypatch.setenv(f"{name}_TRACING_V2", "true")
        monkeypatch.setenv(f"{name}_ENDPOINT", f"http://127.0.0.1:{tracing_service.server_port}")
        monkeypatch.setenv(f"{name}_API_KEY", "ls-1")
    get_env_var.cache_clear()
    yield tracing_service
    get_env_var.cache_clear()


def flush_tracers():
    from langchain_core.tracers.langchain import wait_for_all_tracers
    from langsmith.run_trees import get_cached_client

    wait_for_all_tracers()
    get_cached_client().flush()


def test_texts_never_go_to_a_tracer(tracer, door_of):
    with LlmStub(says({"polite": True})) as stub, ThreadPoolExecutor(2) as threads:
        door = door_of(llm(stub))
        ask = threads.submit(door.structured, PROMPT, schema=SCHEMA, name="polite")
        assert ask.result().answer == {"polite": True}
        assert door.text(PROMPT).answer
        assert chat_model(llm(stub), Privacy()).invoke("Тайна").content
    foreign = Llm(model="list", chat_model="tests.test_chat_model:Nested")
    assert door_of(foreign).text(PROMPT).answer == {"text": "Да"}
    flush_tracers()
    assert tracer.heard == []


def test_the_tracer_does_hear_what_nobody_silences(tracer):
    """The proof that the test above can fail."""
    langsmith.configure(enabled=None)
    try:
        FakeListChatModel(responses=["Да"]).invoke("Secret")
        flush_tracers()
    finally:
        langsmith.configure(enabled=False)
    assert tracer.heard


class Nested(BaseChatModel):
    """Another's model that calls a further one on its own, by way of invoke."""

    @property
    def _llm_type(self):
        return "nested"

    def _generate(self, messages, stop=None, run_manager=None, **kwargs):
        FakeListChatModel(responses=["Нет"]).invoke(messages)
        return FakeListChatModel(responses=["Да"])._generate(messages)


FAKES = "langchain_core.language_models.fake_chat_models"


def test_another_chat_model_takes_its_place(door_of):
    said = json.dumps({"polite": True})
    options = {"responses": ["```json\n" + said + "\n```"]}
    settings = Llm(model="list", chat_model=f"{FAKES}:FakeListChatModel", options=options)
    asked = door_of(settings).structured(PROMPT, schema=SCHEMA, name="polite")
    assert asked.answer == {"polite": True}
    assert door_of(settings).chance(PROMPT).chance is None
    with pytest.raises(SettingsError):
        chat_model(settings, Privacy(endpoints=("langchain_core:Other",)))
    chat_model(settings, Privacy(endpoints=(settings.chat_model,)))


class OddError(Exception):
    """An error of no known family."""

    status_code = "unknown"


class Broken(FakeListChatModel):
    """A model of another's that raises what it likes."""

    responses: list = []

    def _generate(self, *args, **kwargs):
        raise OddError("Тайна")


def test_what_another_model_raises_becomes_a_reason(door_of):
    settings = Llm(model="broken", chat_model="tests.test_chat_model:Broken")
    asked = door_of(settings).text(PROMPT)
    assert asked.reason == "вызов модели не удался (OddError)"


WRONG = {
    "langchain_nowhere.chat:Chat": (
        "нет модуля langchain_nowhere",
        "pip install langchain-nowhere",
    ),
    f"{FAKES}:Nobody": ("нет чат-модели Nobody", "пакет.модуль:Класс"),
    FAKES: ("нет чат-модели", "пакет.модуль:Класс"),
    "pathlib:PurePath": ("нет чат-модели PurePath", ""),
    f"{FAKES}:FakeListChatModel": ("не создаётся", ""),
}


@pytest.mark.parametrize("path", WRONG)
def test_a_wrong_import_path_says_what_to_do(path):
    problem, advice = WRONG[path]
    with pytest.raises(OkkError) as stopped:
        chat_model(Llm(model="m", chat_model=path), Privacy())
    assert problem in stopped.value.problem
    assert advice in (stopped.value.advice or "")
    assert stopped.value.where.startswith("okk.toml [llm")


def test_a_module_that_misses_one_of_its_own_is_named(monkeypatch):
    module = ModuleType("half_installed")
    monkeypatch.setitem(sys.modules, "half_installed", module)

    def missing(**options):
        raise ModuleNotFoundError("No module named 'gigachat'", name="gigachat")

    module.Chat = missing
    with pytest.raises(OkkError, match="нет модуля gigachat"):
        chat_model(Llm(model="m", chat_model="half_installed:Chat"), Privacy())
