"""`okk-text report`: from a store to a file that opens anywhere and tells nobody's secrets."""

import re
from html.parser import HTMLParser

import openpyxl
import pytest

from okk_text.results import Finding
from okk_text.store import open_store
from tests.department_material import quarter
from tests.store_material import chat
from tests.store_material import scorecard as plain_scorecard

SETTINGS = """
[grammar]
engine = "off"
[[team]]
name = "Лестницы"
managers = ["Мария Котова", "Антон Белов"]
[[team]]
name = "Двери"
managers = ["Лидия Осокина", "Фёдор Рыжов", "+7 900 000-11-22"]
"""
HOSTILE = '<script>alert("1")</script> & =2+5'


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """A store with half a year of scorecards and settings beside it."""
    folder = tmp_path_factory.mktemp("department")
    (folder / "okk.toml").write_text(SETTINGS, encoding="utf-8")
    with open_store("sqlite:///okk.db", folder=folder) as store:
        for number, card in enumerate(quarter(100)):
            if number % 9 == 0:  # a client who writes what a page or a sheet might run
                first, *rest = card.conversation.messages
                second = rest[0].model_copy(update={"text": f"{HOSTILE} {rest[0].text}"})
                messages = (first, second, *rest[1:])
                conversation = card.conversation.model_copy(update={"messages": messages})
                hint = Finding(criterion="cta", check="cta", n=2, span=None, note=HOSTILE)
                card = card.model_copy(update={"conversation": conversation, "findings": (hint,)})
            store.put(card)
    return folder


@pytest.fixture
def report(okk, scored, tmp_path):
    """The file that a command writes."""

    def written(*options, form="html", period="2026-Q3"):
        out = tmp_path / f"report.{form}"
        common = ("--store", f"sqlite:///{scored}/okk.db", "--settings", scored / "okk.toml")
        ended = okk("report", "--period", period, "--format", form, "--out", out, *common, *options)
        assert ended.code == 0, ended.err
        return out

    return written


KINDS = {
    "department": ("--ranking",),
    "manager": ("--kind", "manager", "--manager", "Фёдор Рыжов"),
    "client": ("--kind", "client", "--team", "Двери"),
}


class Page(HTMLParser):
    """Tables of a page as rows of bold texts, whatever reaches out, and ids of what is unlabelled."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.reaches, self.open, self._bold = [], [], [], False
        self.unlabelled = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.reaches += [
            v for k, v in attrs if k in ("src", "href", "action", "data", "xlink:href")
        ]
        self.reaches += [tag] if tag in ("script", "link", "iframe", "img", "object") else []
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag == "th":
            self.unlabelled += named.get("scope") not in ("col", "row")
        elif tag == "svg":
            self.unlabelled += not (named.get("role") == "img" and named.get("aria-label"))
        self._bold = tag == "b"
        if tag == "b" and self.tables:
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag):
        self._bold = False

    def handle_data(self, data):
        if self._bold and self.tables:
            self.tables[-1][-1][-1] += data


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_small_reaches_nowhere_and_can_be_read_aloud(report, kind):
    text = report(*KINDS[kind]).read_text(encoding="utf-8")
    page = Page(text)
    assert page.reaches == []
    assert re.findall(r"url\(|@import|https?://(?!www\.w3\.org)", text) == []
    assert len(text.encode()) < 1_000_000
    assert page.unlabelled == 0
    assert '<html lang="ru">' in text
    assert len(page.tables) >= 2


def test_what_a_client_wrote_is_shown_and_never_run(report):
    for kind in ("manager", "department"):
        text = report(*KINDS[kind]).read_text(encoding="utf-8")
        assert "<script" not in text
    assert text.count("&lt;script&gt;") > 1  # the words and the hint about them


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_a_managers_file_holds_no_byte_of_a_colleague(report, form):
    out = report(*KINDS["manager"], form=form)
    if form == "html":
        told = out.read_bytes().decode()
    else:
        import zipfile

        with zipfile.ZipFile(out) as packed:
            told = "".join(packed.read(name).decode() for name in packed.namelist())
    for other in (
        "Котов",
        "Мари",
        "Антон",
        "Белов",
        "Лиди",
        "Осокин",
        "0001122",
        "Лестниц",
        "Двер",
    ):
        assert other.casefold() not in told.casefold(), other
    assert "Рыжов" in told


@pytest.mark.parametrize("kind", KINDS)
def test_the_spreadsheet_shows_the_figures_of_the_page(report, kind):
    page = Page(report(*KINDS[kind]).read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(report(*KINDS[kind], form="xlsx"))
    sheets = book.worksheets[1:-1]  # without the words before and the charts' data behind
    assert len(sheets) == len(page.tables)
    for sheet, (_, *rows) in zip(sheets, page.tables, strict=True):
        for number, row in enumerate(rows, 2):
            found = [cell.value for cell in sheet[number]]
            assert str(found[0]).startswith(row[0])
            for text in row[1:]:
                figure = re.fullmatch(r"(\d+)(\s%)?", text)
                if figure:
                    whole = int(figure[1])
                    assert whole in found or whole / 100 in found, (sheet.title, row, found)


def test_nothing_that_people_wrote_becomes_a_formula(report):
    book = openpyxl.load_workbook(report(form="xlsx"))
    kinds = {
        cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    }
    assert "f" not in kinds


def test_ranks_are_shown_only_on_request(report):
    assert ">место<" not in report().read_text(encoding="utf-8")
    assert ">место<" in report("--ranking").read_text(encoding="utf-8")


def test_a_report_speaks_english(report):
    text = report("--language", "en").read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert "What to do next" in text


def test_the_same_store_gives_the_same_page(report, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert report().read_bytes() == report().read_bytes()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--period", "осень"), "2026-Q3"),
        (("--period", "2031"), "оценок нет"),
        (("--period", "2026-Q3", "--kind", "manager"), "--manager"),
        (("--period", "2026-Q3", "--kind", "manager", "--manager", "Никто"), "оценок нет"),
        (("--period", "2026-Q3", "--team", "Окна"), "оценок нет"),
    ],
)
def test_what_cannot_be_reported_says_why(okk, scored, tmp_path, options, told):
    out = tmp_path / "report.html"
    store = ("--store", f"sqlite:///{scored}/okk.db", "--settings", scored / "okk.toml")
    ended = okk("report", "--out", out, *store, *options)
    assert ended.code == 2
    assert told in ended.err
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_named(okk, scored, tmp_path):
    out = tmp_path / "nowhere" / "report.html"
    store = ("--store", f"sqlite:///{scored}/okk.db", "--settings", scored / "okk.toml")
    ended = okk("report", "--period", "2026-Q3", "--out", out, *store)
    assert ended.code == 2
    assert str(out) in ended.err


def test_a_store_must_be_named(okk, rules, tmp_path):
    ended = okk("report", "--period", "week", "--out", tmp_path / "r.html", "--settings", rules)
    assert ended.code == 2
    assert "--store" in ended.err


def test_the_store_knows_all_managers_by_their_folded_names(tmp_path):
    with open_store("sqlite:///okk.db", folder=tmp_path) as store:
        store.put(plain_scorecard(chat("Мария Котова: Добрый день", "Пётр: Сколько стоит?")))
        assert store.managers() == {"мария котова"}
