"""Grammar faults from a LanguageTool server, ours or the firm's, through language-tool-python."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from okk_text.errors import EngineUnavailable, SettingsError
from okk_text.grammar.fault import GrammarFault
from okk_text.grammar.noise import noise
from okk_text.grammar.server import OwnServer
from okk_text.grammar.symbols import with_symbols, without_symbols
from okk_text.language import say

if TYPE_CHECKING:
    from language_tool_python import LanguageTool as Client
    from language_tool_python.match import Match

# Of the second variant only the spelling is asked: "centre" is no fault for being British.
_VARIANTS = {"ru": ("ru-RU",), "en": ("en-US", "en-GB")}
_SPELLING = "MORFOLOGIK_RULE_"
_PICKY = {"ru-RU"}
_ANSWER_SECONDS = 50  # the server itself gives up a check after 40; the first is slow under load
_REMEMBERED_TEXTS = 4096
_PUBLIC_SERVICES = ("languagetool.org", "languagetoolplus.com")


class Server(Protocol):
    """Where LanguageTool answers."""

    note: str

    def address(self) -> str: ...
    def retire(self, address: str) -> None: ...
    def close(self) -> None: ...


class LanguageTool:
    """The engine on a LanguageTool server; threads may share it.

    A server of our own that dies is started again and asked once more; one that hangs is ended, and
    the text that it hung on is not assessed.
    """

    name = "languagetool"

    def __init__(self, url: str | None = None):
        """Raise EngineUnavailable where Java or the server are not installed; start nothing yet."""
        self._server: Server = FirmServer(url) if url else OwnServer()
        self.note = self._server.note
        self._clients: dict[str, tuple[str, Client]] = {}
        self._clients_lock = threading.Lock()
        self._known = lru_cache(_REMEMBERED_TEXTS)(self._ask)

    def start(self) -> None:
        """Start and warm the server now rather than at the first text (seconds)."""
        self._known(".", "ru")

    def faults(self, text: str, language: str) -> list[GrammarFault]:
        """The faults of a text in `ru` or `en`, in the order of their places.

        Raises EngineUnavailable where the server does not answer for this text: its grammar is then
        not assessed.
        """
        noise(language)
        try:
            return list(self._known(text, language)) if text.strip() else []
        except EngineUnavailable as reason:
            unchecked = say("не все тексты проверены", "not every text was checked")
            self.note = f"{self._server.note}; {unchecked}: {reason}"
            raise

    def close(self) -> None:
        """End the server if it is ours; nothing of it is left running."""
        self._server.close()

    def _ask(self, text: str, language: str) -> tuple[GrammarFault, ...]:
        first, *others = _VARIANTS[language]
        found = self._faults_in(text, language, first)
        for variant in others:
            if any(_is_spelling(fault) for fault in found):
                again = filter(_is_spelling, self._faults_in(text, language, variant))
                agreed = {(fault.start, fault.end) for fault in again}
                found = [f for f in found if not _is_spelling(f) or (f.start, f.end) in agreed]
        return tuple(sorted(found, key=lambda fault: (fault.start, fault.end)))

    def _faults_in(self, text: str, language: str, variant: str) -> list[GrammarFault]:
        plain = without_symbols(text)
        for last_try in (False, True):
            address = self._server.address()
            try:
                client = self._client(language, variant, address)
                return [_fault(match, text, plain) for match in client.check(plain)]
            except _foreign_errors() as error:
                died, hangs = _is_dead(error), _is_hanging(error)
                if died or hangs:
                    self._server.retire(address)
                if last_try or not died:
                    raise _no_answer(error, address) from error
        raise AssertionError("unreachable: the last try returns or raises")

    def _client(self, language: str, variant: str, address: str) -> Client:
        with self._clients_lock:
            known = self._clients.get(variant)
            if known is None or known[0] != address:
                known = (address, _new_client(language, variant, address))
                self._clients[variant] = known
            return known[1]


class FirmServer:
    """A LanguageTool server that somebody else runs; it is asked, never started or ended."""

    def __init__(self, url: str):
        """Raise SettingsError where this is no address that customers' texts may be sent to."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingsError(
                say(f"это не адрес сервера: {url}", f"this is no address of a server: {url}"),
                where="okk.toml, [grammar] url",
                advice='url = "http://127.0.0.1:8010"',
            )
        if parts.hostname.endswith(_PUBLIC_SERVICES):
            raise SettingsError(
                say(
                    "это общедоступный сервис: тексты клиентов туда не отправляют",
                    "this is a public service: customers' texts are not sent there",
                ),
                where="okk.toml, [grammar] url",
                advice=say("Укажите свой сервер или уберите url.", "Name your own, or drop url."),
            )
        self._address = url.rstrip("/").removesuffix("/v2") + "/"
        self.note = say(f"LanguageTool, сервер {url}", f"LanguageTool, server {url}")

    def address(self) -> str:
        return self._address

    def retire(self, address: str) -> None:
        pass

    def close(self) -> None:
        pass


def _new_client(language: str, variant: str, address: str) -> Client:
    from language_tool_python import LanguageTool as Client

    class PatientClient(Client):
        """Waits as long as we do and asks once: what to do about silence is decided here."""

        _TIMEOUT = _ANSWER_SECONDS

        def _query_server(self, url, params=None, num_tries=1, method="get"):
            return super()._query_server(url, params, 1, method)

    loopback = urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1")
    client = PatientClient(
        variant,
        remote_server=address,
        host="127.0.0.1",
        proxies={"http": "", "https": ""} if loopback else None,
    )
    client.picky = variant in _PICKY
    client.disabled_categories = set(noise(language).categories)
    client.disabled_rules = set(noise(language).rules)
    client.enabled_rules = set(noise(language).kept_rules)
    return client


def _foreign_errors() -> tuple[type[Exception], ...]:
    from language_tool_python.exceptions import LanguageToolError

    # a server that is no LanguageTool answers in any shape
    return LanguageToolError, ValueError, KeyError, TypeError, AttributeError


def _is_dead(error: Exception) -> bool:
    import requests

    return isinstance(error.__cause__, requests.ConnectionError) and not _is_hanging(error)


def _is_hanging(error: Exception) -> bool:
    import requests

    return isinstance(error.__cause__, requests.Timeout)


def _no_answer(error: Exception, address: str) -> EngineUnavailable:
    advice = say(
        "Проверьте адрес и сервер: okk-text doctor",
        "Look at the address and the server: okk-text doctor",
    )
    if _is_hanging(error):
        problem = say(
            f"сервер не ответил за {_ANSWER_SECONDS} с", f"no answer within {_ANSWER_SECONDS} s"
        )
    elif _is_dead(error):
        problem = say("сервер не отвечает", "the server does not answer")
    elif str(error).startswith("Error: "):
        problem = say(
            "сервер не справился с текстом: слишком длинный или запутанный",
            "the server could not cope with a text: too long or too tangled",
        )
        advice = None
    else:
        problem = say(
            f"по адресу отвечает не LanguageTool ({type(error).__name__})",
            f"what answers there is not LanguageTool ({type(error).__name__})",
        )
    return EngineUnavailable(problem, where=f"LanguageTool, {address}", advice=advice)


def _is_spelling(fault: GrammarFault) -> bool:
    return fault.rule.startswith(_SPELLING)


def _fault(match: Match, text: str, plain: str) -> GrammarFault:
    start, end = match.offset, match.offset + match.error_length
    return GrammarFault(
        start=start,
        end=end,
        message=match.message,
        replacements=with_symbols(match.replacements, text[start:end], without=plain[start:end]),
        rule=match.rule_id,
        category=match.category,
        engine=LanguageTool.name,
    )
