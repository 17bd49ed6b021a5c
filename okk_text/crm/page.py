"""The review as one HTML page that needs no network."""

from __future__ import annotations

from pathlib import Path

from okk_text.crm.quote import day_text
from okk_text.crm.remark import kind_lead, kind_title
from okk_text.crm.review import KINDS, Review
from okk_text.crm.telling import groups, headline, more_text, title
from okk_text.language import current_language, say
from okk_text.report.labels import label_text

SHOWN = 200  # of each kind; all of a hundred thousand no browser likes


def write_page(review: Review, out: Path) -> None:
    """Write the page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        say=say, language=current_language, more_text=more_text, label=label_text
    )
    environment.filters["day"] = day_text
    sections = [
        {
            "name": kind,
            "title": kind_title(kind),
            "lead": kind_lead(kind),
            "groups": groups(review.remarks[kind]),
            "remarks": review.remarks[kind][:SHOWN],
            "number": len(review.remarks[kind]),
        }
        for kind in KINDS
        if review.remarks[kind]
    ]
    page = environment.get_template("crm.html.j2").render(
        title=title(review), headline=headline(review), sections=sections, review=review, most=SHOWN
    )
    out.write_text(page, encoding="utf-8")
