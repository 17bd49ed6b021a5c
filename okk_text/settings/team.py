"""Sales departments and what is expected of their signatures, as okk.toml gives them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from okk_text.conversation.model import Frozen


class SignatureStandard(Frozen):
    """What a manager's signature must hold; the values where they are the same for the whole team."""

    fields: tuple[
        Literal["full_name", "position", "company", "phone", "email", "site", "address"], ...
    ] = ()
    company: str | None = None
    position: str | None = None
    phone: str | None = None
    email: str | None = None
    site: str | None = None
    address: str | None = None


class Team(Frozen):
    """One sales department. `managers` stand here as in the exports: addresses, names, phones."""

    name: str
    managers: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    rubric: str | None = None
    contacts: str | None = None
    script: str | None = None
    facts: str | None = None
    signature: SignatureStandard | None = None

    @cached_property
    def manager_keys(self) -> frozenset[str]:
        """The managers folded by `author_key`."""
        return frozenset(map(author_key, self.managers))

    def includes(self, author: str, address: str | None = None) -> bool:
        """Whether this author, address or phone belongs to the team."""
        if address and address.rpartition("@")[2].casefold() in self._domain_keys:
            return True
        keys = {author_key(author)} | ({author_key(address)} if address else set())
        return bool(keys & self.manager_keys)

    @cached_property
    def _domain_keys(self) -> frozenset[str]:
        return frozenset(domain.casefold().lstrip("@") for domain in self.domains)


def author_key(author: str) -> str:
    """An author's name, address or phone folded for comparison; a phone becomes its last ten digits."""
    text = re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u200b]", "", author)
    text = re.sub(r"\s+", " ", text).strip().casefold().replace("ё", "е").removeprefix("~ ")
    address = re.search(r"[\w.+-]+@[\w.-]+", text)
    if address:
        return address.group()
    digits = re.sub(r"\D", "", text)
    if len(digits) >= 10 and not re.search(r"[^\W\d]", text):
        return digits[-10:]
    return text
