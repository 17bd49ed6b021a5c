"""The forms of the result: JSON Lines as scripts rely on them, spreadsheets, the page."""

import csv
import io
import json
import re
import sys
from html.parser import HTMLParser

import openpyxl
import pytest

from okk_text.report import open_writer
from okk_text.report.changes import changed_sentences, marked_words
from tests.judged import MODEL_VERSION, RUBRIC, RUDE, judged_card, judged_run
from tests.llm_stub import LlmStub, says

MESSAGE = {
    *("type", "conversation", "source", "channel", "n", "id", "author", "address", "role"),
    *("sent_at", "subject", "text", "quote", "signature", "hidden_text", "own_words", "own_lines"),
    *("attachments", "edited", "deleted", "undelivered", "internal", "auto"),
    *("score", "coverage", "criteria", "findings", "rewrite"),
}
CONVERSATION = {
    *("type", "conversation", "source", "channel", "medium", "subject", "team", "rubric"),
    *("participants", "messages", "score", "coverage", "criteria", "notes"),
    *("first_reply_minutes", "longest_wait_minutes", "unanswered_at_end"),
    *("first_reply_working_minutes", "longest_wait_working_minutes"),
    *("open_question_asked", "need_question_asked", "proposal_sent_n", "proposal_follow_up"),
    *(
        "next_step_agreed",
        "forwardable",
        "deal_stage_by_text",
        "promises",
        "objections",
        "longest_letters",
    ),
    "possible_objections",
}
RUN = {
    *("type", "version", "rubric", "started_at", "seconds", "conversations", "messages"),
    *("skipped", "notes", "llm"),
}
CRITERION = {"id", "label", "value", "weight", "by", "reason", "evidence"}
FINDING = {"criterion", "check", "start", "end", "excerpt", "note", "fix", "severity"}
PARTICIPANT = {"author", "address", "role", "name", "guessed"}


@pytest.fixture
def scored(okk, chat, rules):
    """The output of a run over the chat and the demo."""

    def run(form, *arguments):
        ended = okk("score", chat, "--settings", rules, "--format", form, *arguments)
        assert ended.code == 0, ended.err
        return ended.out

    return run


@pytest.fixture
def demo(okk, rules):
    """The records of the demo, by type."""
    ended = okk("score", "fixtures/demo", "--settings", rules, "--format", "jsonl")
    return {kind: ended.records(kind) for kind in ("conversation", "message", "run")}


def test_the_fields_are_those_that_scripts_rely_on(demo):
    for conversation in demo["conversation"]:
        assert set(conversation) == CONVERSATION
        assert all(set(person) == PARTICIPANT for person in conversation["participants"])
        assert set(conversation["rubric"]) == {"name", "version", "sha256"}
    for message in demo["message"]:
        assert set(message) == MESSAGE
        assert all(set(file) == {"name", "kind"} for file in message["attachments"])
    for record in demo["conversation"] + demo["message"]:
        assert all(set(criterion) == CRITERION for criterion in record["criteria"])
    findings = [finding for message in demo["message"] for finding in message["findings"]]
    assert findings
    assert all(set(finding) == FINDING for finding in findings)
    (run,) = demo["run"]
    assert set(run) == RUN
    assert run["messages"] == len(demo["message"])
    assert run["conversations"] == len(demo["conversation"]) == 3


def test_records_stand_conversation_after_conversation_and_the_run_last(scored, okk, rules):
    ended = okk("score", "fixtures/demo", "--settings", rules, "--format", "jsonl")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    expected = []
    for record in lines:
        if record["type"] == "conversation":
            name = record["conversation"]
            expected += [("conversation", name, None)]
            expected += [("message", name, n) for n in range(1, record["messages"] + 1)]
    found = [(line["type"], line["conversation"], line.get("n")) for line in lines[:-1]]
    assert found == expected
    assert lines[-1]["type"] == "run"


def test_values_are_of_the_kinds_that_scripts_rely_on(demo):
    for message in demo["message"]:
        assert message["role"] in {"manager", "client", "bot", "system"}
        assert message["role"] == "manager" or message["score"] is None
        for criterion in message["criteria"]:
            assert criterion["by"] in {"rule", "llm"}
            if criterion["label"] in {"na", "not_assessed"}:
                assert criterion["value"] is None
            elif criterion["value"] is not None:
                assert 0 <= criterion["value"] <= 1
            if criterion["label"] == "not_assessed":
                assert criterion["reason"]
        assert {finding["severity"] for finding in message["findings"]} <= {
            *("error", "warning", "hint"),
        }
    for record in demo["conversation"] + demo["message"]:
        assert record["score"] is None or 0 <= record["score"] <= 100
        assert record["coverage"] is None or 0 <= record["coverage"] <= 1


def test_every_place_is_the_excerpt_of_its_text(demo):
    places = 0
    for message in demo["message"]:
        evidence = [place for criterion in message["criteria"] for place in criterion["evidence"]]
        for place in evidence + message["findings"]:
            if place["start"] is None:
                assert place["end"] is place["excerpt"] is None
            else:
                assert message["text"][place["start"] : place["end"]] == place["excerpt"] != ""
                places += 1
    assert places


def test_times_and_sources_stand_as_in_the_export(demo):
    by_channel = {record["channel"]: record for record in demo["conversation"]}
    assert by_channel["telegram"]["source"] == "fixtures/demo/telegram/result.json"
    assert by_channel["email"]["source"] == "fixtures/demo/mail"
    letters = [message for message in demo["message"] if message["channel"] == "email"]
    assert all(re.fullmatch(r"[\dT:-]{19}\+03:00", letter["sent_at"]) for letter in letters)


@pytest.mark.parametrize("start", ["=2+5", "+7 900", "-5 %", "@ol", "\t=1", "|"])
def test_a_cell_that_would_be_a_formula_stays_text(okk, rules, tmp_path, start):
    text = f'{start}"; 90'
    source, out = tmp_path / "chat.jsonl", tmp_path / "out.xlsx"
    row = {"conversation": start, "author": "Мария Котова", "role": "manager", "text": text}
    asked = {**row, "author": start, "role": "client", "text": "Сколько?"}
    rows = (asked, row)
    source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    shared = ("score", source, "--settings", rules, "--format")
    assert okk(*shared, "xlsx", "--out", out).code == 0
    cells = [
        cell
        for sheet in openpyxl.load_workbook(out)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(text.strip() in cell.value for cell in cells)
    table = list(csv.reader(io.StringIO(okk(*shared, "csv").out), delimiter=";"))
    assert not [cell for row in table for cell in row if cell.startswith(tuple("=+-@\t\r"))]
    assert any(text.strip() in cell for row in table for cell in row)


def test_a_workbook_holds_a_sheet_a_subject(scored, tmp_path):
    out = tmp_path / "out.xlsx"
    scored("xlsx", "--out", out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [
        *("Переписки", "Сообщения", "Подсказки", "Мнение модели", "Возражения"),
        *("Менеджеры", "Прогон"),
    ]
    assert [cell.value for cell in book["Менеджеры"]["A"]] == ["менеджер", "Мария Котова"]
    assert book["Сообщения"].max_row == 2
    assert {sheet.auto_filter.ref is not None for sheet in book} == {True}


def test_csv_is_a_line_a_managers_message(scored, tmp_path):
    head, *rows = csv.reader(io.StringIO(scored("csv")), delimiter=";")
    assert {len(row) for row in rows} == {len(head)}
    assert [row[head.index("менеджер")] for row in rows] == ["Мария Котова"]
    scored("csv", "--out", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


class Page(HTMLParser):
    """What a browser would load, run and show."""

    def __init__(self, text):
        super().__init__()
        self.loaded, self.handlers, self.scripts, self.shown, self._inside = [], [], [], "", None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self._inside = tag
        for name, value in attributes:
            if name in ("src", "srcset", "data", "action", "poster") or tag == "link":
                self.loaded.append((tag, name, value))
            if name.startswith("on"):
                self.handlers.append((tag, name))
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._inside = None

    def handle_data(self, text):
        if self._inside == "script":
            self.scripts[-1] += text
        elif self._inside != "style":
            self.shown += text


@pytest.fixture
def page_text(scored, tmp_path):
    """The HTML report of the chat."""
    scored("html", "--out", tmp_path / "out.html")
    return (tmp_path / "out.html").read_text(encoding="utf-8")


def test_the_page_loads_nothing(page_text):
    assert Page(page_text).loaded == []
    assert not re.search(r"url\(|@import|https?://", page_text)


def test_what_people_wrote_is_shown_and_never_run(page_text):
    page = Page(page_text)
    assert "<script>alert(1)</script> 🙂" in page.shown
    assert not [script for script in page.scripts if "alert" in script]
    assert page.handlers == []


def test_the_terminal_view_shows_marks_of_people_as_they_are(okk, rules, tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text(
        "02.03.2026, 09:41 - Пётр: Сколько?\n"
        "02.03.2026, 09:47 - Отдел [/b]: [bold]90[/bold] [/] \x1b[31mруб\x1b[0m\n",
        encoding="utf-8",
    )
    written = rules.read_text(encoding="utf-8").replace("Мария Котова", "Отдел [/b]")
    rules.write_text(written, encoding="utf-8")
    ended = okk("score", path, "--settings", rules)
    assert ended.code == 0, ended.err
    assert "Отдел [/b]" in ended.out
    assert "[bold]90[/bold] [/]" in ended.out
    assert "\x1b" not in ended.out


@pytest.fixture
def judged(tmp_path):
    """A report, in that form, of a conversation that a model judged."""

    def written(form, card=None):
        out = tmp_path / f"out.{form}"
        writer = open_writer(form, out=out, stream=sys.stdout, rubric=RUBRIC)
        writer.add(card or judged_card())
        writer.finish(judged_run())
        return out

    return written


def test_what_the_model_said_is_told_apart_with_reason_and_place(judged):
    page = judged("html").read_text(encoding="utf-8")
    shown = " ".join(Page(page).shown.split())
    assert f"Тон: с насмешкой — упрёк вместо ответа на цену. {RUDE}" in shown
    assert "мнение модели: Призыв к действию — ясный" in shown
    assert 'title="✓ Тон (мнение модели), Призыв к действию (мнение модели)"' in page
    assert re.search(r'<q>Гарантия пять лет на дуб и монтаж\.</q> <a href="#c1m6">№6</a>', page)
    rule, judge = page.index("Скорость ответа: в срок"), page.index('class="judge"')
    assert rule < judge  # a rule's verdict stands outside the model's block
    told = judged("terminal").read_text(encoding="utf-8")
    assert "≈ Тон: с насмешкой — упрёк вместо ответа на цену." in told
    assert "(мнение модели)" in " ".join(told.split())


def test_what_a_person_should_look_at_stands_in_the_head_and_can_be_filtered(judged):
    page = judged("html").read_text(encoding="utf-8")
    assert re.search(r'<b class="fair">1</b>нужен взгляд человека', page)
    assert 'data-looks="2"' in page
    assert 'id="looks"' in page
    assert re.search(r'Тон \(<a href="#c1m6">№6</a>\): ответы модели расходятся\.', page)
    told = " ".join(judged("terminal").read_text(encoding="utf-8").split())
    assert "нужен взгляд человека: Тон (№6) — ответы модели расходятся" in told
    assert "средний балл 54; нужен взгляд человека: 1" in told


def test_nothing_to_look_at_needs_no_filter(judged):
    card = judged_card()
    scores = tuple(score.model_copy(update={"review": False}) for score in card.scores)
    page = judged("html", card.model_copy(update={"scores": scores})).read_text(encoding="utf-8")
    assert 'id="looks"' not in page
    assert re.search(r'<b class="good">0</b>нужен взгляд человека', page)


def test_what_is_not_counted_says_so(judged):
    shown = " ".join(Page(judged("html").read_text(encoding="utf-8")).shown.split())
    assert "Призыв к действию: нет — просьбы нет. показано, не засчитано" in shown
    assert shown.count("показано, не засчитано") == 1  # not where the rubric only reports
    assert "ответы расходятся: 50–100" in shown


def test_objections_stand_in_a_ledger_and_the_deal_in_words(judged):
    page = judged("html").read_text(encoding="utf-8")
    shown = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "цена «Дороговато выходит, в соседней фирме 180 000» №3 без ответа «Ну и берите" in shown
    assert "решает другой «Мне надо с мужем посоветоваться» №7 не оценено —" in shown
    assert "Этап сделки по тексту есть возражение" in shown
    assert "Возражения клиента: цена" not in shown  # the ledger says it
    told = " ".join(judged("terminal").read_text(encoding="utf-8").split())
    assert "Возражение №3 (цена): без ответа, №4 Возражение №7 (решает другой): не оценено" in told


def test_versions_show_what_changes(judged):
    page = judged("html").read_text(encoding="utf-8")
    assert "<del>Ну и берите у соседей" in page
    assert "<ins>Ольга, понимаю" in page
    assert "Вариант модели" in page
    assert "Можно так:</b> Добрый день! Лестница из дуба" in page
    told = " ".join(judged("terminal").read_text(encoding="utf-8").split())
    assert "Вариант модели: Ольга, понимаю, разница заметная. ≈" in told
    assert "Можно так: Лестница из дуба на 14 ступеней стоит 214 000 ₽ с монтажом. 32" in told


def test_the_cost_of_the_model_is_told(judged):
    page, told = (judged(form).read_text(encoding="utf-8") for form in ("html", "terminal"))
    for text in (Page(page).shown, told):
        text = " ".join(text.split())
        for figure in ("okk-local", "1 234", "789 000 → 4 100", "безопасной правки нет"):
            assert figure in text
    assert "ничего никуда не отправлялось" not in page
    assert "Призыв к действию — бюджет вызовов исчерпан" in page


def test_spreadsheets_hold_what_the_model_said(judged):
    book = openpyxl.load_workbook(judged("xlsx"))
    said = [[cell.value for cell in row] for row in book["Мнение модели"]]
    head, *rows = said
    by_place = {(row[head.index("критерий")], row[head.index("№")]): row for row in rows}
    tone = by_place["Тон", 4]
    assert tone[head.index("оценка")] == "с насмешкой"
    assert tone[head.index("места")] == f"№4: {RUDE}"
    assert by_place["Призыв к действию", 4][head.index("засчитано")] == "нет"
    assert by_place["Тон", 6][head.index("нужен взгляд человека")] == "да"
    ledger = [[cell.value for cell in row] for row in book["Возражения"]]
    assert [row[ledger[0].index("как отвечено")] for row in ledger[1:]] == [
        "без ответа",
        "не оценено",
    ]
    head, row = ([cell.value for cell in row] for row in book["Переписки"])
    assert row[head.index("этап сделки")] == "есть возражение"
    assert row[head.index("нужен взгляд человека")] == 2
    run = {row[0].value: row[1].value for row in book["Прогон"]}
    assert run["вызовов"] == "1\N{NARROW NO-BREAK SPACE}234"


def test_csv_says_what_the_model_decided_and_suggests(judged):
    text = judged("csv").read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    (second,) = [row for row in rows if row[head.index("№")] == "4"]
    assert second[head.index("мнение модели")].startswith("Тон: с насмешкой — упрёк")
    assert second[head.index("другой вариант")] == MODEL_VERSION
    assert second[head.index("чей вариант")] == "модель"
    looked = [row[head.index("нужен взгляд человека")] for row in rows]
    assert looked == ["", "", "Тон"]


def test_a_criterion_of_another_rubric_is_shown_by_its_id(judged):
    card = judged_card()
    strange = card.scores[2].model_copy(update={"criterion": "of_the_team"})
    card = card.model_copy(update={"scores": (*card.scores, strange)})
    for form in ("html", "terminal", "csv"):
        assert "of_the_team" in judged(form, card).read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("Добрый день! Счёт готов.", "Добрый день, Анна! Счёт готов.",
         [("Добрый день!", "Добрый день, Анна!")]),
        ("Раз. Два. Три.", "Раз. Три.", [("Два.", "")]),
        ("Раз.\n\nДва.", "Раз. Два.", []),
    ],
)  # fmt: skip
def test_only_changed_sentences_are_shown(before, after, changed):
    assert changed_sentences(before, after) == changed


def test_marked_words_joined_are_the_texts():
    before, after = "Оплатите его,  пожалуйста.", "Оплатите его до среды."
    was, now = marked_words(before, after)
    assert "".join(stretch.text for stretch in was) == before
    assert "".join(stretch.text for stretch in now) == after
    assert [stretch.text for stretch in now if stretch.changed] == [" до среды"]


def test_the_models_reason_names_people_as_they_are(okk, tmp_path, rules):
    def answer(request):
        if "«да»" in request.question or "Отмахивается" not in request.question:
            return says({"evidence": [], "reason": "", "answer": "no"})
        names = re.findall(r"\[PERSON_\d+\]", request.prompt)
        said = f"{names[0]} остался без ответа, [PERSON_77] тоже"
        return says({"evidence": [1], "reason": said, "answer": "yes"})

    chat = tmp_path / "Чат WhatsApp с Пётр.txt"
    chat.write_text(
        "02.03.2026, 09:41 - Пётр Зимин: Здравствуйте, как поднять лестницу?\n"
        "02.03.2026, 09:47 - Мария Котова: Добрый день, Пётр! Её поднимают двое.\n",
        encoding="utf-8",
    )
    with LlmStub(answer) as stub:
        model = f'[llm]\nbase_url = "{stub.url}"\nmodel = "stub"\nretries = 0\nrewrites = false\n'
        rules.write_text(rules.read_text(encoding="utf-8") + model, encoding="utf-8")
        ended = okk("score", chat, "--settings", rules, "--format", "jsonl")
    tones = [c for m in ended.records("message") for c in m["criteria"] if c["id"] == "tone"]
    assert [tone["reason"] for tone in tones] == ["Пётр Зимин остался без ответа, [PERSON_77] тоже"]
