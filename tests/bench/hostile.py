"""Letters made to hang a reader: each must be read in half a second."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

HEAD = (
    "From: Igor <igor@buyer.example.com>\nTo: olga@firm.example.com\nSubject: Pump\n"
    "Date: Mon, 02 Mar 2026 10:00:00 +0300\nMessage-ID: <1@buyer.example.com>\nMIME-Version: 1.0\n"
)
LINES = 4000
MEGABYTE = 1_000_000

PLAIN = {
    "on-x": "On x\n" * LINES,
    "on-x-wrote": "On Mon, Jan 5, 2026 at 10:00 AM x\n" * LINES + "wrote:\n",
    "on-without-end": "On " * MEGABYTE,
    "ot": "От:\n" * LINES,
    "ot-kogo": "От: x\nКому:\n" * LINES,
    "tema": "Тема: x\n" * LINES,
    "dates": "02.03.2026, 10:00, x\n" * LINES,
    "pisal": "2 марта 2026 г., 10:00 пользователь x\n" * LINES + "написал:\n",
    "marks": ">" * MEGABYTE,
    "marks-of-lines": "".join(f"{'>' * n}x\n" for n in range(1, 2000)),
    "marks-spaced": "> " * MEGABYTE,
    "every-other-quoted": "> x\ny\n" * 20_000,
    "regards": "С уважением,\n" * LINES,
    "regards-one-line": "С уважением, " * 300_000,
    "names": "Иван Петров\n" * 20_000,
    "phones": "+7 900 000-00-00 " * 200_000,
    "dashes": "-" * MEGABYTE,
    "dash-lines": "-- \n" * 20_000,
    "banners": "-----Original Message-----\n" * 20_000,
    "mobile": "Отправлено с iPhone\n" * LINES,
    "blank-lines": "\n" * MEGABYTE,
    "blanks": " " * 5 * MEGABYTE,
    "odd-blanks": "\u00a0\u202f\u200b" * MEGABYTE,
    "one-line": "слово " * MEGABYTE,
    "one-word": "x" * 5 * MEGABYTE,
    "addresses": "a@b.c <" * 300_000,
    "colons": ":" * MEGABYTE,
    "controls": "\x00\x0c\x1c\x85\u2028" * 200_000,
    "combining": "e" + "\u0301" * MEGABYTE,
}
HTML = {
    "html-deep": "<div>" * 50_000 + "x",
    "html-deep-quotes": "<blockquote>" * 20_000 + "x",
    "html-deep-tables": "<table><tr><td>" * 10_000 + "x",
    "html-deep-styles": '<span style="color:#fff">' * 20_000 + "x",
    "html-flat": "<p>x</p>" * 50_000,
    "html-lines": "<div>On x<br></div>" * LINES,
    "html-open": "<" * 250_000,
    "html-attributes": "<p " + "a=b " * 200_000 + ">x</p>",
    "html-style": f'<p style="{"color:red;" * 100_000}">x</p>',
    "html-comment": "<!--" + "-" * MEGABYTE,
    "html-entities": "&amp;" * 200_000,
    "html-not-closed": "<b><i><p>" * 30_000 + "x",
}


def write_letters(folder: Path) -> int:
    """Write every hostile letter as a file of its own; gives their number."""
    for name, letter in _letters():
        (folder / f"{name}.eml").write_bytes(letter.encode())
    return sum(1 for _ in _letters())


def _letters() -> Iterator[tuple[str, str]]:
    for kind, bodies in (("plain", PLAIN), ("html", HTML)):
        for name, body in bodies.items():
            field = f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
            yield name, f"{HEAD}{field}\nДобрый день!\n{body}\n"
    yield "parts-deep", HEAD + _nested_parts(2000) + "x\n"
    yield "parts-many", HEAD + _many_parts(20_000)
    yield "forwards-deep", HEAD + f"Content-Type: message/rfc822\n\n{HEAD}" * 1000 + "\nx\n"
    yield "header-long", f"{HEAD}X-Long: {'a' * 5 * MEGABYTE}\n\nx\n"
    yield "headers-many", HEAD + "X-Many: a\n" * 200_000 + "\nx\n"
    yield "references-many", f"{HEAD}References: {'<a@x> ' * 200_000}\n\nx\n"
    yield "subject-encoded", f"{HEAD}Comments: {'=?utf-8?q?=41?= ' * 100_000}\n\nx\n"
    base64 = "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
    yield "base64-broken", HEAD + base64 + "!A" * 2 * MEGABYTE
    quoted = "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n"
    yield "quoted-broken", HEAD + quoted + "=" * 2 * MEGABYTE


def _nested_parts(depth: int) -> str:
    return "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)
    )


def _many_parts(count: int) -> str:
    return 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * count + "--b--\n"
