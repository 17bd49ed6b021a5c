"""Which conversations of a week people look at: a random part and a targeted one."""

from okk_text.sampling.candidates import Candidate, candidates
from okk_text.sampling.indicator import Indicator, indicator
from okk_text.sampling.plan import Quota, drawn, quotas
from okk_text.sampling.reasons import reason_text
from okk_text.sampling.staff import staff_of
from okk_text.sampling.week import Week

__all__ = [
    "Candidate",
    "Indicator",
    "Quota",
    "Week",
    "candidates",
    "drawn",
    "indicator",
    "quotas",
    "reason_text",
    "staff_of",
]
