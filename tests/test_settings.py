"""okk.toml becomes typed settings; a mistake names the file and the key."""

import re
from datetime import timedelta

import pytest

from okk_text.conversation.dialogue import dialogue
from okk_text.errors import SettingsError
from okk_text.language import speaking
from okk_text.settings import Settings, Team, author_key, load_settings


def test_everything_may_be_left_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings(None) == Settings()


def test_every_key_of_the_readme_is_read(tmp_path):
    path = tmp_path / "okk.toml"
    path.write_text(
        'language = "en"\nrubric = "default"\ntimezone = "Europe/Moscow"\nwords = ["апсейл"]\n'
        '[working_hours]\ndays = "mon-sat"\nhours = "10:00-19:00"\n'
        '[norms]\nfirst_reply = "30m"\nproposal_after = "1d"\nfollow_up_after = "3d"\n'
        '[grammar]\nengine = "embedded"\n[llm]\nbase_url = "http://127.0.0.1:8081/v1"\nmodel = "m"\n'
        '[store]\nurl = "sqlite:///okk.db"\n'
        '[[team]]\nname = "Опт"\nmanagers = ["i@example.com", "Илья Примеров", "+7 900 000-00-00"]\n'
        'domains = ["example.com"]\nrubric = "default"\ncontacts = "c.csv"\n'
        '[team.signature]\nfields = ["full_name", "phone"]\ncompany = "ООО «Пример»"\n',
        encoding="utf-8",
    )
    settings = load_settings(path)
    assert settings.norms.first_reply == timedelta(minutes=30)
    assert settings.working_hours.weekdays == frozenset(range(6))
    assert settings.team[0].signature.fields == ("full_name", "phone")
    assert settings.folder == tmp_path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("langauge = 'ru'", "langauge"),
        ("language = 'fr'", "language"),
        ("timezone = 'Moon/Base'", "timezone"),
        ("[norms]\nfirst_reply = 'soon'", "norms.first_reply"),
        ("[norms]\nchat_lines = 0", "norms.chat_lines"),
        ("[norms]\nletter_lines = 'пять'", "norms.letter_lines"),
        ("[working_hours]\ndays = 'пн-пт'", "working_hours.days"),
        ("[working_hours]\nhours = '18:00-09:00'", "working_hours.hours"),
        ("[working_hours]\ncountry = 'XX'", "working_hours.country"),
        ("rubric = ", "TOML"),
        ("[[team]]\nmanagers = []", "team.0.name"),
        ("[[team]]\nname = 'Опт'\nmanagers = 'Ольга'", "team.0.managers"),
        ("rubric = 5", "rubric"),
        ("team = 'Опт'", "team"),
        ("grammar = 'off'", "grammar"),
        ("[[exception]]\ncriterion = 'tone'\nreason = ''", "exception.0.reason"),
        ("folder = 'x'", "folder"),
    ],
)
def test_a_mistake_names_file_and_key_in_the_language_of_the_run(tmp_path, text, words):
    path = tmp_path / "okk.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"okk\.toml") as caught:
        load_settings(path)
    assert words in caught.value.problem
    assert re.search("[а-яё]", caught.value.problem)
    with speaking("en"), pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert not re.search("[а-яё]", caught.value.problem)


def test_a_folder_or_another_encoding_is_no_settings_file(tmp_path):
    with pytest.raises(SettingsError, match="не читаются"):
        load_settings(tmp_path)
    path = tmp_path / "okk.toml"
    path.write_bytes('words = ["апсейл"]'.encode("cp1251"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError, match="нет такого файла"):
        load_settings(tmp_path / "no.toml")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+7 900 123-45-67", "8 (900) 123-45-67"),
        ("\u202a+7\u00a0900\u00a0123‑45‑67\u202c", "+79001234567"),
        ("Илья  Примеров", "илья примеров"),
        ("Пётр", "Петр"),
        ("~ Ольга", "Ольга"),
        ("Илья <I.Primer@example.com>", "i.primer@example.com"),
    ],
)
def test_authors_are_compared_without_their_looks(one, other):
    assert author_key(one) == author_key(other)


def test_a_manager_in_two_teams_belongs_to_the_first():
    settings = Settings(
        team=(Team(name="А", managers=("Ольга",)), Team(name="Б", managers=("Ольга",)))
    )
    assert settings.team_by_author("Ольга").name == "А"
    assert settings.team_of(dialogue("C: Да\nM Ольга: Добрый день")).name == "А"
