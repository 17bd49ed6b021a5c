"""What the styles of an HTML letter mean for its reader: seen or hidden, white space kept or folded."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)
_PICTURE = (-99, -99, -99)  # behind the text: nothing is known of its colour
_NAMED = {
    "white": _WHITE,
    "black": _BLACK,
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255),
    "red": (255, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "navy": (0, 0, 128),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "yellow": (255, 255, 0),
    "silver": (192, 192, 192),
}
_RULE = re.compile(r"([^{}@;]{1,200})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"[a-z0-9]*[.#]?[\w-]+", re.I)
_TELLING = (
    "color",
    "display",
    "font-size",
    "visibility",
    "opacity",
    "background",
    "mso-hide",
    "white-space",
)
_FAR = re.compile(r"-(?:[5-9]\d{2}|\d{4,})(?:\.\d+)?(?:px|pt|em|rem)?$|-\d{3,}(?:em|rem|vw|vh|%)$")
_CLEAR = re.compile(r"(?:rgba|hsla)\(.{1,30},0?\.?0*%?\)|#[0-9a-f]{6}0[0-9a-f]|#[0-9a-f]{3}0")
_CLIPPED = re.compile(r"rect\((?:[01](?:px)?,?){4}\)|inset\((?:50|100)%\)|circle\(0(?:px)?\)")
_SAME = 12  # greatest difference of a channel at which nobody can read a text
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """How text inside an element appears, and where in the letter its tags put it."""

    colour: Colour = _BLACK
    ground: Colour = _WHITE
    unsized: bool = False
    gone: bool = False
    invisible: bool = False
    kept: bool = False
    tight: bool = False
    place: str | None = None

    @property
    def hidden(self) -> bool:
        """Whether a reader cannot see the text."""
        if self.gone or self.unsized or self.invisible:
            return True
        if self.colour is _BLACK and self.ground is _WHITE:
            return False
        return all(abs(a - b) <= _SAME for a, b in zip(self.colour, self.ground, strict=True))

    def at(self, place: str | None) -> Look:
        """The same look at another place."""
        return self if place == self.place else replace(self, place=place)


class StyleSheet:
    """The simple rules of a letter's `<style>`: tag, .class and #id, without media queries."""

    def __init__(self) -> None:
        self._rules: dict[str, str] = {}

    def add(self, text: str) -> None:
        """Take in the rules that may hide text."""
        text = re.sub(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text[:100_000])
        for selectors, body in _RULE.findall(text):
            if any(word in body for word in _TELLING):
                for selector in selectors.split(","):
                    selector = selector.strip().casefold()
                    if _SIMPLE.fullmatch(selector) and selector not in ("a", "body"):
                        self._rules[selector] = body

    def declarations(self, tag: str, attributes: dict[str, str]) -> str:
        """All that is declared for an element, the weakest first."""
        own = attributes.get("style") or ""
        if not self._rules:
            return own
        keys = [tag]
        for name in (attributes.get("class") or "").casefold().split()[:20]:
            keys += ["." + name, f"{tag}.{name}"]
        if attributes.get("id"):
            keys.append("#" + attributes["id"].casefold())
        return ";".join([*(self._rules[key] for key in keys if key in self._rules), own])


def look_of(tag: str, attributes: dict[str, str], outer: Look, styles: StyleSheet) -> Look:
    """How text in an element appears, given what surrounds it."""
    changes: dict[str, object] = {}
    tight = tag == "p" and "mso" in (attributes.get("class") or "").casefold()
    if tight != outer.tight:
        changes["tight"] = tight
    if tag == "pre" and not outer.kept:
        changes["kept"] = True
    if (colour := attributes.get("color")) and (rgb := _colour(colour)):
        changes["colour"] = rgb
    if (ground := attributes.get("bgcolor")) and (rgb := _colour(ground)):
        changes["ground"] = rgb
    if "hidden" in attributes:
        changes["gone"] = True
    declared = styles.declarations(tag, attributes)
    if declared:
        changes |= _declared(declared[:4000])
    return replace(outer, **changes) if changes else outer


@lru_cache(maxsize=2048)
def _declared(declarations: str) -> dict[str, object]:
    """What style declarations change in a look; letters repeat the same ones over and over."""
    style = {}
    for declaration in declarations.casefold().split(";"):
        name, _, value = declaration.partition(":")
        style[name.strip()] = value.replace("!important", "").strip()
    changes: dict[str, object] = {}
    if style.get("display") == "none" or style.get("mso-hide") == "all":
        changes["gone"] = True
    if _is_zero(style.get("opacity")) or _is_out_of_sight(style):
        changes["gone"] = True
    if visibility := style.get("visibility"):
        changes["invisible"] = visibility in ("hidden", "collapse")
    if size := style.get("font-size"):
        changes["unsized"] = _is_tiny(size)
    if "white-space" in style:
        changes["kept"] = style["white-space"].startswith("pre")
    if _is_zero(style.get("margin-top", style.get("margin", "x")).split(" ")[0]):
        changes["tight"] = True
    return changes | _declared_colours(style)


def _declared_colours(style: dict[str, str]) -> dict[str, object]:
    changes: dict[str, object] = {}
    colour = style.get("color")
    if colour == "transparent" or _is_clear(colour):
        changes["invisible"] = True
    elif colour and (rgb := _colour(colour)):
        changes["colour"] = rgb
    for name in ("background-color", "background"):
        value = style.get(name)
        if value and "url(" in value:
            changes["ground"] = _PICTURE
        elif value and (rgb := _colour(value)):
            changes["ground"] = rgb
    return changes


def _is_clear(colour: str | None) -> bool:
    """Whether a colour lets all light through: `rgba(0, 0, 0, 0)`, `#ffffff00`."""
    return bool(colour) and bool(_CLEAR.fullmatch(colour.replace(" ", "")))


def _is_out_of_sight(style: dict[str, str]) -> bool:
    clipped = style.get("overflow") == "hidden"
    flat = any(_is_zero(style.get(side)) for side in ("height", "max-height", "width", "max-width"))
    far = any(
        _FAR.match(style.get(side) or "")
        for side in ("left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top")
    )
    cut = _is_cut_away(style)
    return (clipped and flat) or far or cut


def _is_cut_away(style: dict[str, str]) -> bool:
    """Whether clipping or scaling leaves nothing of it."""
    clip = style.get("clip", "").replace(" ", "")
    path = style.get("clip-path", "").replace(" ", "")
    scaled = style.get("transform", "").replace(" ", "")
    return bool(_CLIPPED.fullmatch(clip) or _CLIPPED.fullmatch(path) or "scale(0)" in scaled)


def _is_zero(value: str | None) -> bool:
    return (
        bool(value)
        and bool(re.fullmatch(r"0*\.?0*(?:px|pt|em|%|cm|in|rem)?", value))
        and "0" in value
    )


def _is_tiny(size: str) -> bool:
    match = re.match(r"(\d*\.?\d+)\s*(px|pt|em|rem|%)?", size)
    if not match:
        return False
    number, unit = float(match.group(1)), match.group(2)
    return number <= {"em": 0.1, "rem": 0.1, "%": 10}.get(unit or "", 1.5)


def _colour(value: str) -> Colour | None:
    """Red, green and blue of a CSS colour; None where it is not understood."""
    value = value.strip().casefold()
    if match := re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", value):
        digits = match.group(1)
        if len(digits) == 3:
            digits = "".join(digit * 2 for digit in digits)
        return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))  # type: ignore[return-value]
    if match := re.search(
        r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+))?", value
    ):
        if match.group(4) and float(match.group(4).rstrip(".") or 0) == 0:
            return None
        return tuple(min(255, int(part)) for part in match.groups()[:3])  # type: ignore[return-value]
    return next((_NAMED[word] for word in value.split() if word in _NAMED), None)
