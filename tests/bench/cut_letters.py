"""How many invented letters are cut exactly, and how fast: okk_text and its peers.

usage: python -m tests.bench.cut_letters [--count 5000] [--seed N] [--misses 5]

A peer is measured where it can be imported; `make bench` has an environment for them.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

from tests.bench.letters import Letter, letters

Found = tuple[str, str | None, str | None]  # own words, quote, signature; None: not told
Cut = Callable[[Letter], Found]


def squeezed(text: str) -> str:
    """The text with white space folded and invisible marks dropped."""
    return re.sub(r"\s+", " ", re.sub(r"[\u200b-\u200f\u202a-\u202e\ufeff]", "", text)).strip()


def is_exact(letter: Letter, found: Found) -> bool:
    """Whether every part that is told is right, and the own words in any case."""
    known = (letter.own, letter.quote, letter.signature)
    told = ((part, right) for part, right in zip(found, known, strict=True) if part is not None)
    return all(squeezed(part) == squeezed(right) for part, right in told)


def is_shorn(letter: Letter, found: Found) -> bool:
    """Whether the own words are right but for the signature, which may still be there."""
    whole = squeezed(f"{letter.own} {letter.signature}")
    return squeezed(found[0]) in (squeezed(letter.own), whole)


def _okk_text(*, named: bool = True) -> Cut:
    from okk_text.conversation.model import Message
    from okk_text.letters.segments import cut_text

    def cut(letter: Letter) -> Found:
        segments = cut_text(letter.body, author=letter.author if named else None)
        message = Message(n=1, author="", text=letter.body, segments=segments)
        return message.own_text, message.quote, message.signature

    return cut


def _talon() -> Cut:
    from talon import quotations
    from talon.signature.bruteforce import extract_signature

    def cut(letter: Letter) -> tuple[str, None, str]:
        own, signature = extract_signature(quotations.extract_from_plain(letter.body))
        return own or "", None, signature or ""

    return cut


def _mail_parser_reply() -> Cut:
    from mailparser_reply import EmailReplyParser

    parser = EmailReplyParser(languages=["en", "de", "fr", "es"])

    def cut(letter: Letter) -> tuple[str, None, str]:
        reply = parser.read(text=letter.body).replies[0]
        return reply.body, None, reply.signatures or ""

    return cut


def _email_reply_parser() -> Cut:
    from email_reply_parser import EmailReplyParser

    return lambda letter: (EmailReplyParser.parse_reply(letter.body), None, None)


def _unquotemail() -> Cut:
    from unquotemail import Unquote

    return lambda letter: (Unquote("", letter.body).get_text() or "", None, None)


CUTTERS: dict[str, Callable[[], Cut]] = {
    "okk_text": _okk_text,
    "okk_text, author unknown": partial(_okk_text, named=False),
    "talon": _talon,
    "mail-parser-reply": _mail_parser_reply,
    "email-reply-parser": _email_reply_parser,
    "unquotemail": _unquotemail,
}


def main() -> None:
    """Print a line for every cutter that can be imported."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    corpus = list(letters(options.count, seed=options.seed))
    size = sum(len(letter.body) for letter in corpus) / len(corpus)
    print(f"{len(corpus)} letters, {size:.0f} characters on average")
    for name, made in CUTTERS.items():
        try:
            cut = made()
        except ImportError:
            continue
        print(_measured(name, cut, corpus, misses=options.misses))


def _measured(name: str, cut: Cut, corpus: list[Letter], *, misses: int) -> str:
    for letter in corpus[:50]:
        cut(letter)
    start = time.process_time()
    found = [cut(letter) for letter in corpus]
    seconds = time.process_time() - start
    whole = own = stripped = 0
    missed: Counter[str] = Counter()
    for letter, (text, quote, signature) in zip(corpus, found, strict=True):
        right = squeezed(text) == squeezed(letter.own)
        own += right
        stripped += is_shorn(letter, (text, quote, signature))
        exact = is_exact(letter, (text, quote, signature))
        whole += exact
        if not exact:
            missed[letter.shape] += 1
            if misses > 0:
                misses -= 1
                _show(letter, text, signature)
    total = len(corpus)
    if missed and name.startswith("okk"):
        print("  misses:", ", ".join(f"{shape} {count}" for shape, count in missed.most_common(12)))
    return (
        f"{name}: {whole / total:.2%} exact, own text {own / total:.2%}, "
        f"own text with or without signature {stripped / total:.2%}, {total / seconds:,.0f} letters/s"
    )


def _show(letter: Letter, text: str, signature: str | None) -> None:
    print(f"---- {letter.shape} / {letter.author}\n{letter.body}")
    print(
        f"---- own      : {squeezed(letter.own)[-200:]!r}\n---- found    : {squeezed(text)[-200:]!r}"
    )
    print(f"---- signature: {letter.signature!r}\n---- found    : {signature!r}")


if __name__ == "__main__":
    main()
