"""What the store forgets: old conversations, and one client's data wherever they lie."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from okk_text.errors import OkkError
from okk_text.results import RubricStamp, Run, Skip
from okk_text.settings import AcceptedException
from okk_text.store import Appeal, Correction, open_store
from okk_text.store.database import Database
from tests.store_material import START, archive, chat, edited, message, row_counts, scorecard

SECRET = ("Дубовицкий", "слоноворот", "000-00-17", "9000000017", "d@example.com")


def client_chat(name="client-1"):
    """A chat with the client who wants to be forgotten; the words stand nowhere else."""
    return chat(
        message(1, "Пётр Дубовицкий", "Хочу слоноворот", address="d@example.com"),
        message(2, "Мария Котова", "Добрый день, Пётр!"),
        message(3, "+7 900 000-00-17", "Это мой второй номер"),
        name=name, source="Чат с Дубовицкий.txt",
    )  # fmt: skip


def fill(store):
    """One client's traces in every table, among those of others."""
    store.import_conversations(archive(10, seed=3))
    first = store.add(client_chat()).conversation
    store.put(scorecard(first))
    store.put(scorecard(store.add(edited(client_chat(), 1, "Хочу два слоноворот")).conversation))
    reviews = store.reviews
    reviews.correct(Correction(conversation="client-1", n=1, criterion="tone", old_label="ok",
                               new_label="rude", who="ОКК", note="слоноворот"))  # fmt: skip
    reviews.appeal(Appeal(conversation="client-1", n=2, criterion="tone", who="Мария Котова",
                          reason="Дубовицкий доволен"))  # fmt: skip
    reviews.accept(
        AcceptedException(criterion="tone", reason="слоноворот", conversation="client-1")
    )
    reviews.accept(AcceptedException(criterion="tone", reason="шутка", author="Пётр Дубовицкий"))
    reviews.log("ОКК", "import", words="Чат с Дубовицкий.txt")
    store.answers.put("1", '{"quote": "слоноворот"}', about="client-1")
    store.answers.put("2", '{"quote": "слоноворот"}')
    store.answers.put("3", '{"quote": "окно"}', about="chat-2")
    skipped = tuple(Skip(source=name, reason="?") for name in ("Чат с Дубовицкий.txt", "b.jpg"))
    store.put_run(Run(version="1", rubric=RubricStamp(name="d", version="1", sha256="0"),
                      started_at=START.astimezone(), seconds=0, conversations=1, messages=1,
                      skipped=skipped))  # fmt: skip


@pytest.fixture
def filled(store):
    """A store with one client's traces in every table."""
    fill(store)
    return store


CLIENTS = [
    "Пётр Дубовицкий",
    "дубовицкий петр",
    "D@example.com",
    "8 (900) 000-00-17",
]


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_is_forgotten_by_name_address_or_phone(client, filled, url, tmp_path):
    before = row_counts(filled)
    assert [known.conversation for known in filled.conversations_of(client)] == ["client-1"]
    removed = filled.forget(client)
    assert removed.model_dump(exclude={"audit", "exceptions", "runs", "mentions"}) == {
        "conversations": 1, "messages": 3, "scorecards": 2, "corrections": 1, "appeals": 1,
        "answers": 2,
    }  # fmt: skip
    after = row_counts(filled)
    assert after["messages"] == before["messages"] - 3
    assert (after["editions"], after["answers"], after["conversations"]) == (0, 1, 10)
    assert filled.answers.get("3")
    assert filled.conversation("client-1") is None
    assert filled.conversations_of(client) == []
    assert [e.what for e in filled.reviews.events()][-1] == "forget"


def test_no_word_of_a_forgotten_client_is_left_in_any_table(filled, url, tmp_path):
    removed = filled.forget("Пётр Дубовицкий")
    assert (removed.exceptions, removed.runs, removed.audit) == (2, 1, 4)
    database = Database(url, folder=tmp_path)
    with database.reading() as connection:
        for name in row_counts(filled):
            rows = str(connection.execute(text(f"SELECT * FROM {name}")).all())
            assert not [word for word in SECRET if word in rows], name
    database.close()
    assert [skip.source for skip in filled.runs()[0].skipped] == ["b.jpg"]


@pytest.mark.parametrize("act", ["forget", "purge"])
def test_no_byte_of_what_was_removed_is_left_in_the_file(act, tmp_path):
    with open_store("sqlite:///okk.db", folder=tmp_path) as store:
        fill(store)
        assert all(word.encode() in bytes_of(tmp_path) for word in SECRET)
        if act == "forget":
            store.forget("Пётр Дубовицкий")
        else:
            store.purge(timedelta(days=1), datetime.now(UTC) + timedelta(days=400))
        left = bytes_of(tmp_path)
        # The exception for «Пётр Дубовицкий» has no end: a rule of the department, it does not age.
        gone = SECRET if act == "forget" else SECRET[1:]
        assert [word for word in gone if word.encode() in left] == []
    assert [word for word in gone if word.encode() in bytes_of(tmp_path)] == []


def bytes_of(folder):
    """All files of the store, one after the other."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("okk.db*")))


def test_a_log_that_another_program_holds_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("okk_text.store.database.PATIENCE", 0.05)
    with open_store("sqlite:///okk.db", folder=tmp_path) as store:
        fill(store)
        other = Database("sqlite:///okk.db", folder=tmp_path)
        with other.reading() as connection:
            connection.execute(text("SELECT count(*) FROM messages")).scalar()
            with pytest.raises(OkkError) as told:
                store.forget("Пётр Дубовицкий")
        assert "повторите" in told.value.advice
        other.close()
        store.forget("Пётр Дубовицкий")
        assert "слоноворот".encode() not in bytes_of(tmp_path)


NOT_MEANT = ["Пётр", "Дубовицкий", "Мария Котова", "example.com", "900", "Никто Никакой"]


@pytest.mark.parametrize("client", NOT_MEANT)
def test_half_a_name_and_a_manager_remove_nothing(client, filled):
    assert filled.forget(client).conversations == 0
    assert filled.conversation("client-1")


def test_whoever_exports_is_no_client(store):
    store.add(chat("Илья Примеров: Добрый день!", "Ольга: Цена?", owner="Илья Примеров"))
    assert store.conversations_of("Илья Примеров") == []
    assert store.conversations_of("Ольга")


def test_nobody_is_not_a_client(store):
    with pytest.raises(OkkError, match="чьи данные"):
        store.forget("  ")


def test_conversations_of_others_that_name_the_client_are_listed(filled):
    filled.add(chat("Ольга: Меня направил Пётр Дубовицкий", "Мария Котова: Рада!", name="chat-99"))
    assert filled.forget("Пётр Дубовицкий").mentions == ("chat-99",)


def test_a_forgotten_client_may_come_again(filled):
    filled.forget("Пётр Дубовицкий")
    assert filled.add(client_chat()).state == "new"


def test_what_is_older_goes_and_the_rest_stays(store):
    old, new = START, START + timedelta(days=300)
    for name, at in (("старая", old), ("новая", new)):
        store.put(
            scorecard(store.add(chat(message(1, "Пётр", name, sent_at=at), name=name)).conversation)
        )
    removed = store.purge(timedelta(days=365), (old + timedelta(days=366)).replace(tzinfo=UTC))
    assert (removed.conversations, removed.messages, removed.scorecards) == (1, 1, 1)
    assert store.conversation("старая") is None
    assert store.conversation("новая")
    assert store.purge(timedelta(days=365), datetime(2026, 6, 1, tzinfo=UTC)).conversations == 0
