"""One contender on one export, in a process of its own: `python -m tests.bench.trials NAME PATH`.

Prints a JSON object: items read, seconds of CPU and of wall clock without the imports, the peak of
memory in MB with them; for cutters the shares of letters cut exactly or at least of their quotes.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Told = dict[str, Any]
Work = Callable[[], Told]  # what is timed

LETTERS = 5000


def okk_text(path: Path) -> Work:
    """Read whatever it is, bodies cut."""
    from okk_text.conversation.model import Conversation
    from okk_text.readers import read, readers

    readers()

    def work() -> Told:
        count, conversation = 0, None
        for conversation in read([path]):
            assert isinstance(conversation, Conversation), conversation
            count += len(conversation.messages)
        return {"items": count, "kept": conversation}

    return work


def whatstk(path: Path) -> Work:
    """A WhatsApp chat as a data frame."""
    from whatstk import WhatsAppChat

    def work() -> Told:
        chat = WhatsAppChat.from_source(filepath=str(path))
        return {"items": len(chat.df), "kept": chat}

    return work


def tg_parser(path: Path) -> Work:
    """A Telegram chat as a stream; it passes over the file twice, first for topics."""
    from tg_parser.infrastructure.readers.telegram_stream import TelegramStreamReader

    reader = TelegramStreamReader()
    return lambda: {"items": sum(1 for _ in reader.stream_messages(path))}


def stdlib(path: Path) -> Work:
    """MIME parsing alone: neither headers nor bodies decoded."""
    import email
    import mailbox

    box = mailbox.mbox(path, factory=email.message_from_binary_file, create=False)
    return lambda: {"items": sum(1 for _ in box)}


def cutter(name: str) -> Callable[[Path], Work]:
    """The cutter of cut_letters, over the generated letters."""

    def prepare(_: Path) -> Work:
        from tests.bench.cut_letters import CUTTERS
        from tests.bench.letters import letters

        corpus, cut = list(letters(LETTERS)), CUTTERS[name]()
        for letter in corpus[:50]:
            cut(letter)
        return lambda: {"items": len(corpus), "found": [cut(letter) for letter in corpus]}

    return prepare


def hostile(path: Path) -> Work:
    """Every hostile letter in the folder, read alone; gives the seconds of the slowest."""
    from okk_text.conversation.model import Conversation
    from okk_text.readers import read, readers

    readers()

    def work() -> Told:
        slowest = (0.0, "")
        letters = sorted(path.iterdir())
        for letter in letters:
            start = time.process_time()
            found = list(read([letter]))
            slowest = max(slowest, (time.process_time() - start, letter.stem))
            assert found, letter
            assert all(isinstance(one, Conversation) for one in found), found
        return {"items": len(letters), "slowest": slowest}

    return work


TRIALS: dict[str, Callable[[Path], Work]] = {
    "okk_text": okk_text,
    "whatstk": whatstk,
    "tg-parser": tg_parser,
    "stdlib": stdlib,
    "hostile": hostile,
    "cut: okk_text": cutter("okk_text"),
    "cut: talon": cutter("talon"),
    "cut: mail-parser-reply": cutter("mail-parser-reply"),
}


def main(name: str, path: Path) -> None:
    """Run one trial and print what it told."""
    work = TRIALS[name](path)
    clock, cpu = time.perf_counter(), time.process_time()
    told = work()
    told["cpu"], told["wall"] = time.process_time() - cpu, time.perf_counter() - clock
    told["peak"] = _peak()
    told.pop("kept", None)  # until now, so that nobody's clock runs while memory is given back
    if found := told.pop("found", None):
        told |= _shares(found)
    print(json.dumps(told))


def _peak() -> float:
    """The peak of this process in MB; getrusage would count what the parent held when it forked."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) / 1024


def _shares(found: list[Any]) -> Told:
    """The shares of letters cut exactly, and cut but for the signature."""
    from tests.bench.cut_letters import is_exact, is_shorn
    from tests.bench.letters import letters

    corpus = list(letters(LETTERS))
    exact, shorn = sum(map(is_exact, corpus, found)), sum(map(is_shorn, corpus, found))
    return {"exact": exact / LETTERS, "shorn": shorn / LETTERS}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
