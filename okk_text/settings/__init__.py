"""okk.toml as typed settings."""

from okk_text.settings.acceptance import append_exceptions
from okk_text.settings.crm import Crm, DealStage
from okk_text.settings.file import AcceptedException, Grammar, Settings, Store, load_settings
from okk_text.settings.llm import Llm, PanelMember, Privacy
from okk_text.settings.review import Review, Sampling, StaffMember
from okk_text.settings.schedule import Norms, WorkingHours, duration
from okk_text.settings.team import SignatureStandard, Team, author_key

__all__ = [
    "AcceptedException", "Crm", "DealStage", "Grammar", "Llm", "Norms", "PanelMember", "Privacy",
    "Review", "Sampling", "Settings", "SignatureStandard", "StaffMember", "Store", "Team",
    "WorkingHours", "append_exceptions", "author_key", "duration", "load_settings",
]  # fmt: skip
