"""Rewrites of the labelled sets' low messages by a real model: how many are shown, and is every fact kept.

    python -m tests.trials.rewrites http://127.0.0.1:8081/v1 okk-local --every 4

Facts are compared a second time here, in a simple way that shares no code with the fact lock:
figures, weekdays, months, day words, links and addresses must be the same ones on both sides.
"""

import argparse
import re
import time
from collections import Counter

from okk_text.judge.answers import MemoryAnswers
from okk_text.judge.door import Door
from okk_text.judge.rewrite import is_low, rewrite_counts, rewritten
from okk_text.pipeline import Pipeline
from okk_text.privacy import Vault
from okk_text.results import Rewrite, Scorecard
from okk_text.settings import Llm
from okk_text.shorter import sure_name
from tests.labelled.outputs import HERE, SETS, golds, settings_for

_LINK = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_DAY = re.compile(
    r"\b(?:понедельник|вторник|сред[уеы]\b|четверг|пятниц|суббот|воскресень|январ|феврал|март|апрел|ма[яе]\b"
    r"|июн|июл|август|сентябр|октябр|ноябр|декабр|послезавтра|завтра|сегодня|вчера|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october"
    r"|november|december|today|tomorrow|yesterday)"
)
_NOT = re.compile(r"\b(?:не|нет|без|нельзя|not|no|never|without|\w+n['’]t)\b")


def figures_and_days(text):
    """What must be the same on both sides, by plain search."""
    text = text.lower()
    links = {link.rstrip(".,!?)") for link in _LINK.findall(text)}
    plain = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)", "", _LINK.sub(" ", text))
    return links, set(_FIGURE.findall(plain)), set(_DAY.findall(plain)), len(_NOT.findall(plain))


def low_messages(name, pipeline):
    """(scorecard, message) for every manager's message below the bar."""
    folder = HERE / name / "sources"
    exports = sorted({gold["source"] for gold in golds(name) if not gold.get("draft")})
    for card in pipeline.scorecards([folder / source for source in exports]):
        if isinstance(card, Scorecard):
            for message in card.conversation.by("manager"):
                if is_low(card.scores_of(message.n)):
                    yield card, message


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base_url")
    parser.add_argument("model")
    parser.add_argument("--every", type=int, default=1, help="take each n-th low message")
    parser.add_argument("--sets", nargs="*", default=SETS, choices=SETS)
    parser.add_argument("--engine", default="embedded", help="the grammar engine")
    parser.add_argument("--show", action="store_true", help="print each version")
    given = parser.parse_args()
    llm = Llm(base_url=given.base_url, model=given.model)
    start, tried, changed = time.monotonic(), [], 0
    for name in given.sets:
        settings = settings_for(golds(name), engine=given.engine)
        door = Door(llm, privacy=settings.privacy, answers=MemoryAnswers())
        pipeline = Pipeline(settings)
        for number, (card, message) in enumerate(low_messages(name, pipeline)):
            if number % given.every:
                continue
            version = rewritten(
                message,
                conversation=card.conversation,
                findings=card.findings_of(message.n),
                scores=card.scores_of(message.n),
                name=sure_name(card.conversation, message),
                door=door,
                vault=Vault(card.conversation, settings),
                faults=pipeline.toolbox.grammar.faults,
            )
            tried.append(version)
            changed += _report(card, message, version, show=given.show)
        pipeline.toolbox.close()
    _sum_up(tried, changed, time.monotonic() - start)


def _report(card, message, version, *, show):
    """Print one outcome; True where a shown version has other figures, days, links or negations."""
    shown = isinstance(version, Rewrite)
    differs = shown and figures_and_days(message.own_text) != figures_and_days(version.text)
    if show or differs:
        print(f"\n{card.conversation.source} № {message.n}{' CHANGED' if differs else ''}")
        print(f"- {message.own_text}")
        lost = "" if shown else "; ".join(f"{c.kind} {c.change}: {c.text}" for c in version.changes)
        print(f"+ {version.text}" if shown else f"× {version.cause}: {version.reason} {lost}")
    return differs


def _sum_up(tried, changed, seconds):
    counts = Counter(rewrite_counts(tried))
    print(f"\n{len(tried)} low messages, {seconds:.0f} s")
    for cause, number in counts.most_common():
        print(f"{cause:10} {number:4}  {number / len(tried):.0%}")
    print(f"shown with another figure, day, link or negation: {changed}")


if __name__ == "__main__":
    main()
