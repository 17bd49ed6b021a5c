"""How many slips of the sentences beside this file are found: `python -m tests.grammar.measure
ENGINE [FAULTY.txt] [CLEAN.txt]`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from okk_text.checks.grammar import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message
from okk_text.results import Finding
from okk_text.settings import Settings

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The sentences of a file, one a line; a line that begins with # is a comment."""
    written = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in written if line and not line.startswith("# ")]


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The faulty text and the places of its [[wrong|right]] pieces."""
    plain, places = "", []
    for piece in re.split(r"(\[\[.*?\]\])", marked):
        if piece.startswith("[["):
            piece = piece[2:-2].split("|")[0]
            places.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, places


def found(text: str, toolbox: Toolbox) -> list[Finding]:
    """What the check finds in one message of a manager."""
    message = Message(n=1, author="M", text=text, role="manager")
    conversation = Conversation(
        id="1", source="", channel="chat", medium="chat", messages=(message,)
    )
    return [found for found in CHECK.find(conversation, toolbox) if isinstance(found, Finding)]


def main(engine: str, faulty: str = "varied_faulty.txt", clean: str = "varied_clean.txt") -> None:
    """Print recall, precision and clean lines left alone, with what was missed."""
    toolbox = Toolbox(Settings(grammar={"engine": engine}))
    hit = missed = false = 0
    left_alone = lines(clean)
    try:
        for marked in lines(faulty):
            text, places = unmarked(marked)
            findings = found(text, toolbox)
            have = [(f.span.start, f.span.end) for f in findings]
            for start, end in places:
                reached = any(a < max(end, start + 1) and start < b for a, b in have)
                hit, missed = hit + reached, missed + (not reached)
                if not reached:
                    print("missed", marked)
            for finding, (a, b) in zip(findings, have, strict=True):
                if not any(a < max(end, start + 1) and start < b for start, end in places):
                    false += 1
                    print("false ", text, "|", text[a:b], "|", finding.fix, "|", finding.note)
        alarms = 0
        for text in left_alone:
            findings = found(text, toolbox)
            alarms += bool(findings)
            for f in findings:
                print("alarm ", text, "|", text[f.span.start : f.span.end], "|", f.fix, "|", f.note)
    finally:
        toolbox.close()
    print(
        f"{engine}: recall {hit / (hit + missed):.3f} ({hit}/{hit + missed}),"
        f" precision {hit / (hit + false):.3f},"
        f" clean left alone {1 - alarms / len(left_alone):.3f} of {len(left_alone)}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
