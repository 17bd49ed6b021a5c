"""Lines about the review that several forms share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from okk_text.crm.columns import field_title
from okk_text.crm.quote import day_text
from okk_text.crm.remark import Remark
from okk_text.crm.review import Review
from okk_text.language import count_ru, say
from okk_text.report.labels import label_text


def title(review: Review) -> str:
    """The heading of the whole."""
    whole = say("CRM и переписка", "CRM and correspondence")
    return f"{whole} · {review.manager}" if review.manager else whole


def headline(review: Review) -> str:
    """What was held against what."""
    sure = sum(match.is_sure for match in review.matches)
    deals = count_ru(review.deals, "сделка", "сделки", "сделок")
    talks = count_ru(review.conversations, "переписка", "переписки", "переписок")
    return say(
        f"{review.source} на {day_text(review.today)}: {deals}, открытых {review.open_deals}; {talks}, "
        f"со сделкой {len(review.matches)}, из них наверняка {sure}",
        f"{review.source} on {day_text(review.today)}: {_english(review.deals, 'deal')}, {review.open_deals} open; "
        f"{_english(review.conversations, 'conversation')}, {len(review.matches)} with a deal, {sure} of them for sure",
    )


def groups(remarks: Sequence[Remark]) -> str:
    """How many remarks of each group, where the kind has groups that people count."""
    kind = remarks[0].kind
    if kind not in ("silent", "field", "lost"):
        return ""
    counts = Counter(remark.group for remark in remarks if remark.group)
    named = {"silent": str, "field": field_title, "lost": label_text}[kind]
    return " · ".join(f"{named(group)}: {count}" for group, count in counts.items())


def quote_text(remark: Remark) -> str:
    """The quote with who said it and when."""
    quote = remark.quote
    if quote is None:
        return ""
    said = ", ".join(filter(None, (label_text(quote.role), day_text(quote.day))))
    return say(f"«{quote.text}»", f'"{quote.text}"') + f" — {said}"


def more_text(number: int) -> str:
    """That there are more, and where."""
    return say(
        f"и ещё {number}: все — в --format xlsx или csv",
        f"and {number} more: see --format xlsx or csv",
    )


def _english(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
