"""References to what was said elsewhere: a telephone call, last time, terms that only the two know."""

from __future__ import annotations

import re

from okk_text.lexicon.texts import folded


def refers_elsewhere(text: str) -> bool:
    """Whether it leans on a talk outside the thread: «как договаривались», "as discussed"."""
    return bool(_ELSEWHERE.search(folded(text)))


_ELSEWHERE = re.compile(
    r"""(?x)
    \bкак\s+(?:и\s+|мы\s+|уже\s+)?(?:договарива|договорил|обсужда|обсудил|говорил|условил|решили|раньше|обычно|в\s+(?:прошл|тот|предыдущ))\w*
    | \b(?:по|из)\s+(?:нашему\s+|вчерашнему\s+|телефонному\s+)*(?:разговору|разговора|созвону|звонку)\b | \b(?:говорил|сказал|обсудил|обсуждал|договорил|проговорил)\w*\s+(?:\w+\s+){0,2}(?:по\s+телефону|устно|лично|при\s+встрече|на\s+встрече|на\s+созвоне) | \bо\s+(?:ч[её]м|котор\w+)\s+(?:мы\s+|я\s+|вы\s+)?(?:говорил|договаривал|упоминал|рассказывал)\w*
    | \b(?:цена|срок|сроки|условия|адрес|размеры|объем|вс[её])\s+(?:\w+\s+)?(?:прежн\w+|те\s+же|тот\s+же|та\s+же|то\s+же|как\s+обычно|как\s+раньше) | \b(?:вы|он|она)\s+в\s+курсе\b|\b\w+,?\s+в\s+курсе\b | \b(?:тот|то|та|те|того)\s+(?:самый|самое|самая|самые|самого)\b
    | \bas\s+(?:we\s+|you\s+|i\s+)?(?:\w+\s+)?(?:discussed|agreed|said|mentioned|last\s+time|usual|before|always)\b | \b(?:on|over)\s+the\s+(?:phone|call)\b | \bsame\s+(?:as\s+)?(?:before|last\s+time|again|price|terms|one)\b | \bthe\s+usual\b | \b(?:you|he|she)\s+know(?:s)?\s+(?:what|which|the)\b
    """
)
