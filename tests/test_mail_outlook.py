"""Outlook's .msg files and winmail.dat."""

import base64
from datetime import UTC, datetime

import pytest

from okk_text.readers import read
from okk_text.readers.mail.outlook import tnef_content
from tests.outlook_files import compressed_rtf, msg, winmail

WHEN = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
HEADER = (
    "From: =?utf-8?b?0JjQs9C+0YDRjA==?= <igor@buyer.example.com>\r\nTo: olga@firm.example.com\r\n"
    "Date: Mon, 02 Mar 2026 10:00:00 +0300\r\nSubject: Pump\r\nMessage-ID: <1@x>\r\n"
)


def conversation_of(tmp_path, properties, **parts):
    (tmp_path / "letter.msg").write_bytes(msg(properties, **parts))
    (found,) = read([tmp_path / "letter.msg"])
    return found


def test_a_received_msg_is_read_by_its_transport_header(tmp_path):
    found = conversation_of(
        tmp_path,
        {0x007D: HEADER, 0x0037: "Pump", 0x1000: "Добрый день!\r\nНужен насос.\r\n"},
        attachments=[{0x3707: "Смета.pdf", 0x370E: "application/pdf", 0x3705: 1}],
    )
    (message,) = found.messages
    assert (message.author, message.address) == ("Игорь", "igor@buyer.example.com")
    assert message.sent_at.isoformat() == "2026-03-02T10:00:00+03:00"
    assert message.text == "Добрый день!\nНужен насос."
    assert [a.name for a in message.attachments] == ["Смета.pdf"]
    assert (message.id, found.subject) == ("<1@x>", "Pump")


def test_a_sent_msg_without_a_header_is_read_by_its_properties(tmp_path):
    found = conversation_of(
        tmp_path,
        {
            0x0037: "КП на насос",
            0x0C1A: "Ольга Примерова",
            0x5D01: "olga@firm.example.com",
            0x1035: "<2@firm.example.com>",
            0x0039: WHEN,
            0x1013: "<p>Игорь, предложение во вложении.</p>".encode("cp1251"),
            0x3FDE: 1251,
        },
        recipients=[{0x3001: "Игорь", 0x39FE: "igor@buyer.example.com"}],
    )
    (message,) = found.messages
    assert (message.author, message.address) == ("Ольга Примерова", "olga@firm.example.com")
    assert message.recipients == ("igor@buyer.example.com",)
    assert message.sent_at == WHEN
    assert message.own_text == "Игорь, предложение во вложении."
    assert message.subject == "КП на насос"


def test_a_msg_and_an_eml_of_one_folder_make_a_thread(tmp_path):
    (tmp_path / "1.msg").write_bytes(msg({0x007D: HEADER, 0x1000: "Нужен насос."}))
    answer = HEADER.replace("<1@x>", "<2@x>").replace("Pump", "Re: Pump") + "In-Reply-To: <1@x>\r\n"
    (tmp_path / "2.eml").write_bytes(answer.encode() + b"\r\nYes.")
    (found,) = read([tmp_path])
    assert [m.id for m in found.messages] == ["<1@x>", "<2@x>"]


def test_a_winmail_body_is_read_where_there_is_no_other(tmp_path):
    held = tnef_content(winmail("Счёт готов.\r\nОльга", ["Счёт 5.pdf"]))
    assert [piece.text.strip() for piece in held.pieces] == ["Счёт готов.\nОльга"]
    assert [a.name for a in held.attachments] == ["Счёт 5.pdf"]


def test_a_body_in_rich_text_alone_is_read(tmp_path):
    rtf = compressed_rtf("Счёт готов.\nОльга, 4 200 руб.")
    text = "Счёт готов.\nОльга, 4 200 руб."
    (message,) = conversation_of(tmp_path, {0x007D: HEADER, 0x1009: rtf}).messages
    assert message.text.strip() == text
    (piece,) = tnef_content(winmail("", rtf=rtf)).pieces
    assert piece.text.strip() == text


@pytest.mark.parametrize(
    ("plain", "text"), [("", "Из Outlook"), ("Своими словами", "Своими словами")]
)
def test_a_winmail_gives_way_to_a_written_body(tmp_path, plain, text):
    part = base64.encodebytes(winmail("Из Outlook", ["a.pdf"])).decode()
    raw = HEADER.replace("\r\n", "\n") + (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n"
        f"{plain}\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
        f"Content-Transfer-Encoding: base64\n\n{part}--b--\n"
    )
    (tmp_path / "1.eml").write_text(raw, encoding="utf-8")
    (found,) = read([tmp_path])
    assert found.messages[0].text == text
    assert [a.name for a in found.messages[0].attachments] == ["winmail.dat", "a.pdf"]


@pytest.mark.parametrize("keep", [30, 200, 700, 1500])
def test_a_damaged_outlook_file_is_a_skip_or_a_letter(tmp_path, keep):
    whole = msg({0x007D: HEADER, 0x1000: "Нужен насос."})
    (tmp_path / "letter.msg").write_bytes(whole[:keep])
    (found,) = read([tmp_path / "letter.msg"])
    assert "letter.msg" in found.source
    assert tnef_content(winmail("text", ["a.pdf"])[:keep]) is not None
