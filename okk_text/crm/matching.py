"""Which deal a conversation belongs to: by phone, e-mail or name, and of several deals by date or title."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

from okk_text.crm.deal import Deal
from okk_text.crm.names import name_words, stems
from okk_text.crm.talk import Talk
from okk_text.language import say

How = Literal["phone", "email", "name"]
Of = Literal["only", "title", "date", "open"]

SEVERAL = -1  # in place of a client: the name stands for more than one
SLACK = timedelta(days=3)  # a card is often made some days after the first words
LONG_BEFORE = timedelta(days=30)  # what was said so long before the deal is of another


@dataclass(frozen=True, slots=True)
class Match:
    """A conversation and its deal: `how` it was found, `of` several deals by what it was chosen."""

    talk: Talk
    deal: Deal
    client: int
    how: How
    of: Of

    @property
    def is_sure(self) -> bool:
        """Whether a phone or an address says so and nothing had to be chosen."""
        return self.how != "name" and self.of == "only"

    def told(self) -> str:
        """How sure it is, in words."""
        by = {
            "phone": say("по телефону", "by phone"),
            "email": say("по e-mail", "by e-mail"),
            "name": say("по имени (такое одно): проверьте", "by name (the only one): please check"),
        }[self.how]
        chosen = {
            "only": "",
            "title": say("; сделка — по названию", "; of several deals by the title"),
            "date": say("; сделка — по датам", "; of several deals by dates"),
            "open": say("; из нескольких — открытая", "; of several deals the open one"),
        }[self.of]
        return by + chosen


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A conversation without a deal and why."""

    talk: Talk
    reason: str


class Clients:
    """Deals by client: those that share a phone, an address or the CRM's own contact."""

    def __init__(self, deals: Sequence[Deal]):
        self.deals = deals
        self._parent = list(range(len(deals)))
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for place, deal in enumerate(deals):
            for key in _keys(deal):
                held = self._by_key[key]
                if held:
                    self._join(held[0], place)
                held.append(place)
        self.of = [self._root(place) for place in range(len(deals))]
        self._deals_of: dict[int, list[int]] = defaultdict(list)
        for place, client in enumerate(self.of):
            self._deals_of[client].append(place)
        self._names()

    def deals_of(self, client: int) -> list[Deal]:
        """All deals of the client."""
        return [self.deals[place] for place in self._deals_of[client]]

    def telling_stems(self) -> frozenset[str]:
        """Words of the titles of clients with several deals, which tell these apart."""
        several = (places for places in self._deals_of.values() if len(places) > 1)
        return frozenset(
            s for places in several for p in places for s in stems(self.deals[p].title)
        )

    def with_keys(self, kind: How, keys: Iterable[str]) -> list[int]:
        """The places of the deals that hold one of these phones or addresses."""
        found = (place for key in keys for place in self._by_key.get(f"{kind} {key}", ()))
        return list(dict.fromkeys(found))

    def with_name(self, names: Sequence[str]) -> int | None:
        """The client of that name; None: nobody; SEVERAL: more than one."""
        for name in names:
            words = name_words(name)
            found = self._loose.get(words) if len(words) == 2 else self._exact.get(words)
            if found is None and len(words) == 3:  # the card may lack the patronymic
                pairs = {self._exact.get(frozenset(p)) for p in combinations(sorted(words), 2)}
                pairs.discard(None)
                found = SEVERAL if len(pairs) > 1 else next(iter(pairs), None)
            if found is not None:
                return found
        return None

    def _names(self) -> None:
        """Note clients by all the words of their name, and loosely by any two of three."""
        self._exact: dict[frozenset[str], int] = {}
        self._loose: dict[frozenset[str], int] = {}
        for place, deal in enumerate(self.deals):
            words = name_words(deal.contact)
            if not 2 <= len(words) <= 4:
                continue
            _claim(self._exact, words, self.of[place])
            pairs = combinations(sorted(words), 2)
            for known in {words, *map(frozenset, pairs)}:
                _claim(self._loose, known, self.of[place])

    def _root(self, place: int) -> int:
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parent[second] = first


def matched(talks: Sequence[Talk], clients: Clients) -> Iterator[Match | Unmatched]:
    """Each conversation with its deal, or the reason why it has none."""
    named = Counter(
        (client, talk.channel)
        for talk in talks
        if not _by_address(talk, clients)
        and (client := clients.with_name(talk.names)) not in (None, SEVERAL)
    )
    for talk in talks:
        if by := _by_address(talk, clients):
            how, places = by
            yield _chosen(talk, how, [clients.deals[p] for p in places], clients.of[places[0]])
            continue
        client = clients.with_name(talk.names)
        if client is None:
            yield Unmatched(talk, _unknown(talk))
        elif client == SEVERAL:
            yield Unmatched(talk, say("в CRM несколько контактов с таким именем",
                                      "several contacts of the CRM have this name"))  # fmt: skip
        elif named[client, talk.channel] > 1:
            yield Unmatched(talk, say("несколько переписок с таким именем",
                                      "several conversations have this name"))  # fmt: skip
        else:
            yield _chosen(talk, "name", clients.deals_of(client), client)


def _by_address(talk: Talk, clients: Clients) -> tuple[How, list[int]] | None:
    phones = clients.with_keys("phone", talk.phones)
    emails = clients.with_keys("email", talk.emails)
    both = [place for place in phones if place in set(emails)]
    if both or phones:
        return "phone", both or phones
    return ("email", emails) if emails else None


def _chosen(talk: Talk, how: How, deals: Sequence[Deal], client: int) -> Match | Unmatched:
    """The deal that the talk is about."""
    going = [deal for deal in deals if not (_is_before(talk, deal) or _is_after(talk, deal))]
    if not going:
        return Unmatched(talk, _other_time(talk, deals))
    if len(going) == 1:
        return Match(talk, going[0], client, how, "only" if len(deals) == 1 else "date")
    deals = going
    for of, pick in (("title", _titled), ("date", _of_that_time), ("open", _open)):
        left = pick(talk, deals)
        if len(left) == 1:
            return Match(talk, left[0], client, how, of)  # type: ignore[arg-type]
        deals = left or deals
    numbers = ", ".join(deal.id for deal in deals[:5])
    return Unmatched(
        talk,
        say(f"у контакта несколько сделок, не ясно, о какой речь: {numbers}",
            f"the contact has several deals, it is not clear which is meant: {numbers}"),
    )  # fmt: skip


def _is_before(talk: Talk, deal: Deal) -> bool:
    """Whether the talk ended long before the deal was made."""
    return bool(talk.last and deal.created and talk.last + LONG_BEFORE < deal.created)


def _is_after(talk: Talk, deal: Deal) -> bool:
    """Whether the talk began after the deal was closed."""
    return bool(talk.first and deal.closed and deal.closed + SLACK < talk.first)


def _other_time(talk: Talk, deals: Sequence[Deal]) -> str:
    numbers = ", ".join(deal.id for deal in deals[:5])
    if any(_is_after(talk, deal) for deal in deals):
        return say(
            f"сделки контакта закрыты до этой переписки ({numbers}): возможно, нужна новая",
            f"the contact's deals were closed before this talk ({numbers}): perhaps make a new one",
        )
    return say(
        f"переписка закончилась задолго до сделки {numbers}",
        f"the talk ended long before the deal {numbers}",
    )


def _titled(talk: Talk, deals: Sequence[Deal]) -> list[Deal]:
    """Those whose title's own words are named most in the talk."""
    titles = [stems(deal.title) for deal in deals]
    often = Counter(stem for stems in titles for stem in stems)
    scores = [
        sum(often[stem] < len(deals) and stem in talk.stems for stem in stems) for stems in titles
    ]
    most = max(scores)
    return [d for d, score in zip(deals, scores, strict=True) if score == most] if most else []


def _of_that_time(talk: Talk, deals: Sequence[Deal]) -> list[Deal]:
    """Those that were made last before the talk ended and not closed before it began."""
    if talk.first is None or talk.last is None:
        return []
    going = [
        deal
        for deal in deals
        if deal.created
        and deal.created - SLACK <= talk.last
        and (deal.closed is None or deal.closed + SLACK >= talk.first)
    ]
    latest = max((deal.created or date.min for deal in going), default=None)
    return [deal for deal in going if deal.created == latest]


def _open(talk: Talk, deals: Sequence[Deal]) -> list[Deal]:
    return [deal for deal in deals if not deal.is_closed]


def _unknown(talk: Talk) -> str:
    if talk.phones or talk.emails:
        return say(
            "телефона и e-mail нет в файле сделок", "phone and e-mail are not in the deals file"
        )
    if any(len(name_words(name)) > 1 for name in talk.names):
        return say("такого имени нет в файле сделок", "the name is not in the deals file")
    return say("в выгрузке нет ни телефона, ни e-mail, ни полного имени клиента",
               "the export has neither phone nor e-mail nor full name of the client")  # fmt: skip


def _keys(deal: Deal) -> Iterator[str]:
    yield from (f"phone {phone}" for phone in deal.phones)
    yield from (f"email {address}" for address in deal.emails)
    if deal.contact_id:
        yield f"contact {deal.contact_id}"
    elif not (deal.phones or deal.emails) and len(name_words(deal.contact)) > 1:
        yield f"named {' '.join(sorted(name_words(deal.contact)))} {deal.company.casefold()}"


def _claim(names: dict[frozenset[str], int], words: frozenset[str], client: int) -> None:
    if names.setdefault(words, client) != client:
        names[words] = SEVERAL
