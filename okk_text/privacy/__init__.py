"""What must not leave the machine is replaced by typed tokens and put back afterwards."""

from okk_text.privacy.tokens import MaskingFailed
from okk_text.privacy.vault import Vault

__all__ = ["MaskingFailed", "Vault"]
