"""Speed and memory of the Telegram reader: `python telegram_speed.py [CHATS MESSAGES]`."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from telegram_export import write_account, write_chat

from okk_text.readers import Source
from okk_text.readers.telegram import READER


def main(chats: int = 200, messages: int = 1000) -> None:
    """Generate an export, read it, print messages a second of CPU time and peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        if chats == 1:
            write_chat(path, messages=messages)
        else:
            write_account(path, chats=chats, messages=messages)
        before = _peak()
        began, count = time.process_time(), 0
        for conversation in READER.read(Source(str(path), (path,), READER.name)):
            count += len(conversation.messages)
        seconds = time.process_time() - began
        size = path.stat().st_size / 1e6
    sys.stdout.write(
        f"{count} messages of {chats} chats, {size:.0f} MB: {count / seconds:,.0f} messages/s, "
        f"peak {_peak():.0f} MB (before reading {before:.0f} MB)\n"
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
