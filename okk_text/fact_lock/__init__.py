"""The fact lock: code that says which facts a rewrite lost or gained."""

from okk_text.fact_lock.comparison import Allowed, changed_facts
from okk_text.fact_lock.facts import FactChange, Kind

__all__ = ["Allowed", "FactChange", "Kind", "changed_facts"]
