"""Attacks: text that addresses the judge and not the client, found before any judge sees it."""

from okk_text.attacks.conversations import Attacked, attacks_on
from okk_text.attacks.finder import Attack, attacks_in, judged_text, suspicious
from okk_text.attacks.tokens import without_control_tokens

__all__ = [
    "Attack",
    "Attacked",
    "attacks_in",
    "attacks_on",
    "judged_text",
    "suspicious",
    "without_control_tokens",
]
