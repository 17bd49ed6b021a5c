"""The CRM's stages in our words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from okk_text.lexicon.texts import folded
from okk_text.settings import DealStage

# How far a deal has come; a deal with an objection has come as far as one with a price.
RANK: dict[DealStage, int] = {
    "new": 0, "qualified": 1, "proposal": 2, "objection": 2, "agreed": 3, "paid": 4,
}  # fmt: skip
_WON = r"успешн\w* реализован|сделка успешн|успешн\w* сделк|\bуспех\b|выигран|closed won|\bwon\b"
_LOST = r"не реализован|провал|отказ|проигран|потерян|слив\b|closed lost|\blost\b|\blose\b|\bspam\b|спам\b|дубл"
_KNOWN: tuple[tuple[re.Pattern[str], DealStage], ...] = tuple(
    (re.compile(pattern), stage)  # type: ignore[misc]
    for pattern, stage in (
        (_LOST, "lost"),
        (_WON, "paid"),
        (r"^(?:полностью |частично )?(?:оплачен|оплата получен|предоплата получен)|деньги получен|^paid", "paid"),
        (r"возражен|objection", "objection"),
        (r"(?:согласован|подписан|заключен)\w* договор|договор (?:подписан|согласован|на подписи)|[cс]чет\w* (?:на|выставлен|отправлен)|финальн\w* [cс]чет|ожида\w+ (?:пред)?оплат|contract|invoice", "agreed"),
        (r"(?:кп|предложени\w*|коммерческ\w*|смет\w*|расчет\w*) (?:отправлен|выслан|сделан|согласован)|отправлен\w* (?:кп|предложени|смет|расч)|принима\w+ решени|презентац|proposal|quote sent|decision", "proposal"),
        (r"квалифи|потребност|выявлен|бриф|qualif|need", "qualified"),
        (r"неразобран|^нов(?:ая|ый|ые)\b|первичн\w+ контакт|взят\w* в работу|входящ|заявка|^new\b|incoming|initial contact", "new"),
    )
)  # fmt: skip
_FINAL = re.compile(f"{_WON}|{_LOST}|^закрыт|^closed")


class Stages:
    """Our stage of each of the CRM's: as okk.toml says, else by names that leave no doubt."""

    def __init__(self, own: Mapping[str, DealStage], closed: Sequence[str] = ()):
        self._own = {_key(name): stage for name, stage in own.items()}
        self._closed = frozenset(map(_key, closed))
        self._seen: dict[str, DealStage | None] = {}

    def ours(self, name: str) -> DealStage | None:
        """Our stage; None where the name says too little."""
        if name not in self._seen:
            key = _key(name)
            known = (stage for pattern, stage in _KNOWN if pattern.search(key))
            self._seen[name] = self._own.get(key) or next(known, None)
        return self._seen[name]

    def is_final(self, name: str) -> bool:
        """Whether nothing is to be done in this stage any more."""
        key = _key(name)
        return key in self._closed or self.ours(name) == "lost" or bool(_FINAL.search(key))


def _key(name: str) -> str:
    return re.sub(r"\s+", " ", folded(name)).strip(" .\"'")
