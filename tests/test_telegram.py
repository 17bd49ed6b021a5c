"""Telegram exports, as they come and as they break."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okk_text.conversation.model import Conversation
from okk_text.errors import ReadError
from okk_text.readers import Source, read, telegram
from okk_text.readers.telegram import READER
from okk_text.readers.telegram_html import READER as HTML_READER
from okk_text.results import Skip

CASES = Path(__file__).parent.parent / "fixtures" / "readers"
CHAT = (CASES / "telegram-chat" / "export.json").read_bytes()
ACCOUNT = (CASES / "telegram-account" / "export.json").read_bytes()
PAGE = (CASES / "telegram-html" / "export" / "messages.html").read_bytes()
QUICK = settings(
    max_examples=150, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def given_file(tmp_path):
    def write(content, name="result.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def conversations(path, reader=READER):
    """What the reader gives, and the error that it ended with."""
    found, error = [], None
    try:
        for entry in reader.read(Source(str(path), (path,), reader.name)):
            found.append(entry)
    except ReadError as raised:
        error = raised
    return found, error


def chat(**changes):
    """A chat's JSON, with other keys."""
    message = {"id": 1, "type": "message", "date": "2026-01-12T10:00:00", "text": "Да"}
    message |= {"from": "Анна", "from_id": "user7"}
    return {"name": "Анна", "type": "personal_chat", "id": 7, "messages": [message]} | changes


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"participants": [], "messages": [{"sender_name": "A", "timestamp_ms": 1}]}),
        json.dumps({"conversation": "deal-1", "author": "A", "text": "B"}),
        json.dumps({"about": "A list", "chats": {"list": []}}),
        json.dumps({"id": 1, "messages": [{"id": 1, "type": "x", "role": "user"}]}),
        json.dumps([chat()]),
        "[" * 60_000,
        '{"a":' * 12_000,
        "{",
        "",
        "<html><title>Exported Data</title></html>",
        "plain text about a Telegram chat",
    ],
)
def test_other_files_are_not_taken_for_telegram(content):
    assert not READER.recognises(Path("result.json"), content.encode())
    assert not HTML_READER.recognises(Path("result.html"), content.encode())


@pytest.mark.parametrize(
    "head",
    [
        CHAT,
        ACCOUNT,
        b"\xef\xbb\xbf" + CHAT,
        CHAT.decode().encode("utf-16"),
        json.dumps(chat()).encode(),
        json.dumps(dict(reversed(chat().items()))).encode(),
        CHAT[:300],
    ],
)
def test_exports_are_recognised_by_content(head):
    assert READER.recognises(Path("x.bin"), head[: 64 * 1024])
    assert not HTML_READER.recognises(Path("x.bin"), head)


def test_an_account_is_recognised_when_contacts_fill_the_head():
    person = {"user_id": 1, "first_name": "Анна", "last_name": "", "phone_number": "1"}
    contacts = {"about": "Contacts.", "list": [person] * 2000}
    account = {"personal_information": person, "contacts": contacts, "chats": {"list": [chat()]}}
    head = json.dumps(account).encode()[: 64 * 1024]
    assert b"chats" not in head
    assert READER.recognises(Path("result.json"), head)


def test_a_page_is_recognised_and_only_by_the_html_reader():
    assert HTML_READER.recognises(Path("x"), PAGE)
    assert not READER.recognises(Path("x"), PAGE)


def test_the_same_chat_as_json_and_as_html_is_read_once(tmp_path):
    written = {"id": 101, "type": "message", "date": "2026-03-02T10:15:00", "text": "Добрый день!"}
    written |= {"from": "Тамара Ладная", "from_id": "user7"}
    both = chat(name='Тамара "Беседка" Ладная', messages=[written])
    (tmp_path / "result.json").write_text(json.dumps(both))
    (tmp_path / "messages.html").write_bytes(PAGE)
    found = list(read([tmp_path]))
    assert [type(entry) for entry in found] == [Conversation, Skip]


def test_messages_may_stand_before_the_name(given_file):
    path = given_file(json.dumps(dict(reversed(chat(type="bot_chat").items()))))
    [conversation], _ = conversations(path)
    assert conversation.subject == "Анна"
    assert conversation.messages[0].role == "bot"


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_any_charset_is_read(given_file, charset):
    path = given_file(json.dumps(chat(), ensure_ascii=False).encode(charset))
    [conversation], _ = conversations(path)
    assert conversation.messages[0].author == "Анна"
    assert conversation.messages[0].text == "Да"


def test_half_a_surrogate_pair_becomes_a_replacement_character(given_file):
    written = json.dumps(chat()).replace(json.dumps("Да"), '"a\\ud83d \\ud83d\\ude00"')
    [conversation], _ = conversations(given_file(written))
    assert conversation.messages[0].text == "a\ufffd 😀"


@pytest.mark.parametrize("size", [*range(1, 90), *range(90, 1500, 41)])
def test_pieces_may_end_anywhere(size, monkeypatch):
    path = CASES / "telegram-damaged" / "export.json"
    whole, error = conversations(path)
    monkeypatch.setattr(telegram, "PIECE", size)
    found, other = conversations(path)
    assert found == whole
    assert error.problem.split()[:3] == other.problem.split()[:3] == ["файл", "обрывается", "на"]


def test_what_was_complete_survives_a_cut(given_file):
    whole = CHAT.decode()
    [conversation], error = conversations(given_file(whole[: whole.index('"id": 105') + 30]))
    assert [message.id for message in conversation.messages] == ["101", "102", "103", "104"]
    assert "не до конца" in conversation.notes[0]
    assert "обрывается" in error.problem
    assert error.advice


@pytest.mark.parametrize("number", [201, 202])
def test_a_broken_message_costs_neither_its_chat_nor_the_next(given_file, number):
    whole = ACCOUNT.decode()
    at = whole.rindex(f'"id": {number}')
    broken = whole[:at] + whole[at:].replace('"text": "', '"text": "«"»', 1)
    found, error = conversations(given_file(broken))
    first, *others = (entry for entry in found if isinstance(entry, Conversation))
    expected, _ = conversations(given_file(whole))
    assert error is None
    assert "испорчено" in first.notes[0]
    assert others == [entry for entry in expected if isinstance(entry, Conversation)][1:]


def test_a_page_that_breaks_off_gives_its_complete_messages(given_file):
    path = given_file(PAGE[: PAGE.index(b"message104") + 400], "messages.html")
    [conversation], error = conversations(path, HTML_READER)
    assert [message.id for message in conversation.messages] == ["101", "102", "103"]
    assert conversation.notes
    assert "обрывается" in error.problem


def test_pages_are_put_in_the_order_of_their_numbers(tmp_path):
    def page(number, text, before=None):
        link = f'<a class="pagination block_link" href="{before}">\nPrevious messages\n</a>'
        start = PAGE[: PAGE.index(b'<div class="history">') + 21].decode() + (
            link if before else ""
        )
        return f"""{start}<div class="message default clearfix" id="message{number}">
            <div class="body"><div class="from_name">\nАнна\n</div><div class="text">\n{text}\n</div>
            </div></div></html>"""

    names = ["messages.html", *(f"messages{number}.html" for number in range(2, 13))]
    for number, name in enumerate(names):
        before = names[number - 1] if number else None
        (tmp_path / name).write_text(page(number, f"№ {number}", before), "utf-8")
    (tmp_path / "anna.html").write_text(page(50, "другой чат"), "utf-8")
    other, found = read([tmp_path])
    assert [message.text for message in found.messages] == [f"№ {n}" for n in range(12)]
    assert found.source.endswith("/messages.html")
    assert other.source.endswith("/anna.html")


HOSTILE = {
    "a line of 20 MB": '{"name": "' + "x" * 20_000_000,
    "deep arrays": json.dumps(chat())[:-3] + ', "x": ' + "[" * 200_000,
    "deep objects": '{"a":' * 200_000,
    "backslashes": '{"type": "personal_chat", "messages": [{"id": 1, "text": "' + "\\" * 2_000_001,
    "quotes": '{"messages": [' + '{"id": "' * 50_000,
    "a number of many digits": '{"type": "personal_chat", "id": ' + "9" * 1_000_000 + "}",
    "ids that descend": json.dumps(
        chat(messages=[chat()["messages"][0] | {"id": n} for n in range(20_000, 0, -1)])
    ),
    "bare paths": '{"messages": [{"text": [' + '{"document_id": a b\t\t ' * 20_000,
    "only commas": '{"messages": [' + "," * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_json_ends_soon(given_file, name):
    path = given_file(HOSTILE[name])
    began = time.process_time()
    conversations(path)
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "content",
    [
        PAGE + b"<div " * 400_000,
        PAGE + b'<div class="message default">' * 100_000,
        PAGE.replace(b"<strong>", b"<b>" * 300_000),
        PAGE.replace(b"<br>", b"x" * 5_000_000),
    ],
    ids=["tags", "starts", "deep", "long"],
)
def test_hostile_html_ends_soon(given_file, content):
    path = given_file(content, "messages.html")
    began = time.process_time()
    conversations(path, HTML_READER)
    assert time.process_time() - began < 3


@QUICK
@given(content=st.binary(max_size=400))
def test_any_bytes_give_conversations_or_a_read_error(content, given_file):
    for start in (b"", CHAT[:400], PAGE[:3000]):
        path = given_file(start + content)
        for reader in (READER, HTML_READER):
            reader.recognises(path, path.read_bytes())
            conversations(path, reader)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "type", "id", "list", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@QUICK
@given(choice=st.data())
def test_an_export_with_strange_values_gives_what_is_sound(choice, given_file):
    export = json.loads(choice.draw(st.sampled_from([CHAT, ACCOUNT])))
    for _ in range(choice.draw(st.integers(1, 4))):
        place = choice.draw(st.sampled_from(list(_places(export))))
        holder, key = place
        holder[key] = choice.draw(ANYTHING)
    found, error = conversations(given_file(json.dumps(export)))
    assert error is None
    for conversation in found:
        if isinstance(conversation, Conversation):
            assert [m.n for m in conversation.messages] == [
                *range(1, len(conversation.messages) + 1)
            ]
            conversation.model_dump_json()


@QUICK
@given(start=st.integers(0, len(ACCOUNT)), length=st.integers(1, 40), byte=st.binary(max_size=3))
def test_damage_in_the_middle_costs_only_what_is_near(start, length, byte, given_file):
    conversations(given_file(ACCOUNT[:start] + byte + ACCOUNT[start + length :]))


@QUICK
@given(start=st.integers(0, len(PAGE)), length=st.integers(1, 40), byte=st.binary(max_size=3))
def test_a_damaged_page_is_read_as_far_as_it_goes(start, length, byte, given_file):
    path = given_file(PAGE[:start] + byte + PAGE[start + length :], "messages.html")
    conversations(path, HTML_READER)


def _places(value):
    """Every key and index inside a JSON value, as (holder, key)."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(inside):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


def test_an_account_is_known_by_its_list_of_chats(tmp_path):
    path = tmp_path / "result.json"
    account = {"about": "", "chats": {"about": "", "list": [chat()]}}
    path.write_text(json.dumps(account), encoding="utf-8")
    assert READER.recognises(path, path.read_bytes())
