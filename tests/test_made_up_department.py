"""The made-up quarter that the walk and the trials use is read whole, and is the same each time."""

from datetime import date

from okk_text.conversation.model import Conversation
from okk_text.readers import read
from okk_text.settings import load_settings
from tests.department.department import END, write_department
from tests.department.people import MANAGERS, WEAKEST

FEW = 24
SEPTEMBER = date(2026, 9, 1)


def files(folder):
    return {p.relative_to(folder): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_department(tmp_path / name, conversations=FEW, seed=seed)
    one, again, other = (files(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert one != other


def test_every_export_is_read_and_nobody_is_lost(tmp_path):
    made = write_department(tmp_path, conversations=FEW)
    items = list(read([tmp_path / "exports"]))
    assert all(isinstance(item, Conversation) for item in items)
    assert {item.channel for item in items} == {"telegram", "whatsapp", "email"}
    words = sum(m.author != "" and m.sent_at is not None for c in items for m in c.messages)
    assert len(items) == FEW
    assert words == sum(len(talk.lines) for talk in made.talks)


def test_every_manager_belongs_to_a_team(tmp_path):
    write_department(tmp_path, conversations=FEW)
    settings = load_settings(tmp_path / "okk.toml")
    teams = {m.name: settings.team_by_author(m.name).name for m in MANAGERS}
    assert teams == {m.name: m.team for m in MANAGERS}


def test_an_earlier_export_holds_less(tmp_path):
    made = write_department(tmp_path / "early", conversations=FEW, until=SEPTEMBER)
    write_department(tmp_path / "late", conversations=FEW, until=END)
    early, late = (
        sum(len(item.messages) for item in read([tmp_path / name / "exports"]))
        for name in ("early", "late")
    )
    said = [line for talk in made.talks for line in talk.lines]
    assert any(line.at.date() < SEPTEMBER for line in said)
    assert early < late


def test_who_is_weakest_is_so_in_what_was_written(tmp_path):
    made = write_department(tmp_path)
    assert len(made.talks) >= 300
    for skill, name in WEAKEST.items():
        shares = made.shares(skill)
        assert min(shares, key=shares.get) == name
        assert shares[name] + 0.15 < sorted(shares.values())[1]


def test_names_tell_people_apart():
    words = [word for manager in MANAGERS for word in manager.name.split()]
    assert len(words) == len(set(words))
