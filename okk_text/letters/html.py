"""An HTML letter as the reader of it sees it: plain text, cut into own words, quote, signature, hidden."""

from __future__ import annotations

import re

from okk_text.conversation.model import Segment
from okk_text.letters.segments import Hint, cut_lines
from okk_text.letters.styles import Look, StyleSheet, look_of

_BLOCKS = frozenset(
    "p div table tbody thead tfoot tr ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre hr center"
    " section article header footer main aside nav address form fieldset figure body".split()
)
_UNSEEN = frozenset(
    "style script head title template noscript object select textarea svg math".split()
)
_VOID = frozenset("br hr img input meta link area base col embed source track wbr".split())
_SIGNATURES = re.compile(
    r"(?:^|[\s_-])(?:gmail_signature|moz-signature|elementToProof_signature|yahoo-signature|protonmail_signature_block"
    r"|js-signature|email-signature|mail-signature|zimbra-signature|ms-outlook-mobile-signature)(?=$|[\s_-])"
    r"|data-marker=.__SIG_|^signature$",
    re.I,
)
_CITED = re.compile(
    r"gmail_quote|protonmail_quote|yahoo_quoted|zmail_extra|tutanota_quote|quoted|cite", re.I
)
_ATTRIBUTIONS = re.compile(r"moz-cite-prefix|gmail_attr|reply-intro", re.I)
_HEADER_BLOCKS = re.compile(r"divRplyFwdMsg|OLK_SRC_BODY_SECTION|moz-email-headers", re.I)
_OUTLOOK_BORDER = re.compile(r"border-top:\s*(?:solid )?#(?:b5c4df|e1e1e1)", re.I)
_EMOJI = re.compile(r"[^\w\s<>]{1,8}")


def cut_html(html: str, *, author: str | None = None) -> tuple[str, tuple[Segment, ...]]:
    """The rendered text of an HTML body and segments without gaps that cover it.

    Hidden text (white on white, of no size, not displayed) is in the text, in lines of its own.
    """
    page = _Page()
    _parse(html, page)
    lines, hints = page.finished()
    segments = cut_lines(lines, hints, author=author)
    return "".join(lines), segments


def _parse(html: str, page: _Page) -> None:
    from lxml import etree

    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        parser.feed(html.replace("\x00", "").encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError:
        page.broken = True


class _Page:
    """Receives a parser's events and lays text out in lines, each with a hint."""

    def __init__(self) -> None:
        self.broken = False
        self._styles = StyleSheet()
        self._open: list[tuple[str, Look]] = []
        self._look = Look()
        self._unseen: list[str] = []
        self._line: list[str] = []
        self._hidden: list[str] = []
        self._hint: Hint = None
        self._lines: list[str] = []
        self._hints: list[Hint] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._unseen:
            if tag not in _VOID:
                self._unseen.append(tag)
            return
        if tag in _UNSEEN:
            self._unseen.append(tag)
            return
        if tag == "br":
            self._end_line(blank=True)
            return
        if tag == "img":
            self._add_emoji(attributes.get("alt") or "")
            return
        if tag in _BLOCKS:
            self._end_line()
        elif tag in ("td", "th") and self._line:
            self._line.append(" ")
        if tag in _VOID:
            return
        self._open.append((tag, self._look))
        self._look = self._inner_look(tag, attributes)

    def end(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                while self._unseen.pop() != tag:
                    pass
            return
        if tag in _VOID:
            return
        if tag in _BLOCKS:
            self._end_line()
            if tag == "p" and not self._look.tight:
                self._blank()
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - 60), -1):
            if self._open[depth][0] == tag:
                self._look = self._open[depth][1]
                del self._open[depth:]
                return

    def data(self, text: str) -> None:
        if self._unseen:
            if self._unseen[-1] == "style":
                self._styles.add(text)
            return
        if self._look.hidden and self._look.place != "quote":
            self._hidden.append(text)
            return
        if self._look.kept:
            first, *others = text.replace("\r", "").split("\n")
            self._add(first)
            for other in others:
                self._end_line(blank=True)
                self._add(other)
        else:
            self._add(re.sub(r"[ \t\r\n\f]+", " ", text))

    def comment(self, text: str) -> None:
        """Comments are not seen."""

    def close(self) -> None:
        self._end_line()

    def finished(self) -> tuple[list[str], list[Hint]]:
        self._end_line()
        while self._lines and self._lines[-1] == "\n":
            self._lines.pop()
            self._hints.pop()
        return self._lines, self._hints

    def _inner_look(self, tag: str, attributes: dict[str, str]) -> Look:
        look = look_of(tag, attributes, self._look, self._styles)
        marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        place = self._look.place
        if place != "quote":
            if tag == "blockquote":
                place = _blockquote_hint(attributes, marks)
            elif marks != " " and _SIGNATURES.search(marks.strip()):
                place = "signature"
            elif marks != " " and _ATTRIBUTIONS.search(marks):
                place = "attribution"
            elif _HEADER_BLOCKS.search(marks) or _OUTLOOK_BORDER.search(
                attributes.get("style") or ""
            ):
                place = "header"
        return look.at(place)

    def _add_emoji(self, alt: str) -> None:
        if _EMOJI.fullmatch(alt):
            self._add(alt)

    def _add(self, text: str) -> None:
        if not self._line or self._line[-1].endswith(" "):
            text = text if self._look.kept else text.lstrip(" ")
        if text:
            if not self._line or self._hint is None:
                self._hint = self._look.place
            self._line.append(text)

    def _end_line(self, *, blank: bool = False) -> None:
        line = "".join(self._line).rstrip(" \t")
        if line:
            self._lines.append(line + "\n")
            self._hints.append(self._hint)
        elif blank:
            self._lines.append("\n")
            self._hints.append(None)
        self._line = []
        self._hint = None
        hidden = " ".join("".join(self._hidden).split())
        if hidden:
            self._lines.append(hidden + "\n")
            self._hints.append("hidden")
        self._hidden = []

    def _blank(self) -> None:
        if self._lines and self._lines[-1] != "\n":
            self._lines.append("\n")
            self._hints.append(None)


def _blockquote_hint(attributes: dict[str, str], marks: str) -> Hint:
    """`quote` for what a mail program marked, `maybe` for an indent that may be one."""
    style = (attributes.get("style") or "").replace(" ", "").casefold()
    if attributes.get("type") == "cite" or attributes.get("cite") or _CITED.search(marks):
        return "quote"
    if "border-left" in style or "border-color" in style:
        return "quote"
    if "0040px" in style or "margin-left:40px" in style:
        return "indent"
    return "maybe"
