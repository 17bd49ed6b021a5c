"""The WhatsApp reader: exports of Android and iOS in many languages."""

import zipfile
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okk_text.conversation.model import Conversation
from okk_text.errors import ReadError
from okk_text.language import speaking
from okk_text.readers import Source, read
from okk_text.readers.whatsapp import READER

CALM = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def written(folder, content, name="_chat.txt"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Source(shown=name, files=(path,), reader="whatsapp")


def chat(folder, content, name="_chat.txt"):
    source = written(folder, content, name)
    head = source.files[0].read_bytes()[:65536]
    assert READER.recognises(source.files[0], head)
    with speaking("en"):
        (conversation,) = READER.read(source)
    return conversation


# how a locale writes a moment: strftime, with {d} {m} {h} {H} unpadded and {half} as given
LOCALES = {
    "ru": ("%d.%m.%Y, %H:%M - ", None),
    "ru iOS": ("[%d.%m.%Y, %H:%M:%S] ", None),
    "de": ("%d.%m.%y, %H:%M - ", None),
    "en-US": ("{m}/{d}/%y, {h}:%M\u202f{half} - ", ("AM", "PM")),
    "en-US iOS": ("[{m}/{d}/%y, {h}:%M:%S\u202f{half}] ", ("AM", "PM")),
    "en-GB": ("%d/%m/%Y, %H:%M - ", None),
    "en-IN": ("%d/%m/%y, {h}:%M\u202f{half} - ", ("am", "pm")),
    "en-CA": ("%Y-%m-%d, {h}:%M {half} - ", ("a.m.", "p.m.")),
    "es": ("{d}/{m}/%y, {h}:%M {half} - ", ("a.\u00a0m.", "p.\u00a0m.")),
    "pt-BR": ("%d/%m/%Y %H:%M - ", None),
    "sv": ("%Y-%m-%d %H:%M - ", None),
    "nl": ("%d-%m-%Y %H:%M - ", None),
    "cs iOS": ("[{d}. {m}. %Y {H}:%M:%S] ", None),
    "hu": ("%Y. %m. %d. {H}:%M - ", None),
    "bg": ("{d}.%m.%Y г., {H}:%M - ", None),
    "fi": ("{d}.{m}.%Y klo {H}.%M - ", None),
    "id": ("%d/%m/%y %H.%M - ", None),
    "vi": ("%H:%M, %d/%m/%Y - ", None),
    "vi iOS": ("[%H:%M:%S, {d}/{m}/%Y] ", None),
    "fr, old": ("%d.%m.%y à %H:%M - ", None),
    "early iOS": ("%d.%m.%y, %H:%M:%S: ", None),
    "el": ("{d}/{m}/%y, {h}:%M {half} - ", ("π.μ.", "μ.μ.")),
    "ja": ("%Y/%m/%d {H}:%M - ", None),
    "ja iOS, era": ("[R{reiwa}/%m/%d {H}:%M:%S] ", None),
    "zh": ("%Y/{m}/{d} {half}{h}:%M - ", ("上午", "下午")),
    "ko iOS": ("[%Y. {m}. {d}. {half} {h}:%M:%S] ", ("오전", "오후")),
    "ko": ("%Y년 {m}월 {d}일 {half} {h}:%M, ", ("오전", "오후")),
    "th": ("{d}/{m}/{buddhist} %H:%M - ", None),
    "th iOS, short": ("[{d}/{m}/{short_buddhist}, %H:%M:%S] ", None),
    "ar": ("{d}\u200f/{m}\u200f/%Y، {h}:%M {half} - ", ("ص", "م")),
}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def stamp(locale, moment):
    form, halves = LOCALES[locale]
    unpadded = {
        "d": moment.day,
        "m": moment.month,
        "H": moment.hour,
        "h": (moment.hour - 1) % 12 + 1,
        "half": halves and halves[moment.hour >= 12],
        "reiwa": moment.year - 2018,
        "buddhist": moment.year + 543,
        "short_buddhist": (moment.year + 543) % 100,
    }
    text = moment.strftime(form).format(**unpadded)
    return text.translate(ARABIC) if locale == "ar" else text


@pytest.mark.parametrize("locale", LOCALES)
def test_dates_and_times_are_read_as_the_locale_writes_them(tmp_path, locale):
    moments = [datetime(2026, 1, 30, 0, 5) + timedelta(hours=7 * n) for n in range(40)]
    lines = [
        f"{stamp(locale, m)}{('Ольга', 'Игорь')[n % 2]}: текст {n}" for n, m in enumerate(moments)
    ]
    conversation = chat(tmp_path, "\n".join(lines))
    assert [message.sent_at for message in conversation.messages] == moments
    assert [m.text for m in conversation.messages] == [f"текст {n}" for n in range(40)]
    assert {m.author for m in conversation.messages} == {"Ольга", "Игорь"}
    assert conversation.notes == ()


@pytest.mark.parametrize(
    ("days", "expected", "open_order"),
    [
        (["3/2/26", "3/3/26", "3/5/26"], (3, 2), True),  # days in a row are likelier than months
        (["2/3/26", "3/3/26", "5/3/26"], (3, 2), True),
        (["3/2/26", "3/2/26", "3/13/26"], (3, 2), False),
        (["2/3/26", "2/3/26", "13/3/26"], (3, 2), False),
        (["11/30/25", "1/2/26", "3/1/26"], (11, 30), False),
        (["05/12/25", "06/12/25", "02/01/26", "03/01/26", "01/02/26", "02/02/26"], (12, 5), False),
        (["5/5/26", "5/5/26"], (5, 5), False),
    ],
)
def test_day_and_month_are_told_apart_by_the_whole_file(tmp_path, days, expected, open_order):
    lines = "\n".join(f"{day}, 14:05 - Ольга: да" for day in days)
    conversation = chat(tmp_path, lines)
    first = conversation.messages[0].sent_at
    assert (first.month, first.day) == expected
    assert bool(conversation.notes) == open_order


ANDROID = "02.03.2026, 10:00 - "
IOS = "[02.03.2026, 10:00:00] "


@pytest.mark.parametrize(
    ("line", "text", "kind", "name"),
    [
        (ANDROID + "Ольга: \u200eСмета_1.pdf (файл добавлен)", "Смета_1.pdf (файл добавлен)", "file", "Смета_1.pdf"),
        (ANDROID + "Ольга: IMG-20260302-WA0001.jpg (file attached)\nподпись", "IMG-20260302-WA0001.jpg (file attached)\nподпись", "photo", "IMG-20260302-WA0001.jpg"),
        (ANDROID + "Ольга: \u200ePTT-1.opus (whatever language)", "PTT-1.opus (whatever language)", "voice", "PTT-1.opus"),
        (ANDROID + "Ольга: <Без медиафайлов>", "<Без медиафайлов>", "media", None),
        (ANDROID + "Ольга: <Média vynechány>", "<Média vynechány>", "media", None),
        (ANDROID + "Ольга: <Media omitted>\nвот план", "<Media omitted>\nвот план", "media", None),
        (ANDROID + "Ольга: null", "null", "view_once", None),
        (ANDROID + "Ольга: ", "", "view_once", None),
        (ANDROID + "Ольга: Местоположение: https://maps.google.com/?q=55.7,37.6", "Местоположение: https://maps.google.com/?q=55.7,37.6", "location", None),
        (ANDROID + "Ольга: POLL:\nКогда?\nOPTION: завтра (0 votes)", "POLL:\nКогда?\nOPTION: завтра (0 votes)", "poll", None),
        (IOS + "Ольга: \u200e<прикреплено: 00000012-PHOTO-2026-03-02-10-00-00.jpg>", "<прикреплено: 00000012-PHOTO-2026-03-02-10-00-00.jpg>", "photo", "PHOTO-2026-03-02-10-00-00.jpg"),
        (IOS + "Ольга: Смета.pdf • \u200e3 страницы \u200e<прикреплено: 00000013-Смета.pdf>", "Смета.pdf • 3 страницы <прикреплено: 00000013-Смета.pdf>", "file", "Смета.pdf"),
        (IOS + "Ольга: \u200e<adjunto: 00000014-STICKER-1.webp>", "<adjunto: 00000014-STICKER-1.webp>", "sticker", "STICKER-1.webp"),
        (IOS + "Ольга: \u200eизображение отсутствует", "изображение отсутствует", "photo", None),
        (IOS + "Ольга: аудиофайл отсутствует", "аудиофайл отсутствует", "voice", None),
        (IOS + "Ольга: вот замер \u200eвидео отсутствует", "вот замер видео отсутствует", "video", None),
        (IOS + "Ольга: \u200eКП.docx • \u200e2 страницы \u200eдокумент отсутствует", "КП.docx • 2 страницы документ отсутствует", "file", "КП.docx"),
        (IOS + "Ольга: \u200eGIF omitted", "GIF omitted", "gif", None),
        (IOS + "Ольга: \u200eTarjeta de contacto omitida", "Tarjeta de contacto omitida", "contact", None),
    ],
)  # fmt: skip
def test_what_stands_for_media_stays_text_and_is_an_attachment(tmp_path, line, text, kind, name):
    end = "\n" if line.startswith("0") else "\r\n"
    other = (ANDROID if end == "\n" else IOS) + "Игорь: вижу"
    conversation = chat(tmp_path, end.join([other, line, other]))
    message = conversation.messages[1]
    assert (message.author, message.text, message.role) == ("Ольга", text, None)
    assert [(a.kind, a.name) for a in message.attachments] == [(kind, name)]


@pytest.mark.parametrize(
    "text",
    [
        "вот <3 и (файл добавлен)",
        "Цена > 100 и < 200",
        "фото отсутствует на складе",
        "Звонок, который вы ждали, был",
        "Видеозвонок, завтра в 10?",
        "см. https://example.com/a?q=1",
        "вопросы:\n1. цена\n2. срок",
        "договор (подписанный)",
        "вышел новый прайс, вы видели? Иван покинул компанию",
    ],
)
def test_what_people_write_is_no_mark(tmp_path, text):
    for start in (ANDROID, IOS):
        message = chat(tmp_path, f"{start}Игорь: да\n{start}Ольга: {text}\n").messages[1]
        assert (message.text, message.attachments, message.role) == (text, (), None)
        assert not message.edited
        assert not message.deleted


@pytest.mark.parametrize(
    ("written_text", "text", "edited", "deleted"),
    [
        ("да <Сообщение изменено>", "да", True, False),
        ("да \u200e<This message was edited>", "да", True, False),
        ("да <Diese Nachricht wurde bearbeitet.>", "да", True, False),
        ("Данное сообщение удалено", "Данное сообщение удалено", False, True),
        ("\u200eThis message was deleted.", "This message was deleted.", False, True),
        ("このメッセージは削除されました。", "このメッセージは削除されました。", False, True),
        (
            "Данное сообщение удалено админом Пётр",
            "Данное сообщение удалено админом Пётр",
            False,
            True,
        ),
    ],
)
def test_edited_and_deleted_messages_are_told(tmp_path, written_text, text, edited, deleted):
    message = chat(tmp_path, f"{ANDROID}Ольга: {written_text}\n{ANDROID}Игорь: ок").messages[0]
    assert (message.text, message.edited, message.deleted) == (text, edited, deleted)


@pytest.mark.parametrize(
    "line",
    [
        ANDROID + "Сообщения и звонки защищены сквозным шифрованием.",
        ANDROID + "Илья создал(а) группу «Проект: окна»",
        ANDROID + 'Ilya created group "Deal: windows"',
        ANDROID + "Пропущенный аудиозвонок",
        ANDROID + "Игорь: Пропущенный видеозвонок",
        IOS + "Игорь: \u200eСообщения и звонки защищены сквозным шифрованием.",
        IOS + "Игорь: \u200eMissed voice call. \u200eTap to call back",
        IOS + "Игорь: \u200eАудиозвонок. \u200e5 мин",
        IOS + "\u200eВы создали группу «Проект: окна»",
        IOS + "Проект окна: \u200eИлья добавил(а) Марат",
        IOS + "Proyecto: \u200eSe ha unido alguien al grupo",
    ],
)
def test_notices_of_whatsapp_have_no_author(tmp_path, line):
    start = ANDROID if line.startswith("0") else IOS
    lines = [f"{start}Ольга: добрый день", line, f"{start}Игорь: да", f"{start}Игорь: жду"]
    message = chat(tmp_path, "\n".join(lines)).messages[1]
    assert (message.author, message.role) == ("", "system")
    assert message.text.startswith(
        line.split("] ")[-1].split(": \u200e")[-1].strip("\u200e")[:4]
    ) or (line.startswith(ANDROID))


def test_authors_keep_their_names_without_invisible_marks(tmp_path):
    lines = [
        IOS + "\u202a+7\u00a0900\u00a0000\u201100\u201100\u202c: да",
        "\u200e" + IOS + "~\u202fМарат: \u200eизображение отсутствует",
        IOS + "Ольга | Тёплый контур: время: 10:00",
    ]
    authors = [message.author for message in chat(tmp_path, "\r\n".join(lines)).messages]
    assert authors == [
        "+7\u00a0900\u00a0000\u201100\u201100",
        "~\u202fМарат",
        "Ольга | Тёплый контур",
    ]


def test_lines_of_one_message_stay_together(tmp_path):
    text = "Смета:\n\n10.03.2026 – замер\n11.03.2026, 12:00: монтаж\n3/3/26, 9:00 AM - Bob: hi"
    conversation = chat(tmp_path, f"{ANDROID}Ольга: {text}\n{ANDROID}Игорь: ок ❤️\u200d🩹\n")
    assert [message.text for message in conversation.messages] == [text, "ок ❤️\u200d🩹"]


def test_ios_line_ends_keep_a_pasted_chat_in_its_message(tmp_path):
    pasted = f"смотрите:\n{IOS}Пётр: беру\n{IOS}Анна: отлично"
    content = "\r\n".join(
        [f"{IOS}Ольга: привет", f"{IOS}Ольга: {pasted}", f"{IOS}Игорь: да", f"{IOS}Игорь: жду", ""]
    )
    assert chat(tmp_path, content).messages[1].text == pasted


def test_the_file_or_the_notice_tells_title_and_owner(tmp_path):
    android = chat(
        tmp_path,
        f"{ANDROID}Игорь: да\n{ANDROID}Ольга: ок\n",
        "Чат WhatsApp с контактом Игорь.txt",
    )
    assert (android.subject, android.owner) == ("Игорь", "Ольга")
    ios = chat(
        tmp_path,
        f"{IOS}Игорь: \u200eMessages and calls are end-to-end encrypted.\r\n{IOS}Ольга: да",
    )
    assert ios.subject == "Игорь"
    deleted = chat(tmp_path, f"{ANDROID}Игорь: да\n{ANDROID}Ольга: Вы удалили данное сообщение\n")
    assert deleted.owner == "Ольга"


def test_a_zip_of_ios_bears_the_title(tmp_path):
    archive = tmp_path / "WhatsApp Chat - Игорь Окна.zip"
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("_chat.txt", f"{IOS}Игорь Окна: да\r\n{IOS}Ольга: ок\r\n")
        members.writestr("00000001-PHOTO.jpg", b"x")
    (conversation,) = read([archive], reader="whatsapp")
    assert (conversation.subject, conversation.owner) == ("Игорь Окна", "Ольга")


def test_a_grown_export_keeps_its_id(tmp_path):
    short = "".join(f"0{n}/03/26, 10:00 - Ольга: текст {n}\n" for n in range(1, 6))
    grown = short + "".join(f"{n}/03/26, 10:00 - Игорь: текст {n}\n" for n in range(10, 30))
    assert chat(tmp_path, short).id == chat(tmp_path, grown).id


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_charsets_are_known_by_rule(tmp_path, charset):
    content = f"{ANDROID}Ольга: Добрый день\r\n{ANDROID}Игорь: да\r\n"
    conversation = chat(tmp_path, content.encode(charset))
    assert [m.text for m in conversation.messages] == ["Добрый день", "да"]


@pytest.mark.parametrize(
    "text",
    [
        "Тема: КП\n\nЗдравствуйте, Ольга!\n" + ANDROID + "Игорь: да\n" + ANDROID + "Ольга: ок",
        "[2026-03-02 10:00:00] local.ERROR: no such table\n[2026-03-02 10:00:01] local.INFO: started\n",
        "2026-03-02 10:00:03 - INFO: started\n2026-03-02 10:00:04 - DEBUG: x\n",
        "2026-03-02 10:00:03,123 - app - INFO - started\n2026-03-02 10:00:04,120 - app - INFO - x\n",
        "02.03.2026 10:00: Иван: замер\n03.03.2026 11:00: Иван: монтаж\n",
        "conversation;author;text\n1;Ольга;02.03.2026, 10:00 - Игорь: да",
        "1\n00:00:01,000 --> 00:00:02,000\nHi: there\n",
        '{"messages": []}',
        "Просто текст без дат: да",
        "",
    ],
)
def test_other_files_are_not_claimed(tmp_path, text):
    assert not READER.recognises(tmp_path / "a.txt", text.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"x" * 30_000_000,
        f"{ANDROID}Ольга: ".encode() + b"x" * 30_000_000,
        f"{ANDROID}Ольга: x\n".encode() + b"y\n" * 3_000_000,
        b"\0" * 1000,
    ],
    ids=["one line", "one message", "short lines", "zeros"],
)
def test_what_is_no_chat_ends_in_an_error(tmp_path, content):
    with pytest.raises(ReadError):
        list(READER.read(written(tmp_path, content)))


names = st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=20)
lines = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"], exclude_characters="<>()"
    ),
    min_size=1,
)


@CALM
@given(
    locale=st.sampled_from(sorted(LOCALES)),
    said=st.lists(
        st.tuples(
            st.sampled_from(["Ольга Ким", "+7 900 000-00-00"]) | names,
            st.lists(lines, min_size=1, max_size=3),
        ),
        min_size=2,
        max_size=12,
    ),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1)),
)
def test_what_was_written_is_read_back(tmp_path, locale, said, start):
    moments = [
        start.replace(second=0, microsecond=0) + timedelta(days=5 * n) for n in range(len(said))
    ]
    content = "\n".join(
        f"{stamp(locale, moment)}{author}: " + "\n".join(text)
        for moment, (author, text) in zip(moments, said, strict=True)
    )
    (conversation,) = READER.read(written(tmp_path, content))
    found = [(m.author, m.text) for m in conversation.messages]
    assert found == [(author, "\n".join(text)) for author, text in said]
    if not conversation.notes:
        assert [m.sent_at for m in conversation.messages] == moments


@CALM
@given(
    start=st.sampled_from([ANDROID, IOS, "3/2/26, 9:05 PM - ", "[R8/3/2 9:41:03] "]),
    rest=st.binary(max_size=300)
    | st.text(alphabet="0123456789/.:, -[]<>()\n\r\u200e\u202fAPMОк").map(
        lambda text: text.encode()
    ),
)
def test_any_bytes_give_a_conversation_or_an_error(tmp_path, start, rest):
    source = written(tmp_path, start.encode() + "Ольга: да\n".encode() + rest)
    READER.recognises(source.files[0], source.files[0].read_bytes())
    try:
        found = list(READER.read(source))
    except ReadError:
        return
    assert all(isinstance(conversation, Conversation) for conversation in found)
