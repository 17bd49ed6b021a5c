"""Letters: headers, charsets, bodies, threads, system letters, mbox and Maildir."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from okk_text.readers import read
from okk_text.readers.letters import READER as LETTERS
from okk_text.readers.mail.charsets import decoded_text
from okk_text.readers.mail.dates import parsed_date, sent_at
from okk_text.readers.mail.headers import (
    decoded_header,
    header_fields,
    message_ids,
    parameters,
    people,
)
from okk_text.readers.mail.mime import content
from okk_text.readers.mail.subjects import split_subject
from okk_text.readers.mail.transfer import joined_lines
from okk_text.readers.mbox import READER as MBOX

MSK = timezone(timedelta(hours=3))
START = datetime(2026, 3, 2, 10, 0, tzinfo=MSK)
MANAGER = "Ольга Примерова <olga@firm.example.com>"
CLIENT = "Игорь Покупатель <igor@buyer.example.com>"
OTHER = "Анна Заказчица <anna@other.example.com>"
RUSSIAN = "Добрый день! Подскажите, пожалуйста, есть ли насос в наличии и когда отгрузите?"


def letter(*, sender=CLIENT, to=MANAGER, subject="Насос", text="Есть в наличии?", after=0, **extra):
    """An invented letter; `after` in minutes, `extra` are header fields with _ for -."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = format_datetime(START + timedelta(minutes=after))
    made.set_content(text)
    for name, value in extra.items():
        made[name.replace("_", "-")] = value
    return made.as_bytes()


def conversations_of(tmp_path, *letters):
    """What is read from a folder of these letters."""
    for number, raw in enumerate(letters, 1):
        (tmp_path / f"{number:03}.eml").write_bytes(raw)
    return list(read([tmp_path]))


def raw_letter(header, body):
    """A letter from its bytes: some fields that all have, and these."""
    fields = (
        b"From: igor@buyer.example.com\nDate: Mon, 02 Mar 2026 10:00:00 +0300\nMessage-ID: <1@x>\n"
    )
    return fields + header + b"\n" + body


# -- charsets and headers ----------------------------------------------------------------------


@pytest.mark.parametrize("charset", ["koi8-r", "cp1251", "cp866", "iso8859-5", "utf-8"])
@pytest.mark.parametrize("declared", [None, "us-ascii", "unknown-8bit", "iso-8859-1", "нет такой"])
def test_russian_without_a_usable_label_is_recognised(charset, declared):
    assert decoded_text(RUSSIAN.encode(charset), declared) == RUSSIAN


@pytest.mark.parametrize("charset", ["koi8-r", "cp1251", "utf-8"])
@pytest.mark.parametrize("declared", ["koi8-r", "windows-1251", "utf-8", "win-1251"])
def test_a_wrong_label_is_seen_through(charset, declared):
    assert decoded_text(RUSSIAN.encode(charset), declared) == RUSSIAN


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Grüße aus Köln, Frau Müller für Sie", "iso-8859-1"),
        ("Доброго дня! Чи є у вас їжа для їжаків?", "cp1251"),
        ("ООО «ДЖФ» №5", "koi8-r"),
        ("ООО «ДЖФ» №5", "cp1251"),
        ("こんにちは", "iso-2022-jp"),
    ],
)
def test_a_right_label_is_believed(text, charset):
    written = text.encode(charset, "ignore")
    assert decoded_text(written, charset) == written.decode(charset)


def test_cut_off_utf_8_loses_one_letter_only():
    assert decoded_text(RUSSIAN.encode()[:-2], "utf-8").startswith(RUSSIAN[:-2])


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?b?0JPRgNC+?= =?utf-8?b?0LzQvtCy?=", "Громов"),
        (b"=?utf-8?b?0JPRgNC+0A==?=\n =?utf-8?b?vNC+0LI=?=", "Громов"),
        (b"=?windows-1251?Q?=CA=CF_=ED=E0?= 5", "КП на 5"),
        (b"=?koi8-r?B?8NLP0w==?=", "Прос"),
        ("Раз =?utf-8?q?=D0=B4=D0=B2=D0=B0?= три".encode(), "Раз два три"),
        ("Счёт на оплату".encode("cp1251"), "Счёт на оплату"),
        ("Счёт на оплату".encode("koi8-r"), "Счёт на оплату"),
        ("КП".encode("cp1251"), "КП"),
        (b"=?no-such?b?0JPRgNC+?=", "Гро"),
        (b"=?utf-8?b?0JPRgN?= broken", "Гр broken"),
        (b"=?utf-8?x?abc?= left", "=?utf-8?x?abc?= left"),
    ],
)
def test_a_header_is_decoded(raw, text):
    assert decoded_header(raw).replace("�", "") == text


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"a@x.ru", [("", "a@x.ru")]),
        (b'"Petrov, Ivan" <Ivan@X.ru>, b@y.ru', [("Petrov, Ivan", "ivan@x.ru"), ("", "b@y.ru")]),
        (b"=?utf-8?b?0JPRgNC+?= =?utf-8?b?0LzQvtCy?= <g@x.ru>", [("Громов", "g@x.ru")]),
        (b'"=?utf-8?b?0JPRgNC+0LzQvtCy?=" <g@x.ru>', [("Громов", "g@x.ru")]),
        (b"g@x.ru (Ivan Gromov)", [("Ivan Gromov", "g@x.ru")]),
        (b"'g@x.ru' <g@x.ru>", [("g@x.ru", "g@x.ru")]),
        (b"undisclosed-recipients:;", []),
        (b"Sales: a@x.ru, b@x.ru;", [("", "a@x.ru"), ("", "b@x.ru")]),
        (b"Ivan <>", [("Ivan", "")]),
        (b"a@x.ru; b@x.ru", [("", "a@x.ru"), ("", "b@x.ru")]),
        (b'"broken <a@x.ru>', [("broken", "a@x.ru")]),
    ],
)
def test_people_of_an_address_field(raw, found):
    assert list(people(raw)) == found


@pytest.mark.parametrize(
    ("raw", "ids"),
    [
        (b"<a@x>", ["<a@x>"]),
        (b"<a@x> <b@\n y>", ["<a@x>", "<b@y>"]),
        (b"a@x", ["<a@x>"]),
        (b"Your letter of Monday <a@x>", ["<a@x>"]),
        (b"", []),
    ],
)
def test_message_ids(raw, ids):
    assert message_ids(raw) == ids


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("Mon, 02 Mar 2026 10:00:00 +0300", datetime(2026, 3, 2, 10, tzinfo=MSK)),
        ("2 Mar 2026 10:00 +0300 (MSK)", datetime(2026, 3, 2, 10, tzinfo=MSK)),
        ("Mon, 2 Mar 2026 10:00:00 GMT", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("Mon, 2 Mar 2026 10:00:00 MSK", datetime(2026, 3, 2, 10, tzinfo=MSK)),
        ("Пн, 2 мар 2026 10:00:00 +0300", datetime(2026, 3, 2, 10, tzinfo=MSK)),
        ("2026-03-02 10:00:00 +0300", datetime(2026, 3, 2, 10, tzinfo=MSK)),
        ("Mon, 02 Mar 2026 10:00:00", datetime(2026, 3, 2, 10)),
        ("Mon, 31 Feb 2026 10:00:00 +0300", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("вчера", None),
        ("", None),
    ],
)
def test_a_date_is_kept_as_written(written, when):
    found = parsed_date(written)
    assert found == when
    assert found is None or found.utcoffset() == when.utcoffset()


def test_without_a_date_the_last_relay_or_the_from_line_tells():
    received = header_fields(
        b"Received: from a by b; Mon, 02 Mar 2026 10:00:00 +0300\nDate: never\n"
    )
    assert sent_at(received) == START
    assert sent_at({}, b"From a@x Mon Mar  2 10:00:00 2026") == datetime(2026, 3, 2, 10)
    assert sent_at({}) is None


@pytest.mark.parametrize(
    ("subject", "base"),
    [
        ("Re: Насос", "Насос"),
        ("RE[2]: HA: На: Ответ: Fwd: Пересл: Насос", "Насос"),
        ("Re^3: AW: TR: Насос", "Насос"),
        ("[#48213] Re: [EXT] Насос", "Насос"),
        ("Автоматический ответ: Насос", "Насос"),
        ("Насос (fwd)", "Насос"),
        ("[Заказ 5]", "[Заказ 5]"),
        ("Реле: цена", "Реле: цена"),
        ("Re:", ""),
    ],
)
def test_the_base_subject(subject, base):
    assert split_subject(subject).base == base


def test_parameters_in_pieces_are_joined():
    raw = b"attachment; filename*0*=utf-8''%D0%9A%D0%9F; filename*1*=%20%D0%BE%D0%BA; filename*2=na.pdf"
    assert parameters(raw) == {"filename": "КП окna.pdf"}


# -- bodies ------------------------------------------------------------------------------------


def body_of(header, body, **options):
    return "".join(p.text for p in content(raw_letter(header, body), **options).pieces).strip()


@pytest.mark.parametrize(
    ("header", "body", "text"),
    [
        (b"Content-Transfer-Encoding: base64\n", b"0JTQsA==\n-- \nlist footer", "Да"),
        (b"Content-Transfer-Encoding: base64\n", b"0JTQsNC", "Да"),
        (
            b"Content-Transfer-Encoding: base64\n",
            "Да, берём два насоса".encode(),
            "Да, берём два насоса",
        ),
        (b"Content-Transfer-Encoding: quoted-printable\n", b"=D0=94=\n=D0=B0 =X", "Да =X"),
        (
            b"Content-Type: text/plain; charset=koi8-r\n",
            "Добрый день, всё есть".encode(),
            "Добрый день, всё есть",
        ),
        (b"Content-Type: multipart/mixed; boundary=b\n", b"no such boundary", "no such boundary"),
        (b"", b"a\0b", "ab"),
    ],
)
def test_a_body_survives_its_damage(header, body, text):
    assert body_of(header, body) == text


def test_plain_text_goes_before_html_unless_it_says_nothing():
    header = b"Content-Type: multipart/alternative; boundary=b\n"
    html = b"--b\nContent-Type: text/html\n\n<p>Yes</p>\n--b--\n"
    assert body_of(header, b"--b\n\nPlain\n" + html) == "Plain"
    assert body_of(header, b"--b\n\n \n" + html) == "<p>Yes</p>"
    assert body_of(header, b"--b\n\nThis letter needs HTML.\n" + html) == "<p>Yes</p>"


def test_format_flowed_is_joined():
    assert joined_lines("Один \nдва\n> три \n> четыре\n-- \nИмя", delete_space=False) == (
        "Один два\n> три четыре\n-- \nИмя"
    )
    assert joined_lines("Од \nин", delete_space=True) == "Один"


def test_attachments_keep_their_names_and_logos_are_none():
    body = (
        b"--b\n\nText\n"
        b"--b\nContent-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment\n\nxx\n"
        b"--b\nContent-Type: image/png\nContent-ID: <logo>\n\nxx\n"
        b'--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="\xd0\x9a.txt"\n\nxx\n'
        b"--b--\n"
    )
    held = content(raw_letter(b"Content-Type: multipart/mixed; boundary=b\n", body))
    assert [a.name for a in held.attachments] == ["a.pdf", "К.txt"]
    assert [p.text.strip() for p in held.pieces] == ["Text"]


def test_a_forwarded_letter_in_the_letter_is_quote(tmp_path):
    inner = letter(sender=OTHER, subject="Старый спор", text="Отгрузите сегодня.")
    body = (
        b"--b\n\nLook at this, please.\n--b\nContent-Type: message/rfc822\n\n"
        + inner
        + b"\n--b--\n"
    )
    raw = raw_letter(b"Content-Type: multipart/mixed; boundary=b\nTo: m@x.ru\n", body)
    (conversation,) = conversations_of(tmp_path, raw)
    (message,) = conversation.messages
    assert message.own_text == "Look at this, please."
    assert "Старый спор" in message.quote
    assert "Отгрузите сегодня." in message.quote
    assert [a.kind for a in message.attachments] == ["letter"]


# -- threads -----------------------------------------------------------------------------------


def subjects_and_counts(conversations):
    return sorted((c.subject, len(c.messages)) for c in conversations)


def test_letters_that_answer_each_other_are_one_conversation(tmp_path):
    found = conversations_of(
        tmp_path,
        letter(
            sender=MANAGER,
            to=CLIENT,
            after=30,
            subject="Re: Насос",
            Message_ID="<2@x>",
            In_Reply_To="<1@x>",
        ),
        letter(Message_ID="<1@x>"),
        letter(after=60, subject="Re: Насос и счёт", Message_ID="<3@x>", References="<1@x> <2@x>"),
    )
    (conversation,) = found
    assert conversation.subject == "Насос"
    assert [m.id for m in conversation.messages] == ["<1@x>", "<2@x>", "<3@x>"]
    assert [m.author for m in conversation.messages][1] == "Ольга Примерова"
    assert conversation.messages[1].address == "olga@firm.example.com"
    assert conversation.messages[1].recipients == ("igor@buyer.example.com",)
    assert conversation.messages[1].reply_to == "<1@x>"
    assert conversation.source == str(tmp_path)


def test_one_subject_and_other_people_stay_apart(tmp_path):
    found = conversations_of(
        tmp_path,
        letter(sender=MANAGER, to=CLIENT, subject="КП"),
        letter(sender=MANAGER, to=OTHER, subject="КП", after=1),
        letter(sender=OTHER, to=MANAGER, subject="Re: КП", after=2),
        letter(sender=CLIENT, to=MANAGER, subject="HA: КП", after=3),
    )
    assert subjects_and_counts(found) == [("КП", 2), ("КП", 2)]
    assert {m.address for m in found[0].messages} == {
        "olga@firm.example.com",
        "igor@buyer.example.com",
    }


def test_a_broken_reference_does_not_part_a_thread(tmp_path):
    found = conversations_of(
        tmp_path,
        letter(Message_ID="<1@x>"),
        letter(sender=MANAGER, to=CLIENT, subject="Re: Насос", after=5, References="<never@x>"),
        letter(subject="Ответ: Re[2]: Насос", after=9),
    )
    assert subjects_and_counts(found) == [("Насос", 3)]


def test_letters_around_a_missing_one_belong_together(tmp_path):
    found = conversations_of(
        tmp_path,
        letter(subject="Re: Раз", References="<lost@x>"),
        letter(subject="Re: Два", after=5, References="<lost@x>"),
        letter(sender=OTHER, subject="Re: Три", after=6, References="<lost@x>"),
    )
    assert [len(c.messages) for c in found] == [2, 1]


def test_a_colleague_answers_in_the_thread(tmp_path):
    colleague = "Пётр <petr@firm.example.com>"
    found = conversations_of(
        tmp_path,
        letter(sender=CLIENT.replace("buyer.example.com", "mail.ru")),
        letter(
            sender=colleague.replace("firm.example.com", "firm.ru"),
            to="igor@mail.ru",
            subject="Re: Насос",
        ),
        letter(sender="o@firm.ru", to="igor@mail.ru", subject="Re: Насос", after=3),
    )
    assert [len(c.messages) for c in found] == [1, 2]


def test_a_late_namesake_is_a_new_conversation(tmp_path):
    found = conversations_of(tmp_path, letter(), letter(subject="Re: Насос", after=60 * 24 * 120))
    assert [len(c.messages) for c in found] == [1, 1]


def test_writing_again_before_an_answer_goes_on_with_the_thread(tmp_path):
    found = conversations_of(tmp_path, letter(), letter(after=60 * 24 * 3))
    assert [len(c.messages) for c in found] == [2]


def test_forms_of_a_site_are_a_conversation_each(tmp_path):
    forms = [
        letter(sender="site@shop.example.com", subject="Заявка с сайта", after=n) for n in range(5)
    ]
    assert [len(c.messages) for c in conversations_of(tmp_path, *forms)] == [1] * 5


def test_a_forward_to_another_firm_begins_a_conversation(tmp_path):
    found = conversations_of(
        tmp_path,
        letter(Message_ID="<1@x>"),
        letter(
            sender=MANAGER,
            to=OTHER,
            subject="Fwd: Насос",
            after=5,
            Message_ID="<2@x>",
            References="<1@x>",
        ),
        letter(
            sender=MANAGER,
            to="Пётр <p@firm.example.com>",
            subject="Fwd: Насос",
            after=6,
            References="<1@x>",
        ),
    )
    assert [[m.recipients[0] for m in c.messages] for c in found] == [
        ["olga@firm.example.com", "p@firm.example.com"],
        ["anna@other.example.com"],
    ]
    assert len({c.id for c in found}) == 2


def test_copies_are_read_once(tmp_path):
    one = letter(Message_ID="<1@x>")
    (conversation,) = conversations_of(tmp_path, one, one, b"X-Original-To: okk@x\n" + one)
    assert len(conversation.messages) == 1


def test_a_mailing_under_one_id_is_no_copy(tmp_path):
    found = conversations_of(
        tmp_path,
        letter(sender=MANAGER, to=CLIENT, Message_ID="<1@x>"),
        letter(sender=MANAGER, to=OTHER, Message_ID="<1@x>"),
    )
    assert len(found) == 2


def test_the_id_stays_when_the_mailbox_grows(tmp_path):
    answer = letter(
        sender=MANAGER,
        to=CLIENT,
        subject="Re: Насос",
        after=5,
        Message_ID="<2@x>",
        References="<1@x>",
    )
    (small,) = conversations_of(tmp_path, answer)
    (grown,) = conversations_of(
        tmp_path, answer, letter(Message_ID="<1@x>"), letter(after=9, subject="Re: Насос")
    )
    assert small.id == grown.id
    assert (len(small.messages), len(grown.messages)) == (1, 3)


def test_order_is_by_time_in_utc_and_answers_come_after(tmp_path):
    late = letter(Message_ID="<1@x>").replace(b"10:00:00 +0300", b"23:00:00 +1400")
    answer = letter(
        sender=MANAGER, to=CLIENT, subject="Re: Насос", Message_ID="<2@x>", In_Reply_To="<1@x>"
    )
    answer = answer.replace(b"10:00:00 +0300", b"09:00:00 +0000")
    (conversation,) = conversations_of(tmp_path, answer, late)
    assert [m.id for m in conversation.messages] == ["<1@x>", "<2@x>"]
    assert conversation.messages[0].sent_at.isoformat() == "2026-03-02T23:00:00+14:00"


def test_a_single_letter_of_a_folder_is_its_own_source(tmp_path):
    found = conversations_of(tmp_path, letter(), letter(sender=OTHER, subject="Другое"))
    assert [c.source for c in found] == [f"{tmp_path}/001.eml", f"{tmp_path}/002.eml"]


def test_a_maildir_is_one_source(tmp_path):
    for folder in ("cur", "new", "tmp"):
        (tmp_path / folder).mkdir()
    (tmp_path / "cur" / "1775488325.M1P1.mx,S=3:2,S").write_bytes(letter())
    (tmp_path / "new" / "1775488326.M1P2.mx").write_bytes(letter(sender=OTHER, subject="Другое"))
    assert [c.source for c in read([tmp_path])] == [str(tmp_path)] * 2


# -- system letters ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "kind"),
    [
        ({}, None),
        ({"Auto_Submitted": "auto-replied"}, "auto"),
        ({"Auto_Submitted": "no"}, None),
        ({"Precedence": "auto_reply"}, "auto"),
        ({"X_Autoreply": "yes"}, "auto"),
        ({"subject": "Автоматический ответ: Насос"}, "auto"),
        ({"subject": "Out of Office: Насос"}, "auto"),
        ({"subject": "Автомат. насос: вопрос"}, None),
        ({"List_Unsubscribe": "<https://x.example.com>"}, None),
        ({"List_Unsubscribe": "<https://x.example.com>", "Precedence": "bulk"}, "newsletter"),
        ({"List_Unsubscribe": "<https://x.example.com>", "List_Id": "x"}, "newsletter"),
        (
            {"List_Unsubscribe": "<https://x>", "List_Id": "x", "List_Post": "<mailto:sales@x>"},
            None,
        ),
        ({"List_Unsubscribe": "<https://x>", "Precedence": "bulk", "In_Reply_To": "<1@x>"}, None),
        ({"List_Unsubscribe": "<https://x>", "sender": "noreply@shop.example.com"}, "newsletter"),
        (
            {"Return_Path": "<>", "sender": "MAILER-DAEMON@x.ru", "subject": "Mail failure"},
            "bounce",
        ),
        ({"sender": "postmaster@x.ru", "subject": "Недоставленное сообщение: Насос"}, "bounce"),
    ],
)
def test_system_letters_are_known_by_their_header(tmp_path, extra, kind):
    (conversation,) = conversations_of(tmp_path, letter(**extra))
    assert conversation.messages[0].auto == kind
    assert conversation.messages[0].role == ("system" if kind else None)


def test_a_mailing_that_is_answered_was_a_conversation(tmp_path):
    bulk = {"List_Unsubscribe": "<https://x.example.com>", "Precedence": "bulk"}
    found = conversations_of(
        tmp_path,
        letter(sender=MANAGER, to=CLIENT, Message_ID="<1@x>", **bulk),
        letter(subject="Re: Насос", after=9, In_Reply_To="<1@x>"),
    )
    assert [m.auto for m in found[0].messages] == [None, None]


def bounce(failed="igor@buyer.example.com", returned="Message-ID: <1@x>\n"):
    body = (
        "--b\n\nYour letter could not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
        f"Final-Recipient: rfc822; {failed}\nAction: failed\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nFrom: olga@firm.example.com\n{returned}\n--b--\n"
    )
    header = b'Subject: Undelivered Mail\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n'
    return (
        raw_letter(header, body.encode())
        .replace(b"igor@buyer", b"mailer-daemon@mx", 1)
        .replace(b"<1@x>", b"<9@x>", 1)
    )


@pytest.mark.parametrize(
    ("to", "failed", "undelivered"),
    [
        (CLIENT, "igor@buyer.example.com", True),
        (f"{CLIENT}, {OTHER}", "igor@buyer.example.com", False),
    ],
)
def test_a_bounce_marks_the_letter_that_reached_nobody(tmp_path, to, failed, undelivered):
    sent = letter(sender=MANAGER, to=to, Message_ID="<1@x>", after=-5)
    report = bounce(failed)
    (conversation,) = conversations_of(tmp_path, sent, report)
    assert [m.undelivered for m in conversation.messages] == [undelivered, False]
    assert [m.auto for m in conversation.messages] == [None, "bounce"]


def invitation(words):
    body = (
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{words}\n"
        "--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--b--\n"
    )
    header = "Subject: Созвон в среду\nTo: olga@firm.example.com\nContent-Type: multipart/alternative; boundary=b\n"
    return raw_letter(header.encode(), body.encode())


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("", "invite"),
        ("Игорь приглашает вас на событие\nКогда: 5 марта, 15:30\nГде: по видео", "invite"),
        ("Ольга, добрый день! Как договорились, ставлю созвон на среду.\n\nКогда: 5 марта", None),
    ],
)
def test_an_invitation_with_a_persons_words_is_a_letter(tmp_path, words, kind):
    (conversation,) = conversations_of(tmp_path, invitation(words))
    assert conversation.messages[0].auto == kind


def test_an_invitation_joins_the_thread_of_its_people(tmp_path):
    found = conversations_of(
        tmp_path, letter(after=-60), invitation(""), letter(sender=OTHER, after=-30)
    )
    assert sorted(len(c.messages) for c in found) == [1, 2]


# -- mbox and recognition ----------------------------------------------------------------------

FROM_LINE = b"From igor@buyer.example.com Mon Mar  2 07:00:00 2026\n"


def mbox_of(tmp_path, raw):
    path = tmp_path / "box"
    path.write_bytes(raw)
    return list(read([path]))


@pytest.mark.parametrize("break_", [b"\n", b"\r\n"])
def test_an_mbox_gives_back_the_authors_from(tmp_path, break_):
    one = raw_letter(
        b"Subject: A\n", b"Start\n>From here on.\n>>From quoted\n\nFrom the shop, yours\nEnd\n"
    )
    two = raw_letter(b"Subject: B\n", b"Second\n").replace(b"<1@x>", b"<2@x>")
    raw = (FROM_LINE + one + b"\n" + FROM_LINE + two).replace(b"\n", break_)
    first, second = mbox_of(tmp_path, raw)
    assert (
        first.messages[0].text.rstrip()
        == "Start\nFrom here on.\n>From quoted\n\nFrom the shop, yours\nEnd"
    )
    assert second.subject == "B"


def test_content_length_holds_a_letter_together(tmp_path):
    body = b"Look:\n\n" + FROM_LINE + b"From: x@y.ru\nSubject: not a letter\n\nthe end\n"
    one = raw_letter(b"Subject: A\nContent-Length: %d\n" % len(body), body)
    two = raw_letter(b"Subject: B\nContent-Length: 99999\n", b"Second\n").replace(
        b"<1@x>", b"<2@x>"
    )
    found = mbox_of(
        tmp_path,
        FROM_LINE + one + b"\n" + FROM_LINE + two + b"\n" + FROM_LINE + letter(subject="C"),
    )
    assert [c.subject for c in found] == ["A", "B", "C"]
    assert "the end" in found[0].messages[0].text


def test_what_thunderbird_deleted_is_not_read(tmp_path):
    boxes = [
        FROM_LINE + b"X-Mozilla-Status: %b\n" % status + letter(subject=name)
        for status, name in ((b"0001", "Kept"), (b"0009", "Deleted"))
    ]
    assert [c.subject for c in mbox_of(tmp_path, b"\n".join(boxes))] == ["Kept"]


@pytest.mark.parametrize("size", [2_000_000, 2_097_152, 2_400_000])
def test_letters_longer_than_the_window_are_found(tmp_path, size):
    big = raw_letter(b"Subject: A\n", b"x" * 70 + b"\n" + b"From y\n" * (size // 7))
    raw = (
        FROM_LINE
        + big
        + b"\n"
        + FROM_LINE
        + letter(subject="B")
        + b"\n"
        + FROM_LINE
        + letter(subject="C", after=1)
    )
    assert sorted(c.subject for c in mbox_of(tmp_path, raw)) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("head", "reader"),
    [
        (letter(), "letters"),
        (b"Return-Path: <a@x>\nReceived: from x\n by y\nFrom: a@x\n\nHi", "letters"),
        (FROM_LINE + letter(), "mbox"),
        (b"From - Mon Mar 02 10:00:00 2026\nX-Mozilla-Status: 0001\nFrom: a@x\n\nHi", "mbox"),
        (b"From 17@xxx Mon Mar 02 07:00:00 +0000 2026\nX-GM-THRID: 17\nFrom: a@x\n\nHi", "mbox"),
        ("Тема: КП на насос\n\nИгорь, добрый день!".encode(), None),
        (b"Subject: offer\nTo: igor@buyer.example.com\n\nHello, Igor!", None),
        (b"From the very start it was clear at 10:00 2026\nthat this is prose", None),
        (b'{"name": "x", "messages": []}', None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, None),
        (b"", None),
    ],
)
def test_letters_are_recognised_by_content(tmp_path, head, reader):
    known = [
        r.name for r in (LETTERS, MBOX) if r.recognises(tmp_path / "1775.M1P1.mx,S=3:2,S", head)
    ]
    assert known == ([reader] if reader else [])


def test_an_unreadable_letter_costs_only_itself(tmp_path):
    (tmp_path / "bad.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    conversation, skip = conversations_of(tmp_path, letter())
    assert conversation.subject == "Насос"
    assert re.search("bad.msg", skip.reason)
