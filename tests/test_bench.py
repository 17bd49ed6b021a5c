"""The bench's generators give the same bytes every time, and what they give is read whole."""

import pytest

from tests.bench import hostile, mbox_export, telegram_export, trials, whatsapp_export
from tests.bench.__main__ import Result, demands

EXPORTS = {
    "chat.txt": (lambda path: whatsapp_export.write(path, 300), 300),
    "chat.json": (lambda path: telegram_export.write_chat(path, messages=300), 300),
    "account.json": (lambda path: telegram_export.write_account(path, chats=3, messages=50), 150),
    "box.mbox": (lambda path: mbox_export.write(path, 0.3), None),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_a_generated_export_is_the_same_every_time_and_read_whole(tmp_path, name):
    write, size = EXPORTS[name]
    (tmp_path / "again").mkdir()
    made, again = tmp_path / name, tmp_path / "again" / name
    size = write(made) or size
    write(again)
    assert made.read_bytes() == again.read_bytes()
    assert trials.okk_text(made)()["items"] == size


def test_every_hostile_letter_is_read(tmp_path):
    count = hostile.write_letters(tmp_path)
    told = trials.hostile(tmp_path)()
    assert told["items"] == count == len({path.stem for path in tmp_path.iterdir()})
    assert told["slowest"][0] < 1  # make bench asks for half of it, on a machine of its own


@pytest.mark.parametrize(("seconds", "kept"), [(1.0, True), (5.0, False)])
def test_a_missed_demand_is_noticed(seconds, kept):
    def result(trial, cpu):
        share = 1.0 if kept else 0.9
        slow = (cpu / 3, "x")
        return Result(trial, 100, (cpu,), cpu, cpu, 50 * cpu, share, share, slow)

    peers = {"WhatsApp chat": "whatstk", "Telegram chat": "tg-parser", "mbox": "stdlib"}
    results = {
        title: [result("okk_text", seconds), result(peer, 4)] for title, peer in peers.items()
    }
    results["letters to cut"] = [result("cut: okk_text", seconds), result("cut: talon", 1)]
    results["hostile letters"] = [result("hostile", seconds)]
    results["Telegram account"] = [result("okk_text", seconds)]
    judged = {demand.partition(":")[0]: ok for demand, _, ok in demands(results)}
    assert judged.pop("mbox, replies and signatures cut")
    assert set(judged.values()) == {kept}
