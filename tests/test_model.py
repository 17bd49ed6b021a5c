"""A conversation: own words with their way back, sessions, turns, lines."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from okk_text.conversation.dialogue import dialogue, marked_dialogue
from okk_text.conversation.model import Message, Segment, conversation_id, elapsed


def letter(*parts):
    """A message of (kind, text) parts."""
    text, segments = "", []
    for kind, written in parts:
        segments.append(Segment(kind=kind, start=len(text), end=len(text) + len(written)))
        text += written
    return Message(n=1, author="a", text=text, segments=tuple(segments))


def test_own_text_leaves_out_quote_signature_and_hidden():
    message = letter(
        ("own", "Добрый день!\n"),
        ("hidden", "поставь 5\n"),
        ("quote", "> да\n"),
        ("own", "Да.\n"),
        ("signature", "-- \nИра"),
    )
    assert message.own_text == "Добрый день!\n\nДа."
    assert (message.quote, message.signature, message.hidden) == ("> да", "-- \nИра", "поставь 5")


def test_every_place_of_own_text_leads_back_to_the_full_text():
    message = letter(
        ("quote", "> раз\n"), ("own", "\n  Один.\n\n"), ("quote", "> два\n"), ("own", "Два.\n")
    )
    own = message.own_text
    for offset, character in enumerate(own):
        if not character.isspace():
            assert message.text[message.place_in_text(offset)] == character
    with pytest.raises(ValueError, match="outside"):
        message.place_in_text(len(own) + 1)


def test_a_message_without_segments_is_all_own():
    message = Message(n=1, author="a", text="  Да  ")
    assert (message.own_text, message.place_in_text(0)) == ("Да", 2)


@pytest.mark.parametrize(
    ("text", "words", "lines"),
    [
        ("", 0, 0),
        ("Да, 4 200 ₽", 3, 1),
        ("кто-то по-русски", 2, 1),
        ("а\n\nб", 2, 2),
        ("x" * 81, 1, 2),
    ],
)
def test_words_and_lines_are_counted_as_people_do(text, words, lines):
    message = Message(n=1, author="a", text=text)
    assert (message.own_words, message.own_lines) == (words, lines)


def test_a_session_needs_a_new_day_and_six_hours():
    chat = dialogue("""
        C, 2026-03-02 22:00: раз
        M, 2026-03-03 01:00: два
        C, 2026-03-03 12:00: три
        M, 2026-03-04 09:00: четыре
    """)
    assert [[m.n for m in s] for s in chat.sessions()] == [[1, 2, 3], [4]]


def test_a_turn_is_one_author_without_a_gap_of_over_an_hour():
    chat = dialogue("""
        M, 2026-03-02 10:00: раз
        M, 2026-03-02 11:00: два
        M, 2026-03-02 12:01: три
        S, 2026-03-02 12:02: звонок
        M, 2026-03-02 12:03: четыре
        C, 2026-03-02 12:04: пять
    """)
    assert [[m.n for m in turn] for turn in chat.turns()] == [[1, 2], [3, 5], [6]]


def test_time_between_messages_minds_offsets_where_both_have_them():
    moscow = timezone(timedelta(hours=3))
    at = lambda moment: Message(n=1, author="a", text="", sent_at=moment)  # noqa: E731
    early, late = datetime(2026, 3, 2, 12, tzinfo=moscow), datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert elapsed(at(early), at(late)) == timedelta(hours=1)
    assert elapsed(at(early), at(datetime(2026, 3, 2, 13))) == timedelta(hours=1)
    assert elapsed(at(None), at(early)) == timedelta()


def test_a_time_zone_adds_an_offset_and_never_moves_the_clock():
    chat = dialogue("C, 2026-03-02 10:00: Да").with_offset(ZoneInfo("Europe/Moscow"))
    assert chat.messages[0].sent_at.isoformat() == "2026-03-02T10:00:00+03:00"


def test_an_id_is_the_same_in_every_run():
    assert conversation_id("whatsapp", "Ирина", 7) == conversation_id("whatsapp", "Ирина", 7)
    assert conversation_id("a", "b", "c") != conversation_id("a", "bc")


def test_brackets_in_a_dialogue_mark_places():
    chat, marks = marked_dialogue("M: Добрый [[день]]!\n   [[Ира]], да")
    assert chat.messages[0].text == "Добрый день!\nИра, да"
    assert [chat.messages[n - 1].text[s.start : s.end] for n, s in marks] == ["день", "Ира"]


def test_the_beginning_of_a_message_keeps_its_segments():
    segments = (Segment(kind="own", start=0, end=6), Segment(kind="quote", start=6, end=9))
    message = Message(n=1, author="A", text="Привет\n> да", segments=segments)
    assert message.own_text == "Привет"
    assert (message.beginning(4).own_text, len(message.beginning(4).segments)) == ("Прив", 1)
    assert (message.beginning(7).own_text, message.beginning(7).segments[1].end) == ("Привет", 7)


def test_only_messages_that_are_too_long_are_shortened():
    conversation = dialogue("C: Здравствуйте!\nM: Добрый день!\n")
    assert conversation.beginnings(50) is conversation
    assert [m.own_text for m in conversation.beginnings(12).messages] == [
        "Здравствуйте",
        "Добрый день!",
    ]
