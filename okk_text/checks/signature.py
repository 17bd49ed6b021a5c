"""Signature: whether a manager's letter is signed by the team's standard."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message
from okk_text.language import say
from okk_text.letters.signature_fields import SignatureBlock
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Finding, Verdict
from okk_text.settings import Settings, SignatureStandard, Team


class Signature:
    """Full name, position, company, phone and what else the team asks for, in any order."""

    id = "signature"
    criteria = ("signature",)
    facts = ()
    example_settings = Settings(
        team=(
            Team(
                name="Пример",
                managers=("Анна Ким", "Tom Baker"),
                signature=SignatureStandard(
                    fields=("full_name", "position", "company", "phone"), company="ООО «Пример»"
                ),
            ),
        )
    )
    good = (
        """
        email
        C Игорь: Пришлите прайс
        M Анна Ким: Игорь, прайс во вложении.
        signature:
        С уважением,
        Анна Ким, ведущий менеджер
        ООО "Пример"
        тел. +7 (900) 000-00-01
        """,
        """
        email
        C Laura: Please send the price list
        M Tom Baker: Hi Laura, here it is.
        signature:
        Tom Baker | Sales Manager | Primer | +7 900 000 00 02
        """,
        """
        C Игорь: Пришлите прайс
        M Анна Ким: Игорь, добрый день! Прайс в файле.
        """,
    )
    bad = (
        """
        email
        C Игорь: Пришлите прайс
        M Анна Ким: Игорь, прайс во вложении.
        signature:
        С уважением,
        Анна
        """,
        """
        email
        C Игорь: Пришлите прайс
        M Анна Ким: Игорь, прайс во вложении.
        signature:
        Отправлено с iPhone
        """,
        """
        email
        C Игорь: Пришлите прайс
        M Анна Ким: Игорь, прайс во вложении.
        signature:
        Анна Ким
        менеджер
        ООО «Образец»
        +7 900 000-00-01
        """,
    )

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Finding | Verdict]:
        if conversation.medium == "chat":
            return
        for message in conversation.by("manager"):
            if message.internal:
                yield Verdict(criterion="signature", n=message.n, label=NOT_APPLICABLE)
                continue
            team = toolbox.settings.team_by_author(message.author, message.address)
            standard = (team or toolbox.team(conversation) or _NO_TEAM).signature
            if standard and standard.fields:
                yield from _said(message, standard)
            else:
                yield _unknown_standard(message.n)


CHECK = Signature()
_NO_TEAM = Team(name="")


def missing_fields(
    signature: str, standard: SignatureStandard, *, author: str | None = None
) -> tuple[str, ...]:
    """The fields of the standard that a signature block lacks, in the order of the standard."""
    block = SignatureBlock(signature)
    holds = {
        "full_name": lambda: block.holds_full_name(author),
        "position": lambda: block.holds_position(standard.position, company=standard.company),
        "company": lambda: block.holds_company(standard.company),
        "phone": lambda: block.holds_phone(standard.phone),
        "email": lambda: block.holds_email(standard.email),
        "site": lambda: block.holds_site(standard.site),
        "address": lambda: block.holds_address(standard.address),
    }
    return tuple(field for field in standard.fields if not holds[field]())


def _said(message: Message, standard: SignatureStandard) -> Iterator[Finding | Verdict]:
    signature = message.signature
    missing = missing_fields(signature, standard, author=message.author)
    if not missing:
        yield Verdict(criterion="signature", n=message.n, label="ok")
        return
    lacking = ", ".join(_field_name(field, standard) for field in missing)
    if SignatureBlock(signature).text:
        label, reason = "incomplete", say(f"нет: {lacking}", f"not there: {lacking}")
        note = say(f"Добавьте в подпись: {lacking}.", f"Add to the signature: {lacking}.")
    else:
        label, reason = "missing", say("письмо не подписано", "the letter is not signed")
        note = say(f"Подпишите письмо: {lacking}.", f"Sign the letter: {lacking}.")
    yield Verdict(criterion="signature", n=message.n, label=label, reason=reason)
    yield Finding(criterion="signature", check="signature", n=message.n, span=None, note=note)


def _field_name(field: str, standard: SignatureStandard) -> str:
    """The field in the run's language, with the value that the standard wants."""
    name = {
        "full_name": say("имя и фамилия", "full name"),
        "position": say("должность", "position"),
        "company": say("компания", "company"),
        "phone": say("телефон", "phone"),
        "email": say("почта", "e-mail"),
        "site": say("сайт", "site"),
        "address": say("адрес", "address"),
    }[field]
    value = getattr(standard, field, None)
    return f"{name} ({value})" if value else name


def _unknown_standard(n: int) -> Verdict:
    reason = say(
        "стандарт подписи не задан (okk.toml, [team.signature])",
        "no signature standard is set (okk.toml, [team.signature])",
    )
    return Verdict(criterion="signature", n=n, label=NOT_ASSESSED, reason=reason)
