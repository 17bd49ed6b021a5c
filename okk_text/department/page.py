"""A report as one page that needs no network, prints well, and is read on a phone, too."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from okk_text import __version__
from okk_text.department.charts import drawing
from okk_text.department.document import Document
from okk_text.language import current_language, say
from okk_text.report.labels import sentence_text, time_text


def write_page(document: Document, out: Path, *, made_at: datetime) -> None:
    """Write the report as HTML; what people wrote is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("okk_text.department", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(say=say, language=current_language)
    environment.filters.update(
        drawing=lambda chart: Markup(drawing(chart)),  # lxml escaped what is in it
        sentence=sentence_text,
    )
    template = environment.get_template("page.html.j2")
    made = time_text(made_at)
    page = template.render(document=document, made=made, version=__version__)
    out.write_text(page, encoding="utf-8")
