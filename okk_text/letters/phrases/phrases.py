"""What a language must tell: the words around a letter's own words."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's words, lower case, ё as е; lists of words are strings parted by blanks."""

    months: str
    weekdays: str
    verbs: str  # «написал»: the word that ends an attribution
    glue: str  # «пользователь», «at»: may stand in an attribution and says nothing
    by: str = ""  # «от»: the author follows
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    banners: tuple[str, ...] = ()  # lines over a forwarded or answered letter
    ends: tuple[str, ...] = ()  # and below a forwarded one
    closings: tuple[str, ...] = ()  # patterns of what opens a signature
    thanks: tuple[str, ...] = ()  # open one only with a comma and a name below
    mobile: tuple[str, ...] = ()  # patterns of what programs add below a letter
    notices: tuple[str, ...] = ()  # patterns of how a legal notice begins
    legal: str = ""  # stems of which two make it one
    footers: tuple[str, ...] = ()  # patterns of footers that need no further proof
    positions: str = ""  # stems of posts and departments
    short_posts: str = ""  # posts cut short, written with a full stop: «нач.», "Mgr."
    ranks: str = ""  # cut short too, but a post only before another: «ст. менеджер»
    places: str = ""  # stems that tell an address or a way to reach somebody
