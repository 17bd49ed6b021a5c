"""Sources: which files belong together, what is left out of an archive, and why."""

import json
import os
import tempfile
import zipfile
from pathlib import Path

import pytest

from okk_text.conversation.model import Conversation
from okk_text.errors import OkkError
from okk_text.readers import read, readers
from okk_text.readers.sources import Source, Unreadable, sources
from okk_text.results import Skip

CHAT = (
    "02.03.2026, 09:41 - Пётр: Здравствуйте, сколько стоит?\n"
    "02.03.2026, 09:47 - Ольга: Добрый день! 4 200 ₽\n"
)
LETTER = (
    "From: Pyotr <p@example.com>\nTo: o@example.com\nSubject: Price\nReferences: <1@example.com>\n"
    "Date: Mon, 2 Mar 2026 09:4{n}:00 +0300\nMessage-ID: <{n}@example.com>\n\nHow much is it, {n}?\n"
)


@pytest.fixture
def letter(tmp_path):
    """Write letter number n to a path below the temporary folder."""

    def write(path, n=1):
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(LETTER.replace("{n}", str(n)), encoding="utf-8")
        return target

    return write


def found(*paths):
    return list(sources([Path(path) for path in paths], readers()))


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_the_letters_of_a_folder_are_one_source(letter, tmp_path):
    letter("thread/1.eml", 1)
    letter("thread/2.eml", 2)
    (source,) = found(tmp_path / "thread")
    assert source == Source(str(tmp_path / "thread"), source.files, "letters")
    assert len(source.files) == 2


def test_letters_named_one_by_one_are_one_source_and_a_lone_one_is_its_own(letter):
    one, two = letter("thread/1.eml", 1), letter("thread/2.eml", 2)
    assert [s.shown for s in found(one, two)] == [str(one.parent)]
    assert [s.shown for s in found(one)] == [str(one)]


def test_a_maildir_is_one_source_and_its_unfinished_letters_are_left(letter, tmp_path):
    letter("box/cur/1776.a:2,S", 1)
    letter("box/new/1777.b", 2)
    letter("box/tmp/1778.c", 3)
    (source,) = found(tmp_path / "box")
    assert source.shown == str(tmp_path / "box")
    assert [p.name for p in source.files] == ["1776.a:2,S", "1777.b"]


def test_formats_are_told_by_content_and_not_by_name(letter, tmp_path):
    renamed = letter("chat.txt", 1)
    chat = tmp_path / "letter.eml"
    chat.write_text(CHAT, encoding="utf-8")
    assert {s.reader for s in found(renamed, chat)} == {"letters", "whatsapp"}


def test_what_no_reader_recognises_is_listed_with_the_way_out(tmp_path):
    (tmp_path / "notes.txt").write_text("Купить молоко\n", encoding="utf-8")
    (left,) = found(tmp_path)
    assert isinstance(left, Unreadable)
    assert "--reader" in left.reason


def test_an_empty_file_is_listed(tmp_path):
    (tmp_path / "empty.txt").touch()
    (left,) = found(tmp_path)
    assert "пуст" in left.reason


def test_a_path_that_is_not_there_stops_with_advice():
    with pytest.raises(OkkError, match="нет такого файла") as caught:
        found("no/such/file")
    assert caught.value.advice


def test_an_unknown_reader_names_those_there_are(tmp_path):
    with pytest.raises(OkkError) as caught:
        list(read([tmp_path], reader="fax"))
    assert "whatsapp" in caught.value.advice


def test_an_archive_is_read_like_a_folder(tmp_path, letter):
    letters = {f"mail/{n}.eml": LETTER.replace("{n}", str(n)) for n in (1, 2)}
    inner = zipped(tmp_path / "inner.zip", {"chat.txt": CHAT}).read_bytes()
    archive = zipped(tmp_path / "export.zip", {**letters, "more/inner.zip": inner, "a.jpg": "x"})
    got = list(read([archive]))
    shown = sorted(item.source for item in got)
    assert all(isinstance(item, Conversation) for item in got)
    assert shown == [
        f"{archive}/mail",
        f"{archive}/more/inner.zip/chat.txt",
    ]


@pytest.mark.parametrize(
    "name", ["../../climbs.txt", "/etc/climbs.txt", "..\\climbs.txt", "C:\\climbs.txt"]
)
def test_a_path_that_climbs_out_is_left_and_the_rest_is_read(tmp_path, name):
    archive = zipped(tmp_path / "evil.zip", {name: CHAT, "chat.txt": CHAT})
    got = list(read([archive]))
    assert sorted(type(item).__name__ for item in got) == ["Conversation", "Skip"]
    assert not list(tmp_path.parent.rglob("climbs.txt"))


def test_a_bomb_is_left_and_the_rest_is_read(tmp_path):
    archive = zipped(tmp_path / "bomb.zip", {"bomb.txt": b"\0" * 50_000_000, "chat.txt": CHAT})
    got = list(read([archive]))
    assert sorted(type(item).__name__ for item in got) == ["Conversation", "Skip"]
    assert "большой" in next(item for item in got if isinstance(item, Skip)).reason


def test_a_bomb_inside_archives_inside_archives_ends(tmp_path):
    content = CHAT.encode()
    for depth in range(12):
        path = zipped(
            tmp_path / f"{depth}.zip", {f"inner{depth}.zip" if depth else "chat.txt": content}
        )
        content = path.read_bytes()
    got = list(read([path]))
    assert len(got) == 1


def test_a_broken_archive_costs_only_itself(tmp_path):
    whole = zipped(tmp_path / "a.zip", {"chat.txt": CHAT}).read_bytes()
    (tmp_path / "a.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "chat.txt").write_text(CHAT, encoding="utf-8")
    got = list(read([tmp_path]))
    assert sorted(type(item).__name__ for item in got) == ["Conversation", "Skip"]


def test_names_written_by_old_windows_archivers_are_readable(tmp_path):
    info = zipfile.ZipInfo("mail/chat.txt")
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, CHAT)
    raw = path.read_bytes().replace(b"mail/chat.txt", "папка/чат.txt".encode("cp866"))
    path.write_bytes(raw)
    (source,) = [s for s in found(path) if isinstance(s, (Source, Unreadable))]
    assert source.shown.endswith("old.zip/папка/чат.txt")


def test_the_same_conversation_is_read_once(tmp_path):
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(CHAT, encoding="utf-8")
    one, two = read([tmp_path])
    assert isinstance(one, Conversation)
    assert isinstance(two, Skip)
    assert "one.txt" in two.reason


def test_a_link_that_goes_round_does_not_hang(tmp_path):
    (tmp_path / "chat.txt").write_text(CHAT, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    chat, link = read([tmp_path])
    assert isinstance(chat, Conversation)
    assert (link.source, "ссылка" in link.reason) == (f"{tmp_path}/loop", True)


def test_what_is_no_file_or_cannot_be_opened_is_listed_and_the_rest_is_read(tmp_path):
    (tmp_path / "chat.txt").write_text(CHAT, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    got = {Path(item.source).name: item for item in read([tmp_path])}
    assert isinstance(got.pop("chat.txt"), Conversation)
    assert {name: isinstance(item, Skip) for name, item in got.items()} == {
        "pipe.txt": True,
        "gone.txt": True,
    }
    (skip,) = read([tmp_path / "pipe.txt"])
    assert "не файл" in skip.reason


@pytest.mark.parametrize("closed", ["closed.txt", "closed", "closed.zip"])
def test_without_permission_only_that_file_or_folder_is_left_out(tmp_path, monkeypatch, closed):
    (tmp_path / "chat.txt").write_text(CHAT, encoding="utf-8")
    if "." in closed:
        (tmp_path / closed).write_text(CHAT, encoding="utf-8")
    else:
        (tmp_path / closed).mkdir()
    monkeypatch.setattr(Path, "open", refused(Path.open, closed))  # tests may run as root
    monkeypatch.setattr(Path, "iterdir", refused(Path.iterdir, closed))
    (skip,) = (item for item in read([tmp_path]) if isinstance(item, Skip))
    assert (Path(skip.source).name, "права" in skip.reason) == (closed, True)
    assert sum(isinstance(item, Conversation) for item in read([tmp_path])) == 1


def refused(method, name):
    def refuse(path, *arguments, **options):
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return method(path, *arguments, **options)

    return refuse


def test_without_room_to_unpack_only_the_archive_is_left_out(tmp_path, monkeypatch):
    archive = zipped(tmp_path / "export.zip", {"chat.txt": CHAT})
    (tmp_path / "chat.txt").write_text(CHAT, encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    got = list(read([tmp_path]))
    (skip,) = (item for item in got if isinstance(item, Skip))
    assert (skip.source, "TMPDIR" in skip.reason) == (str(archive), True)
    assert len(got) == 2


def test_names_that_are_not_utf_8_come_out_as_text(tmp_path, letter):
    raw = os.fsencode(tmp_path)
    for name, text in ((b"\xff1.eml", LETTER), (b"\xff2.txt", CHAT), (b"\xff3.txt", "x")):
        with open(os.path.join(raw, name), "w", encoding="utf-8") as file:  # noqa: PTH118, PTH123
            file.write(text)
    got = [item.source.encode("utf-8").decode("utf-8") for item in read([tmp_path])]
    assert sorted(name.removeprefix(f"{tmp_path}/") for name in got) == [
        "\ufffd1.eml",
        "\ufffd2.txt",
        "\ufffd3.txt",
    ]


def test_what_people_sent_each_other_is_no_export(tmp_path, letter):
    message = {
        "id": 1,
        "type": "message",
        "date": "2026-03-02T10:00:00",
        "from": "Пётр",
        "text": "Да",
    }
    chat = {"name": "Пётр", "type": "personal_chat", "id": 7, "messages": [message]}
    (tmp_path / "result.json").write_text(json.dumps(chat), encoding="utf-8")
    letter("files/forwarded.eml", 1)
    letter("mail/own.eml", 2)
    shown = [item.source for item in read([tmp_path])]
    assert shown == [f"{tmp_path}/result.json", f"{tmp_path}/mail/own.eml"]


def test_a_reader_that_stumbles_costs_only_its_file(tmp_path, monkeypatch):
    def stumble(self, source):
        raise RuntimeError("bug")
        yield

    monkeypatch.setattr(type(readers()["whatsapp"]), "read", stumble)
    (tmp_path / "chat.txt").write_text(CHAT, encoding="utf-8")
    (skip,) = read([tmp_path])
    assert "RuntimeError" in skip.reason
