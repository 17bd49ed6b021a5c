"""Letters that were made or mangled to break a reader end in letters or an error, and soon."""

import random
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okk_text.conversation.model import Conversation
from okk_text.errors import ReadError
from okk_text.readers.letters import READER as LETTERS
from okk_text.readers.mail.mime import MAX_DEPTH, content
from okk_text.readers.mbox import READER as MBOX
from okk_text.readers.sources import Source
from tests.outlook_files import msg

HEAD = (
    b"From: Igor <igor@buyer.example.com>\nTo: olga@firm.example.com\nSubject: Pump\n"
    b"Date: Mon, 02 Mar 2026 10:00:00 +0300\nMessage-ID: <1@x>\n"
)
FROM_LINE = b"From igor@buyer.example.com Mon Mar  2 07:00:00 2026\n"
SAMPLES = [
    HEAD + b"Content-Type: text/plain; charset=koi8-r\n\n" + "Нужен насос.\n".encode("koi8-r"),
    HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nText\n--b\n'
    b"Content-Type: message/rfc822\n\n" + HEAD + b"\nInner\n--b--\n",
    HEAD
    + b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=D0=94=D0=B0</p>",
    HEAD + b"Content-Type: multipart/report; boundary=b\n\n--b\n\nfailed\n--b\n"
    b"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@x\nAction: failed\n--b--\n",
    msg({0x0037: "Pump", 0x1000: "Body", 0x0C1A: "Igor"}),
]


def outcome(reader, folder, raw):
    """The conversations, or the reader's own error; anything else is a bug."""
    path = Path(folder) / "letter"
    path.write_bytes(raw)
    try:
        found = list(reader.read(Source(str(path), (path,), reader.name)))
    except ReadError as error:
        return error
    assert all(isinstance(one, Conversation) and one.messages for one in found)
    for conversation in found:
        conversation.model_dump_json()
        for message in conversation.messages:
            spans = [(s.start, s.end) for s in message.segments]
            assert not spans or (spans[0][0], spans[-1][1]) == (0, len(message.text))
            assert all(a[1] == b[0] for a, b in pairwise(spans))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("letters")


QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUICK
@given(raw=st.binary(max_size=400))
@pytest.mark.parametrize("start", [b"", HEAD, HEAD + b"\n", FROM_LINE + HEAD, FROM_LINE])
def test_any_bytes_give_letters_or_an_error(folder, start, raw):
    for reader in (LETTERS, MBOX):
        outcome(reader, folder, start + raw)


@QUICK
@given(sample=st.sampled_from(SAMPLES), seed=st.integers(0, 2**32), count=st.integers(1, 12))
def test_a_mangled_letter_gives_letters_or_an_error(folder, sample, seed, count):
    chance, raw = random.Random(seed), bytearray(sample)
    for _ in range(count):
        place = chance.randrange(len(raw))
        change = chance.randrange(4)
        if change == 0:
            raw[place] = chance.randrange(256)
        elif change == 1:
            del raw[place : place + chance.randrange(1, 40)]
        elif change == 2:
            raw[place:place] = raw[place // 2 : place // 2 + chance.randrange(60)]
        else:
            raw[place:place] = chance.choice(
                [b"\n\n", b"--b\n", b"=?", b"<", b'"', b"(", b"\0", b":"]
            )
        raw = raw or bytearray(b"x")
    outcome(LETTERS, folder, bytes(raw))
    outcome(MBOX, folder, FROM_LINE + bytes(raw) + b"\n\n" + FROM_LINE + sample)


def nested(depth):
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return HEAD + parts + b"\ndeep\n"


def letters_in_letters(depth):
    return (
        b"".join(HEAD + b"Content-Type: message/rfc822\n\n" for _ in range(depth))
        + HEAD
        + b"\ndeep"
    )


HOSTILE = {
    "thousands of parts in parts": nested(5000),
    "thousands of letters in letters": letters_in_letters(3000),
    "ten thousand parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\nContent-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\nx\n" * 10_000,
    "parts that all are named as the boundary of another": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--bb\n\nx\n" * 50_000,
    "a header of ten megabytes": HEAD + b"To: " + b"a@x.ru, " * 1_300_000 + b"\n\nHi",
    "a header folded a hundred thousand times": HEAD
    + b"References: <a@x>\n"
    + b" <b@x>\n" * 100_000
    + b"\nHi",
    "an address of at signs": HEAD + b"Cc: <" + b"@" * 60_000 + b"\n\nHi",
    "an address without an end": HEAD + b"Cc: " + b"a" * 60_000 + b"\n\nHi",
    "nested brackets": HEAD + b"Cc: " + b"(" * 30_000 + b'"' * 3001 + b"\n\nHi",
    "encoded words without an end": HEAD.replace(b"Pump", b"=?utf-8?b?" * 6000) + b"\nHi",
    "a thousand Re:": HEAD.replace(b"Pump", b"Re: [x] " * 8000) + b"\nHi",
    "parameters without an end": HEAD + b"Content-Type: text/plain" + b"; a*0*=" * 9000 + b"\n\nHi",
    "a boundary that comes everywhere": HEAD
    + b"Content-Type: multipart/mixed; boundary=-\n\n"
    + b"--" * 500_000,
    "base64 of a megabyte without a break": HEAD
    + b"Content-Transfer-Encoding: base64\n\n"
    + b"QUJD" * 250_000,
    "quoted-printable of nothing but signs": HEAD
    + b"Content-Transfer-Encoding: quoted-printable\n\n"
    + b"=" * 1_000_000,
    "zero bytes": HEAD + b"\n" + b"\0" * 1_000_000,
    "a charset that is slow": HEAD
    + b"Content-Type: text/plain; charset=punycode\n\n"
    + b"\xff" * 200_000,
    "a compressed charset": HEAD
    + b"Content-Type: text/plain; charset=zlib\n\n"
    + b"x\x9c\xff" * 9000,
    "four thousand lines of On x": HEAD + b"\n" + b"On x\n" * 4000,
    "four thousand marks": HEAD + b"\n" + b"> " * 4000 + b"\n" + b">" * 200_000,
    "html in html": HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 20_000 + b"x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_letter_takes_no_time(folder, name):
    outcome(LETTERS, folder, SAMPLES[0])  # warm: slow imports happen once
    began = time.process_time()
    outcome(LETTERS, folder, HOSTILE[name])
    assert time.process_time() - began < 2  # 0.5 s is held by make bench; here only hanging fails


def test_an_mbox_of_nothing_but_from_lines_takes_no_time(folder):
    began = time.process_time()
    outcome(MBOX, folder, FROM_LINE + HEAD + b"\n" + b"From a 10:00 2026\n" * 60_000)
    assert time.process_time() - began < 4


def test_what_lies_too_deep_is_said():
    held = content(nested(MAX_DEPTH + 5))
    assert held.notes
    assert content(nested(MAX_DEPTH - 5)).pieces[0].text == "deep\n"
