"""The document as one HTML page that needs no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okk_text.language import current_language
from okk_text.scripts.blocks import Block


def page(document: Iterable[Block]) -> Iterator[str]:
    """The page piece by piece."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("okk_text.scripts", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("page.html.j2")
    shown = [(type(block).__name__, block) for block in document]
    title = next((block.text for kind, block in shown if kind == "Heading"), "")
    yield from template.generate(blocks=shown, title=title, language=current_language())
