"""Charts as drawings inside the page: no script, no network, the page's own colours."""

from __future__ import annotations

import re
from typing import Any

from okk_text.department.document import Chart

_WIDTH, _HEIGHT, _ROW, _LEGEND = 560, 220, 27, 22  # of the drawing; the page scales it
_FONT = 13
LONG = 24  # letters of a name that needs a line of the legend for itself
_KINDS = {"line": "Line", "bars": "HorizontalBar", "stack": "HorizontalStackedBar"}


def drawing(chart: Chart) -> str:
    """The chart as an <svg> element; its colours stand in the style sheet of the page."""
    from lxml import etree

    graph = _graph(chart)
    for series in chart.series:
        graph.add(series.name, [_value(value) for value in series.values])
    graph.x_labels = chart.labels
    root = graph.render_tree()
    etree.strip_elements(
        root, etree.Comment, *("script", "defs", "title", "desc"), with_tail=False
    )  # fmt: skip
    for overlay in root.xpath("//*[contains(@class, 'tooltip-overlay')]"):
        overlay.getparent().remove(overlay)
    for node in root.xpath("//*[@class]"):
        tone = re.search(r"\bcolor-(\d+)", node.get("class"))
        if tone:
            node.set("class", f"{node.get('class')} tone-{chart.series[int(tone[1])].tone}")
    root.attrib.pop("id", None)
    root.set("role", "img")
    root.set("aria-label", f"{chart.title}. {chart.told}")
    etree.cleanup_namespaces(root)
    return re.sub(r"(\d+\.\d)\d+", r"\1", etree.tostring(root, encoding="unicode"))


def _graph(chart: Chart) -> Any:
    import pygal
    from pygal.style import Style

    has_legend = len(chart.series) > 1
    columns = 1 if max(len(series.name) for series in chart.series) > LONG else 2
    legend = 8 + _LEGEND * -(-len(chart.series) // columns) if has_legend else 0
    bars = chart.kind != "line"
    height = 36 + _ROW * len(chart.labels) if bars else _HEIGHT
    graph = getattr(pygal, _KINDS[chart.kind])(
        style=Style(label_font_size=_FONT, major_label_font_size=_FONT, legend_font_size=_FONT, value_font_size=_FONT),
        js=[],
        disable_xml_declaration=True,
        width=_WIDTH,
        height=height + legend,
        show_legend=has_legend,
        legend_at_bottom=True,
        legend_at_bottom_columns=columns,
        legend_box_size=11,
        margin=4,
        margin_right=22,
        spacing=8,
        dots_size=3.5,
        truncate_label=-1,
        truncate_legend=-1,
        allow_interruptions=True,
        max_scale=5,
        print_values=bars and not chart.percent,
        formatter=_number,
        value_formatter=_number,
    )  # fmt: skip
    if chart.percent or not bars:
        graph.range = (0, 100)
    else:
        graph.y_labels = _marks(chart)
    if not bars:
        graph.x_labels_major_count = min(7, len(chart.labels))
        graph.show_minor_x_labels = False
    return graph


def _marks(chart: Chart) -> list[int]:
    """Whole numbers for the axis of counts, about four of them, round ones."""
    lengths = zip(*(series.values for series in chart.series), strict=True)
    most = max((sum(v for v in row if isinstance(v, int | float)) for row in lengths), default=1)
    rough = max(1, most / 4)
    size = 10 ** (len(str(int(rough))) - 1)
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= rough)
    return list(range(0, int(most) + step, step))


def _value(value: float | tuple[float, float, float] | None) -> Any:
    if isinstance(value, tuple):
        middle, low, high = value
        return {"value": middle, "ci": {"low": low, "high": high}}
    return value


def _number(value: float | None) -> str:
    return "" if not value else str(round(value))
