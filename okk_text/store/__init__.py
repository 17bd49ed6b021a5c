"""The store's room: open it with `open_store`."""

from okk_text.store.answers import StoredAnswers
from okk_text.store.basis import Basis, basis_of
from okk_text.store.cards import Scored
from okk_text.store.intake import Imported, Kept
from okk_text.store.retention import Known, Removed
from okk_text.store.reviews import Appeal, AppealState, Correction, Event, Reviews
from okk_text.store.samples import Draw, Part, Samples
from okk_text.store.store import Store, open_store

__all__ = [
    "Appeal",
    "AppealState",
    "Basis",
    "Correction",
    "Draw",
    "Event",
    "Imported",
    "Kept",
    "Known",
    "Part",
    "Removed",
    "Reviews",
    "Samples",
    "Scored",
    "Store",
    "StoredAnswers",
    "basis_of",
    "open_store",
]
