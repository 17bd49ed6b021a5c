"""Drafts: `okk-text check` reads what people write letters in, and says what to mend."""

import docx
import pytest

LETTER = "Тема: Лестница\n\nПётр, добрый день!\n\nСмета готова — 90 000 ₽.\n\nМария Котова"
OWN = "Пётр, добрый день!\n\nСмета готова — 90 000 ₽."


@pytest.fixture
def checked(okk, rules, tmp_path):
    """Write a draft, check it, give its conversation and message records."""

    def check(name, content, *arguments, to="Пётр"):
        draft = tmp_path / name
        draft.write_bytes(content)
        who = ("--from", "Мария Котова", "--to", to)
        ended = okk("check", draft, *who, "--settings", rules, "--format", "jsonl", *arguments)
        assert ended.code == 0, ended.err
        return ended.records("conversation")[0], ended.records("message")[0]

    return check


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_file_of_any_charset_is_a_draft(checked, charset, end):
    text = LETTER.replace("₽", "руб.").replace("\n", end)
    conversation, message = checked("письмо.txt", text.encode(charset))
    assert conversation["subject"] == message["subject"] == "Лестница"
    assert message["text"] == OWN.replace("₽", "руб.")
    assert message["signature"] == "Мария Котова"


def test_a_draft_is_one_message_of_the_manager_without_a_time(checked):
    conversation, message = checked("письмо.txt", LETTER.encode())
    assert (conversation["messages"], conversation["team"]) == (1, "Ступень")
    known = {key: message[key] for key in ("n", "author", "role", "sent_at", "channel")}
    assert known == {
        "n": 1,
        "author": "Мария Котова",
        "role": "manager",
        "sent_at": None,
        "channel": "draft",
    }
    assert message["score"] is not None


@pytest.mark.parametrize(("to", "label"), [("Пётр", "named"), ("Игорь", "wrong_name")])
def test_the_greeting_is_held_against_the_name_of_the_client(checked, to, label):
    _, message = checked("письмо.txt", LETTER.encode(), to=to)
    assert [c["label"] for c in message["criteria"] if c["id"] == "greeting"] == [label]


@pytest.mark.parametrize(("medium", "signed"), [("email", "Мария Котова"), ("chat", "")])
def test_the_medium_decides_what_is_due(checked, medium, signed):
    conversation, message = checked("ч.txt", LETTER.encode(), "--medium", medium)
    assert (conversation["medium"], message["signature"]) == (medium, signed)
    assert any(c["id"] == "signature" for c in message["criteria"]) == (medium == "email")


def test_standard_input_is_a_draft(okk, rules):
    arguments = ("check", "-", "--from", "Мария Котова", "--settings", rules, "--format", "jsonl")
    (message,) = okk(*arguments, given=LETTER.encode()).records("message")
    assert (message["subject"], message["text"]) == ("Лестница", OWN)
    assert okk(*arguments, given=b"").code == 2


def test_a_word_document_is_a_draft_with_its_tables(checked, tmp_path):
    document = docx.Document()
    for line in LETTER.split("\n")[:4]:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Лестница", "90 000 ₽"
    document.add_paragraph("Жду ответа до пятницы.")
    document.save(tmp_path / "кп.docx")
    content = (tmp_path / "кп.docx").read_bytes()
    _, message = checked("кп2.docx", content, "--medium", "proposal")
    assert message["subject"] == "Лестница"
    lines = [line for line in message["text"].split("\n") if line]
    assert lines == ["Пётр, добрый день!", "Лестница | 90 000 ₽", "Жду ответа до пятницы."]


def test_a_document_may_come_from_standard_input(okk, rules):
    arguments = ("check", "-", "--settings", rules, "--format", "jsonl")
    (message,) = okk(*arguments, given=pdf(["Смета готова."])).records("message")
    assert message["text"].strip() == "Смета готова."


def test_a_broken_document_is_told_in_our_words_alone(okk, rules, tmp_path, caplog):
    (tmp_path / "кп.pdf").write_bytes(pdf(["Смета готова."])[:300])
    ended = okk("check", tmp_path / "кп.pdf", "--settings", rules)
    assert (ended.code, ended.err.count("\n"), caplog.records) == (2, 2, [])


def test_the_text_layer_of_a_pdf_is_a_draft(checked):
    _, message = checked("кп.pdf", pdf(["Пётр, добрый день!", "Смета готова."]))
    assert [line.strip() for line in message["text"].split("\n")] == [
        "Пётр, добрый день!",
        "Смета готова.",
    ]


def test_a_letter_file_is_a_draft(checked):
    letter = (
        "From: m.kotova@example.com\r\nTo: petr@example.com\r\nSubject: =?utf-8?B?0KHQvNC10YLQsA==?="
        "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    body = OWN.replace("₽", "руб.").replace("—", "-") + "\n\nМария Котова\n"
    conversation, message = checked("п.eml", letter.encode() + body.encode("koi8-r"))
    assert conversation["subject"] == "Смета"
    assert message["text"] == OWN.replace("₽", "руб.").replace("—", "-")
    assert (message["author"], message["sent_at"]) == ("Мария Котова", None)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("scan.pdf", lambda: pdf([])),
        ("broken.pdf", lambda: b"%PDF-1.4\n\x00\xff"),
        ("broken.docx", lambda: b"PK\x03\x04\x00\x00"),
        ("only-subject.txt", lambda: "Тема: Лестница\n".encode()),
        ("noise.txt", lambda: b"\x98\x98\x98"),
        ("large.txt", lambda: b"a" * (20 * 1024**2 + 1)),
    ],
)
def test_a_draft_that_holds_no_text_is_said_so(okk, tmp_path, name, content):
    draft = tmp_path / name
    draft.write_bytes(content())
    ended = okk("check", draft)
    assert ended.code == 2
    assert str(draft) in ended.err
    assert "→" in ended.err
    assert "Traceback" not in ended.err


def pdf(lines):
    """A PDF of one page that shows the lines, each letter a code of its own font."""
    letters = sorted(set("".join(lines)))
    codes = {letter: f"{number:02x}" for number, letter in enumerate(letters, 1)}
    shown = [f"<{''.join(codes[letter] for letter in line)}> Tj T*" for line in lines]
    page = " ".join(["BT /F 12 Tf 14 TL 50 700 Td", *shown, "ET"])
    known = "\n".join(f"<{code}> <{ord(letter):04x}>" for letter, code in codes.items())
    told = (
        "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <00> <ff> "
        f"endcodespacerange\n{len(codes)} beginbfchar\n{known}\nendbfchar endcmap end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(page)} >> stream\n{page}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(told)} >> stream\n{told}\nendstream",
    ]
    body, places = "%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{written}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")
