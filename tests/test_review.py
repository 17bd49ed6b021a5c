"""Worksheets: what people get to judge, what they see of the tool, and how it comes back."""

import pytest
from openpyxl import load_workbook

from okk_text.commands.sampling import sample
from okk_text.errors import OkkError, ReadError
from okk_text.language import speaking
from okk_text.review.incoming import import_review
from okk_text.review.items import tasks
from okk_text.review.labels import choice_texts, choices, label_of
from okk_text.review.place import Place
from okk_text.rubric import load_rubric
from okk_text.sampling import Week
from okk_text.settings import Review
from okk_text.store import open_store
from tests.review_material import SETTINGS, WEEK, fill, filled_store, talk
from tests.store_material import edited

FIRST, LABEL, NOTE, ID = 6, "E", "F", "G"  # the first row to judge, and the columns


@pytest.fixture
def store(tmp_path):
    with filled_store(tmp_path) as store:
        yield store


@pytest.fixture
def drawn(store, tmp_path):
    """The path of the week's worksheet."""
    return draw(store, tmp_path / "plan.xlsx")


def draw(store, path, settings=SETTINGS):
    list(sample(store, settings, week=Week.read(WEEK), out=path, seed=7))
    return path


def sheet_of(path):
    book = load_workbook(path)
    return book, book.worksheets[0]


def rows(sheet):
    """Row number -> place."""
    return {k: sheet[f"{ID}{k}"].value for k in range(FIRST, sheet.max_row + 1)
            if sheet[f"{ID}{k}"].value}  # fmt: skip


def filled(path, **given):
    """The worksheet with these cells written."""
    book, sheet = sheet_of(path)
    for cell, value in given.items():
        sheet[cell] = value
    book.save(path)
    return path


def row_of(path, criterion, part="#"):
    """The first row of this criterion: of a message, or of a whole conversation."""
    _, sheet = sheet_of(path)
    return next(k for k, place in rows(sheet).items()
                if place.endswith(f":{criterion}") and ("#" in place) == (part == "#"))  # fmt: skip


# What people get


def test_every_row_has_a_place_its_words_and_a_list_of_labels(drawn, store):
    _, sheet = sheet_of(drawn)
    found = rows(sheet)
    plan = [d for d in store.samples.drawn() if d.part != "known"]
    assert len(plan) == 6
    expected = [str(i.place) for task in tasks(plan, store, SETTINGS) for i in task.items]
    assert list(found.values()) == expected
    lists = {
        cell: v for v in sheet.data_validations.dataValidation for cell in str(v.sqref).split()
    }
    assert {f"{LABEL}{k}" for k in found} == set(lists)


def test_only_what_people_fill_in_may_be_changed(drawn):
    _, sheet = sheet_of(drawn)
    assert sheet.protection.sheet
    for k in rows(sheet):
        locked = {c: sheet[f"{c}{k}"].protection.locked for c in "ABCDEFG"}
        assert [c for c, is_locked in locked.items() if not is_locked] == [LABEL, NOTE]
    assert not sheet["C2"].protection.locked


def test_the_tools_label_is_hidden_where_it_could_lead(drawn, store):
    _, sheet = sheet_of(drawn)
    parts = {draw.conversation: draw.part for draw in store.samples.drawn()}
    shown = {"random": set(), "targeted": set()}
    for k, place in rows(sheet).items():
        shown[parts[Place.read(place).conversation]].add(sheet[f"D{k}"].value)
    assert shown["random"] == {"—"}
    assert "нет" in shown["targeted"]
    assert "—" not in shown["targeted"]


def test_the_second_reviewer_has_a_sheet_of_their_own_without_any_label(drawn, store):
    _, sheet = sheet_of(drawn.with_stem("plan-2"))
    twice = {draw.conversation for draw in store.samples.drawn() if draw.twice}
    assert {Place.read(place).conversation for place in rows(sheet).values()} == twice
    assert len(twice) == 1
    assert {sheet[f"{c}{k}"].value for k in rows(sheet) for c in "DEF"} == {"—", None}


def test_a_plan_is_drawn_once(drawn, store, tmp_path):
    before = store.samples.drawn()
    again = draw(store, tmp_path / "again.xlsx")
    list(sample(store, SETTINGS, week=Week.read(WEEK), out=again, seed=8))
    assert store.samples.drawn() == before
    assert rows(sheet_of(again)[1]) == rows(sheet_of(drawn)[1])


def test_chosen_criteria_make_a_short_sheet(store, tmp_path):
    settings = SETTINGS.model_copy(update={"review": Review(criteria=("tone", "deal_stage"))})
    path = draw(store, tmp_path / "short.xlsx", settings)
    assert {place.rpartition(":")[2] for place in rows(sheet_of(path)[1]).values()} == {
        "tone", "deal_stage"}  # fmt: skip


def test_words_that_look_like_formulas_stay_words(tmp_path):
    with open_store("sqlite:///okk.db", folder=tmp_path) as store:
        fill(store, talks=[edited(talk(0, "Мария Котова"), 2, "=1+1", subject="=2+2")])
        path = draw(store, tmp_path / "plan.xlsx")
    assert "=1+1" in str([c.value for c in load_workbook(path).worksheets[0]["B"]])
    assert {c.data_type for sheet in load_workbook(path) for row in sheet for c in row} <= {
        "s",
        "n",
    }


# What comes back


def test_labels_come_back_with_who_judged_and_how(drawn, store):
    k = row_of(drawn, "greeting")
    filled(drawn, **{f"{LABEL}{k}": "Без имени", f"{NOTE}{k}": "имени не знаем"})
    found = import_review(drawn, store, SETTINGS, by="Анна, ОКК")
    (kept,) = store.reviews.corrections()
    assert (found.new, kept.new_label, kept.note, kept.who) == (1, "unnamed", "имени не знаем",
                                                                "Анна, ОКК")  # fmt: skip
    assert kept.part == "random"
    assert kept.old_label in ("named", "missing", "unnamed")
    assert found.empty == len(rows(sheet_of(drawn)[1])) - 1


def test_the_same_sheet_twice_changes_nothing_and_a_changed_mind_does(drawn, store):
    k = row_of(drawn, "tone")
    for label, new in (("хорошо", 1), ("хорошо", 0), ("грубо", 1), ("хорошо", 1)):
        filled(drawn, **{f"{LABEL}{k}": label})
        assert import_review(drawn, store, SETTINGS, by="Анна").new == new
    assert [c.new_label for c in store.reviews.corrections()] == ["ok", "rude", "ok"]


def test_the_name_in_the_sheet_counts(drawn, store):
    k = row_of(drawn, "tone")
    filled(drawn, C2="Анна", **{f"{LABEL}{k}": "ok"})
    assert import_review(drawn, store, SETTINGS, by=None).who == "Анна"
    with pytest.raises(OkkError, match="написано «Анна»"):
        import_review(drawn, store, SETTINGS, by="Вера")


def test_labels_are_known_in_both_languages(drawn, store):
    k = row_of(drawn, "tone")
    filled(drawn, **{f"{LABEL}{k}": "passive-aggressive"})
    import_review(drawn, store, SETTINGS, by="Анна")
    assert store.reviews.corrections()[0].new_label == "passive_aggressive"


def unknown_label(sheet, k):
    sheet[f"{LABEL}{k}"] = "вежливо"
    return f"{LABEL}{k}"


def lost_row(sheet, k):
    sheet.delete_rows(k)
    return None


def changed_place(sheet, k):
    sheet[f"{ID}{k}"] = "talk-1#2:ton"
    return f"{ID}{k}"


def doubled_place(sheet, k):
    sheet[f"{ID}{k}"] = sheet[f"{ID}{k + 1}"].value
    return f"{ID}{k + 1}"


def label_without_a_place(sheet, k):
    sheet[f"{ID}{k}"] = None
    sheet[f"{LABEL}{k}"] = "ok"
    return f"{ID}{k}"


MISTAKES = {
    "«вежливо»": unknown_label,
    "не хватает строк: 1": lost_row,
    "неизвестное место": changed_place,
    "дважды": doubled_place,
    "нет места": label_without_a_place,
}


@pytest.mark.parametrize("told", MISTAKES)
def test_a_mistake_names_the_cell_and_nothing_is_kept(told, drawn, store):
    good, k = row_of(drawn, "greeting"), row_of(drawn, "tone")
    book, sheet = sheet_of(drawn)
    sheet[f"{LABEL}{good}"] = "named"
    cell = MISTAKES[told](sheet, k)
    book.save(drawn)
    with pytest.raises(ReadError, match=told) as error:
        import_review(drawn, store, SETTINGS, by="Анна")
    assert error.value.where.endswith(f"Проверка!{cell}" if cell else "Проверка")
    assert error.value.advice
    assert store.reviews.corrections() == []


def test_a_sheet_of_another_store_is_refused(drawn, tmp_path):
    (tmp_path / "other").mkdir()
    with filled_store(tmp_path / "other") as other, pytest.raises(OkkError, match="нет плана"):
        import_review(drawn, other, SETTINGS, by="Анна")


@pytest.mark.parametrize("kind", ["text", "spreadsheet", "nothing"])
def test_any_other_file_is_refused(kind, store, tmp_path):
    path = tmp_path / "other.xlsx"
    if kind == "text":
        path.write_text("привет", encoding="utf-8")
    if kind == "spreadsheet":
        from openpyxl import Workbook

        Workbook().save(path)
    with pytest.raises(ReadError):
        import_review(path, store, SETTINGS, by="Анна")


def test_nobody_judges_their_own_talks(drawn, store):
    k = row_of(drawn, "tone")
    filled(drawn, **{f"{LABEL}{k}": "ok"})
    owner = next(d.manager for d in store.samples.drawn())
    with pytest.raises(OkkError, match="участвует"):
        import_review(drawn, store, SETTINGS, by=owner.upper())


def test_the_two_reviews_are_by_two_people(drawn, store):
    second = drawn.with_stem("plan-2")
    for path in (drawn, second):
        filled(path, **{f"{LABEL}{row_of(path, 'tone')}": "ok"})
    import_review(drawn, store, SETTINGS, by="Анна")
    with pytest.raises(OkkError, match="разные люди"):
        import_review(second, store, SETTINGS, by="анна")
    assert import_review(second, store, SETTINGS, by="Вера").new == 1


def test_what_was_edited_since_keeps_no_label(drawn, store):
    k = row_of(drawn, "tone")
    filled(drawn, **{f"{LABEL}{k}": "ok"})
    place = Place.read(rows(sheet_of(drawn)[1])[k])
    number = int(place.conversation.rpartition("-")[2])
    card = store.history(place.conversation)[-1].scorecard
    store.add(edited(talk(number, card.conversation.messages[1].author), 2, "Совсем другое"))
    fresh = edited(card.conversation, 2, "Совсем другое")
    store.put(card.model_copy(update={"conversation": fresh}))
    found = import_review(drawn, store, SETTINGS, by="Анна")
    assert found.new == 0
    assert "изменилась" in found.told[0]


def test_a_note_alone_is_told(drawn, store):
    k = row_of(drawn, "tone")
    filled(drawn, **{f"{NOTE}{k}": "подумать"})
    assert "без оценки" in import_review(drawn, store, SETTINGS, by="Анна").told[0]


def test_without_a_name_nothing_is_taken(drawn, store):
    with pytest.raises(OkkError, match="кто проверял"):
        import_review(drawn, store, SETTINGS, by=None)


# Places and labels

PLACES = [
    ("whatsapp-1f0c#4:cta", ("whatsapp-1f0c", 4, "cta")),
    ("whatsapp-1f0c:reply_time", ("whatsapp-1f0c", None, "reply_time")),
    ("deal#b:7#12:tone", ("deal#b:7", 12, "tone")),
    ("deal#b:tone", ("deal#b", None, "tone")),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_a_place_is_read_as_it_is_written(text, place):
    assert Place.read(text) == place
    assert str(Place.read(text)) == text


@pytest.mark.parametrize("text", ["", "cta", "chat#4", ":cta", "chat:"])
def test_what_is_no_place_is_told(text):
    with pytest.raises(OkkError, match="место"):
        Place.read(text)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_label_of_the_rubric_comes_back_as_itself(language):
    for criterion in load_rubric("default").criteria:
        labels = choices(criterion)
        with speaking(language):
            texts = choice_texts(labels)
        assert [label_of(text, labels) for text in texts] == list(labels), criterion.id
        assert len(set(texts)) == len(texts)


# At the prompt


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_whole_way_at_the_prompt(language, okk, store, tmp_path):
    settings = tmp_path / "okk.toml"
    settings.write_text(
        '[grammar]\nengine = "off"\n[store]\nurl = "sqlite:///okk.db"\n[[team]]\nname = "Ступень"\n'
        'managers = ["Мария Котова", "Илья Примеров"]\n',
        encoding="utf-8",
    )
    path, at = tmp_path / "plan.xlsx", ("--settings", settings, "--language", language)
    made = okk("sample", "--week", WEEK, "--out", path, "--seed", 7, *at)
    assert (made.code, made.err) == (0, "")
    assert "plan-2.xlsx" in made.out
    filled(path, **{f"{LABEL}{row_of(path, 'tone')}": "ok"})
    taken = okk("import-review", path, "--by", "Анна", *at)
    assert (taken.code, "Анна: " in taken.out) == (0, True)
    shown = okk("agreement", *at)
    assert shown.code == 0
    assert ("## Показатель" if language == "ru" else "## The figure") in shown.out
    wrong = okk("import-review", tmp_path / "okk.toml", *at)
    assert (wrong.code, wrong.out) == (2, "")
    assert okk("sample", "--week", "вчера", "--out", path, *at).code == 2
    assert okk("agreement", "--period", "вчера", *at).code == 2
