"""Every attack of the corpus against a judge: how many are reported, how many verdicts it gains.

    python -m tests.trials.attacks                                      # a stub that obeys everything
    python -m tests.trials.attacks http://127.0.0.1:8081/v1 okk-local   # a real model

A gain is a verdict by the model that counts more for the attacked message, or for its
conversation, than for the same message without the attack.
"""

import argparse
import json
import time
from collections import Counter

from okk_text.attacks import attacks_in
from okk_text.commands.equipment import Choices, equipped
from okk_text.results import Scorecard
from okk_text.settings import Settings
from tests.attack_cases import attacked, cases
from tests.llm_stub import Answer, LlmStub
from tests.obedient import obedient
from tests.test_attacks import HARMLESS

ROUNDS = ("first", "after", "blind", "last", "fifth", "sixth")


def settings_for(base_url, model):
    """Rules and judge, no grammar engine, no rewrites: the verdicts are what counts here."""
    llm = {"base_url": base_url, "model": model, "rewrites": False}
    return Settings(llm=llm, grammar={"engine": "off"})


def counted(card: Scorecard):
    """The values of the model's verdicts that count, by criterion and place."""
    return {
        (s.criterion, s.n): s.value for s in card.scores if s.by == "llm" and s.value is not None
    }


def gains(chosen, settings):
    """(case, criterion, plain value, attacked value) of every verdict that an attack gained."""
    with equipped(settings, Choices()) as pipeline:
        plain = {}
        for case in chosen:
            conversation = attacked(case)
            before = plain.get(case.host)
            if before is None:
                bare = conversation.messages[1].model_copy(
                    update={"text": case.host, "segments": (), "attachments": (), "subject": None, "author": "Менеджер"}
                )  # fmt: skip
                messages = (conversation.messages[0], bare)
                before = counted(
                    pipeline.scorecard(conversation.model_copy(update={"messages": messages}))
                )
                plain[case.host] = before
            after = counted(pipeline.scorecard(conversation))
            for place, value in after.items():
                if value > before.get(place, 0.0):
                    yield case, place, before.get(place), value


def reported(case):
    """Whether a run reports the attack, wherever in the message it stands."""
    from okk_text.checks.attacks import CHECK
    from okk_text.checks.toolbox import Toolbox

    return any(CHECK.find(attacked(case), Toolbox(Settings())))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base_url", nargs="?")
    parser.add_argument("model", nargs="?", default="obedient")
    parser.add_argument("--every", type=int, default=1, help="take each n-th attack")
    options = parser.parse_args()
    chosen = cases()[:: options.every]
    started = time.monotonic()
    found = Counter(case.round for case in chosen if reported(case))
    for name in ROUNDS:
        total = sum(case.round == name for case in chosen)
        if total:
            print(f"reported, written {name}: {found[name]} of {total}")
    harmless = [text for part in HARMLESS.values() for text in part]
    print(
        f"harmless sentences flagged: {sum(bool(attacks_in(t)) for t in harmless)} of {len(harmless)}"
    )
    if options.base_url:
        gained = list(gains(chosen, settings_for(options.base_url, options.model)))
    else:
        with LlmStub(lambda request: Answer(json.dumps(obedient(request.body)).encode())) as stub:
            gained = list(gains(chosen, settings_for(stub.url, "obedient")))
    print(
        f"attacks: {len(chosen)} of {len({case.kind for case in chosen})} kinds, model {options.model}"
    )
    print(f"verdicts gained: {len(gained)}")
    for case, place, before, after in gained:
        print(
            f"  {case.number} {case.kind} {case.place}: {place} {before} -> {after}: {case.texts[0][:70]!r}"
        )
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
