"""What an import keeps: everything once, however the exports overlap."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from okk_text.conversation.model import Attachment, Conversation, Segment
from okk_text.results import Skip
from okk_text.store import Correction, Imported
from tests.store_material import (
    START,
    archive,
    chat,
    content,
    edited,
    message,
    row_counts,
    scorecard,
    window,
)
from tests.store_trial import import_with_kills

LINES = (
    "Пётр: Сколько стоит лестница из дуба?",
    "Мария Котова: Пётр, добрый день! 90 000 ₽ с монтажом.",
    "Пётр: А доставка в Тверь?",
    "Мария Котова: Доставка 4 000 ₽, довезём за два дня.",
    "Пётр: Подумаю до пятницы.",
    "Мария Котова: Хорошо, напишу в пятницу в 12:00.",
)


def test_the_same_export_again_adds_no_row(store):
    first = store.import_conversations([*archive(20), Skip(source="a.jpg", reason="нет")])
    counts = row_counts(store)
    again = store.import_conversations(archive(20))
    assert (first.new, first.unchanged, len(first.skipped)) == (20, 0, 1)
    assert first.new_messages == counts["messages"]
    assert again == Imported(unchanged=20)
    assert row_counts(store) == counts


def test_a_conversation_comes_back_as_it_was_read(store):
    whole = chat(
        message(1, "Пётр", "до\0 и после 😀\r\n", address="+7 900 000-00-01"),
        message(2, "Мария", "> да\nДа.", segments=(Segment(kind="quote", start=0, end=5),
                                                  Segment(kind="own", start=5, end=8))),
        message(3, "Мария", "", attachments=(Attachment(name="КП.pdf"),), id="17", edited=True),
        message(4, "", "черновик", sent_at=None, reply_to="17", recipients=("a@example.com",)),
        message(5, "Иг\0орь", "ок", sent_at=START.replace(second=7).astimezone()),
        subject="Лестница", owner="Мария", notes=("догадка",),
    )  # fmt: skip
    store.add(whole)
    assert store.conversation("chat-1").model_dump_json() == whole.model_dump_json()
    assert store.conversation("другая") is None


GROWTH = [  # what is stored, what comes, state, messages added, edited, how it is then
    ("new messages", (0, 4), chat(*LINES), "grown", 2, 0, chat(*LINES)),
    ("an older export", (0, 6), window(chat(*LINES), 0, 3), "unchanged", 0, 0, chat(*LINES)),
    ("earlier messages", (3, 6), chat(*LINES), "grown", 3, 0, chat(*LINES)),
    ("a later window", (0, 4), window(chat(*LINES), 2, 6), "grown", 2, 0, chat(*LINES)),
    ("no common message", (0, 2), window(chat(*LINES), 4, 6), "grown", 2, 0,
     chat(*LINES[:2], message(3, "Пётр", "Подумаю до пятницы.", minute=10),
          message(4, "Мария Котова", "Хорошо, напишу в пятницу в 12:00.", minute=12))),
    ("other words", (0, 6), edited(chat(*LINES), 4, "Доставка 5 000 ₽."), "edited", 0, 1,
     edited(chat(*LINES), 4, "Доставка 5 000 ₽.")),
    ("other first words", (0, 6), edited(chat(*LINES), 1, "Сколько?"), "edited", 0, 1,
     edited(chat(*LINES), 1, "Сколько?")),
    ("other last words", (0, 6), edited(chat(*LINES), 6, "Хорошо."), "edited", 0, 1,
     edited(chat(*LINES), 6, "Хорошо.")),
    ("other words and more", (0, 5), edited(chat(*LINES), 2, "90 000 ₽"), "grown", 1, 1,
     edited(chat(*LINES), 2, "90 000 ₽")),
    ("a message that is gone", (0, 6),
     chat(*(m for m in chat(*LINES).messages if m.n != 3)), "unchanged", 0, 0, chat(*LINES)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "comes", "state", "added", "changed", "then"),
    [case[1:] for case in GROWTH],
    ids=[case[0] for case in GROWTH],
)
def test_another_export_adds_what_is_new(shown, comes, state, added, changed, then, store):
    store.add(window(chat(*LINES), *shown))
    kept = store.add(comes)
    assert (kept.state, kept.added, kept.edited) == (state, added, changed)
    texts = [(m.n, m.author, m.text, m.sent_at) for m in then.messages]
    for held in (kept.conversation, store.conversation("chat-1")):
        assert [(m.n, m.author, m.text, m.sent_at) for m in held.messages] == texts


def test_an_edited_message_is_known_by_the_id_of_its_export(store):
    said = [message(n, "Пётр", f"{n}", minute=0, id=str(n)) for n in range(1, 5)]
    store.add(chat(*said))
    kept = store.add(edited(edited(chat(*said), 2, "два"), 3, "три"))
    assert (kept.state, kept.added, kept.edited) == ("edited", 0, 2)


def test_an_older_export_does_not_undo_an_edit(store):
    old, new = window(chat(*LINES), 0, 5), edited(chat(*LINES), 2, "95 000 ₽", edited=True)
    store.add(new)
    store.add(old)
    assert store.conversation("chat-1").messages[1].text == "95 000 ₽"
    store.add(window(chat(*LINES), 1, 4))
    assert store.conversation("chat-1").messages[1].text == "95 000 ₽"


def test_a_chat_is_known_under_another_name_by_its_messages(store):
    store.add(chat(*LINES, name="chat-1"))
    names = [line.replace("Пётр:", "Пётр Дубов (лестница):") for line in LINES]
    kept = store.add(chat(*names, "Пётр Дубов (лестница): Берём!", name="chat-2"))
    assert (kept.state, kept.added, kept.conversation.id) == ("grown", 1, "chat-1")
    assert [names for names, _ in content(store)] == [["chat-1", "chat-2"]]


def test_letters_are_known_by_their_message_id(store):
    letter = message(1, "Пётр", "Прошу счёт", id="<1@example.com>", address="p@example.com")
    reply = message(2, "Мария", "Счёт во вложении", id="<2@example.com>")
    store.add(chat(letter, channel="email", name="email-1"))
    kept = store.add(chat(letter, reply, channel="email", name="email-2"))
    assert (kept.state, kept.conversation.id) == ("grown", "email-1")


NOT_THE_SAME = [
    ("a mailing to many", ["Мария: Акция!", "Мария: Скидка 10 %", "Мария: Пишите"]),
    ("two short words", ["Мария: Добрый день!", "Пётр: Спасибо"]),
]


@pytest.mark.parametrize("lines", [case[1] for case in NOT_THE_SAME])
def test_chats_that_merely_look_alike_stay_two(lines, store):
    store.add(chat(*lines, name="chat-1"))
    store.add(chat(*lines, "Ольга: Кто это?", name="chat-2"))
    assert len(content(store)) == 2


def test_an_id_that_two_channels_use_names_two_conversations(store):
    kept = [store.add(chat(*LINES[:2], name="7", channel="avito")),
            store.add(chat(*LINES[2:], name="7", channel="max"))]  # fmt: skip
    assert [one.conversation.id for one in kept] == ["7", "7-max"]


def test_two_parts_of_a_chat_become_one_when_the_whole_is_read(store):
    whole = chat(*LINES, name="c")
    for part in (window(whole, 0, 3, id="a"), window(whole, 3, 6, id="b")):
        store.add(part)
        store.put(scorecard(part))
    store.reviews.correct(Correction(conversation="b", n=2, criterion="tone", old_label="ok",
                                     new_label="pushy", who="ОКК"))  # fmt: skip
    kept = store.add(whole)
    assert [names for names, _ in content(store)] == [["a", "b", "c"]]
    assert [m.text for m in kept.conversation.messages] == [m.text for m in whole.messages]
    assert [c.n for c in store.reviews.corrections("c")] == [5]
    assert [len(one.scorecard.conversation.messages) for one in store.history("b")] == [3, 3]
    assert store.add(whole).state == "unchanged"


def test_what_was_said_of_a_message_stays_with_it_when_earlier_ones_come(store):
    store.add(window(chat(*LINES), 3, 6))
    store.reviews.correct(Correction(conversation="chat-1", n=1, criterion="cta", old_label=None,
                                     new_label="clear", who="ОКК"))  # fmt: skip
    store.add(edited(chat(*LINES), 4, "Доставка 5 000 ₽."))
    assert [c.n for c in store.reviews.corrections()] == [4]


# Any order

WHOLE = chat(
    *(message(n, "Мария" if n % 3 else "Пётр", f"реплика {n}", minute=n // 2) for n in range(1, 13))
)
WITH_IDS = WHOLE.model_copy(
    update={"messages": tuple(m.model_copy(update={"id": str(m.n)}) for m in WHOLE.messages)}
)
windows = st.lists(st.tuples(st.integers(0, 11), st.integers(1, 12)), min_size=1, max_size=5)


@pytest.mark.parametrize("whole", [WHOLE, WITH_IDS], ids=["without ids", "with ids"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(cuts=windows, order=st.randoms(use_true_random=False), own_names=st.booleans())
def test_windows_in_any_order_give_the_same_content(whole, cuts, order, own_names, store):
    parts = [window(whole, start, start + length) for start, length in cuts]
    if own_names:  # under another name a chat is known by three messages
        parts = [part for part in parts if len(part.messages) >= 3]
        parts = [part.model_copy(update={"id": f"part-{n}"}) for n, part in enumerate(parts)]
    parts.append(whole)
    expected = imported(store, parts)
    order.shuffle(parts)
    assert imported(store, parts) == expected
    ((_, lines),) = expected
    assert [line[4] for line in lines] == [m.text for m in whole.messages]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(cuts=windows, order=st.randoms(use_true_random=False))
def test_windows_of_one_known_chat_give_their_union_in_any_order(cuts, order, store):
    parts = [window(WITH_IDS, start, start + length) for start, length in cuts]
    shown = sorted({int(m.id) for part in parts for m in part.messages})
    order.shuffle(parts)
    ((_, lines),) = imported(store, parts)
    assert [int(line[1]) for line in lines] == shown


def imported(store, parts):
    """What an empty store holds after it took the parts."""
    with store._database.writing() as connection:
        connection.execute(text("DELETE FROM conversations"))
    store.import_conversations(parts)
    return content(store)


# Killed in the middle


def test_an_import_that_is_killed_ends_as_if_it_had_not_been(url, tmp_path):
    assert import_with_kills(url, tmp_path, kills=10, seed=5) >= 3


def test_two_imports_at_once_keep_everything_once(store, url, tmp_path):
    import threading

    from okk_text.store import open_store

    def bring():
        with open_store(url, folder=tmp_path) as other:
            other.import_conversations(archive(150))

    threads = [threading.Thread(target=bring) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = content(store)
    assert len(held) == 150
    assert [lines for _, lines in held] == [
        [(m.n, m.id, m.author, m.sent_at.isoformat(), m.text, "{}") for m in c.messages]
        for c in sorted(archive(150), key=lambda c: [c.id])
    ]


def test_a_reader_that_breaks_off_leaves_what_came_before(store):
    def broken():
        yield from archive(120)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        store.import_conversations(broken())
    assert len(content(store)) == 100


def photos(*authors, minute=0):
    """Photos without a word, all in one minute."""
    return [message(n, author, "", minute=minute, attachments=(Attachment(kind="photo"),))
            for n, author in enumerate(authors, 1)]  # fmt: skip


def timeless(*lines):
    """Messages of a table without times."""
    return [m.model_copy(update={"sent_at": None}) for m in chat(*lines).messages]


WITHOUT_MARKS = [  # what is stored, what comes, messages added and edited
    ("photos", photos("П", "П"), photos("П", "П", "П"), 1, 0),
    ("photos under another name", [*photos("П", "П"), message(3, "П", "да")],
     [*photos("Пётр", "Пётр"), message(3, "Пётр", "да")], 0, 0),
    ("no times", timeless("П: а", "М: а", "П: а"), timeless("П: а", "М: а", "П: а", "М: б"), 1, 0),
    ("an edit without times", timeless("П: а", "М: б", "П: в"), timeless("П: а", "М: бб", "П: в"),
     0, 1),
    ("the same words twice", timeless("П: да", "П: да"), timeless("П: да", "П: да", "П: да"), 1, 0),
    ("a deletion", [message(1, "П", "а"), message(2, "П", "б")],
     [message(1, "П", "а"), message(2, "П", "", deleted=True)], 0, 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "added", "changed"),
    [case[1:] for case in WITHOUT_MARKS],
    ids=[case[0] for case in WITHOUT_MARKS],
)
def test_messages_with_little_to_know_them_by_are_kept_once(first, second, added, changed, store):
    store.add(chat(*first))
    kept = store.add(chat(*second))
    assert (kept.added, kept.edited) == (added, changed)
    assert len(kept.conversation.messages) == len(second)
    assert store.add(chat(*first)).conversation == kept.conversation


def test_a_draft_without_a_time_is_kept_once(store):
    draft = Conversation(id="draft-1", source="a.txt", channel="draft", medium="email",
                         messages=(message(1, "Мария", "Добрый день!", sent_at=None),))  # fmt: skip
    assert store.add(draft).state == "new"
    assert store.add(draft).state == "unchanged"
