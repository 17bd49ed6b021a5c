"""Opening a store, on SQLite and on a real PostgreSQL, and the judge's answers in it."""

import stat
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from okk_text.errors import OkkError
from okk_text.store import open_store
from okk_text.store.database import Database
from okk_text.store.versions import HEAD, version_of
from tests.store_postgres import running_server


@contextmanager
def reopened(url, folder):
    with open_store(url, folder=folder) as store:
        yield store


# Opening


def test_the_file_is_for_its_owner_only(tmp_path):
    with open_store("sqlite:///okk.db", folder=tmp_path) as store:
        store.answers.put("key", "text")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert set(modes) >= {"okk.db"}
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("okk.db", "не адрес хранилища"),
        ("sqlite://", "не адрес хранилища"),
        ("mysql://root:geheim@localhost/okk", "не адрес хранилища"),
        ("postgresql://okk@localhost", "не адрес хранилища"),
        ("sqlite:///no/such/folder/okk.db", "файл хранилища не открывается"),
        ("postgresql://okk:geheim@127.0.0.1:1/okk", "сервер базы не отвечает"),
    ],
)
def test_an_address_that_does_not_serve_is_told_without_its_password(written, problem, tmp_path):
    with pytest.raises(OkkError, match=problem) as told:
        open_store(written, folder=tmp_path)
    assert told.value.where
    assert told.value.advice
    assert "geheim" not in str(told.value)


def test_a_database_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OkkError, match="сервер не пускает"):
        open_store(f"{running_server()}/missing", folder=tmp_path)


def test_a_missing_driver_is_named_with_the_line_to_type(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(OkkError, match="нет драйвера PostgreSQL") as told:
        open_store("postgresql://okk@127.0.0.1/okk", folder=tmp_path)
    assert told.value.advice == 'pip install "okk-text[postgresql]"'


def test_a_file_that_is_no_store_is_told(tmp_path):
    (tmp_path / "okk.db").write_bytes(b"Dear Sir or Madam, " * 500)
    with pytest.raises(OkkError, match="испорчен"):
        open_store("sqlite:///okk.db", folder=tmp_path)


def test_a_store_that_another_program_holds_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("okk_text.store.database.PATIENCE", 0.05)
    with open_store("sqlite:///okk.db", folder=tmp_path) as store:
        other = Database("sqlite:///okk.db", folder=tmp_path)
        with other.writing(), pytest.raises(OkkError, match="занято"):
            store.answers.put("key", "text")
        other.close()


def test_a_store_of_a_newer_program_is_left_alone(url, tmp_path):
    database = Database(url, folder=tmp_path)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(OkkError, match="более новой версией") as told:
        open_store(url, folder=tmp_path)
    assert "Обновите" in told.value.advice


def test_programs_that_open_a_new_store_at_once_all_succeed(new_url, tmp_path):
    failed = []

    def open_and_write(number):
        try:
            with open_store(new_url, folder=tmp_path) as store:
                store.answers.put(f"key {number}", "text")
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=open_and_write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with open_store(new_url, folder=tmp_path) as store:
        assert [store.answers.get(f"key {n}") for n in range(6)] == ["text"] * 6


def test_the_migrations_make_exactly_the_tables_of_the_schema(new_url, tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from okk_text.store.schema import metadata

    database = Database(new_url, folder=tmp_path)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert version_of(connection) == HEAD
    database.close()


# Answers of the judge


def test_an_answer_is_found_again_by_its_key(store, url, tmp_path):
    store.answers.put("key", "да, «1»\x1f😀", about="c-1", model="m")
    store.answers.put("key", "нет")
    with reopened(url, tmp_path) as other:
        assert other.answers.get("key") == "нет"
        assert other.answers.get("other") is None


def test_answers_of_many_threads_are_all_kept(store):
    def put(worker):
        for number in range(10):
            store.answers.put(f"{worker}/{number}", "text")
            assert store.answers.get(f"{worker}/{number}") == "text"

    threads = [threading.Thread(target=put, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(store.answers.get(f"{w}/{n}") == "text" for w in range(8) for n in range(10))


def test_what_an_endpoint_can_do_is_remembered(store):
    assert store.answers.mode("http://127.0.0.1:1/v1") is None
    store.answers.put_mode("http://127.0.0.1:1/v1", "json_schema")
    store.answers.put_mode("http://127.0.0.1:1/v1", "json_object")
    assert store.answers.mode("http://127.0.0.1:1/v1") == "json_object"
