"""The document as DOCX, to be edited in Word or LibreOffice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from okk_text.clock import Clock
from okk_text.language import current_language
from okk_text.scripts.blocks import Block, Editable, Heading, Quote, Table, Words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_GREY = "595959"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_word(document: Iterable[Block], out: Path) -> None:
    """Write the document; a text to be edited stands as plain paragraphs."""
    page = _blank()
    for block in document:
        if isinstance(block, Heading):
            page.add_heading(_clean(block.text), block.level)
        elif isinstance(block, Words):
            _paragraph(page, block.text, soft=block.soft)
        elif isinstance(block, Quote):
            quoted = page.add_paragraph(_clean(block.text), style="Quote")
            if block.source:
                quoted.add_run().add_break()
                _soften(quoted.add_run(f"— {_clean(block.source)}"))
        elif isinstance(block, Editable):
            for line in filter(None, block.text.splitlines()):
                page.add_paragraph(_clean(line), style="Intense Quote")
        else:
            _table(page, block)
    page.save(str(out))


def _blank() -> Document:
    """An A4 page in a plain style, in the language of the run."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    page = Document()
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    for name in (
        "Normal",
        "Title",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Quote",
        "Intense Quote",
    ):
        font = page.styles[name].font
        font.name = "Calibri"
        fonts = page.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), "Calibri")
    page.styles["Normal"].font.size = Pt(10.5)
    page.styles["Quote"].font.color.rgb = RGBColor(0x33, 0x33, 0x33)
    language = page.styles["Normal"].element.get_or_add_rPr()
    mark = language.makeelement(qn("w:lang"), {qn("w:val"): _LOCALES[current_language()]})
    language.append(mark)
    moment = Clock().started_at.replace(tzinfo=None)
    page.core_properties.created = page.core_properties.modified = moment
    page.core_properties.author = page.core_properties.last_modified_by = "okk-text"
    return page


_LOCALES = {"ru": "ru-RU", "en": "en-GB"}


def _paragraph(page: Document, text: str, *, soft: bool) -> None:
    run = page.add_paragraph().add_run(_clean(text))
    if soft:
        _soften(run)


def _table(page: Document, table: Table) -> None:
    from docx.oxml.ns import qn

    grid = page.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, title in zip(grid.rows[0].cells, table.columns, strict=True):
        _fill(cell, title, bold=True)
    header = grid.rows[0]._tr.get_or_add_trPr()
    header.append(header.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for row in table.rows:
        line = grid.add_row()
        whole = line._tr.get_or_add_trPr()
        whole.append(whole.makeelement(qn("w:cantSplit"), {qn("w:val"): "true"}))
        for place, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            _fill(cell, text, right=place not in table.wordy)
    _widen(grid, table)
    page.add_paragraph()


def _widen(grid, table: Table) -> None:
    """Columns of words as wide as three of figures."""
    from docx.shared import Mm

    weights = [3 if place in table.wordy else 1 for place in range(len(table.columns))]
    if len(table.columns) > 6:
        weights = [2 if place in table.wordy else 1 for place in range(len(table.columns))]
    if table.wordy != frozenset({0}) or len(table.columns) <= 5:
        weights[1] = 2 if weights[1] == 1 else weights[1]
    for row in grid.rows:
        for cell, weight in zip(row.cells, weights, strict=True):
            cell.width = Mm(174 * weight / sum(weights))


def _fill(cell: _Cell, text: str, *, bold: bool = False, right: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(_clean(text))
    run.bold = bold
    run.font.size = Pt(9)
    paragraph.paragraph_format.space_after = Pt(2)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _soften(run) -> None:
    from docx.shared import Pt, RGBColor

    run.font.size = Pt(9)
    run.italic = False
    run.font.color.rgb = RGBColor.from_string(_GREY)


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("", text)
