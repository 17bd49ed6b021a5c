"""The figures reached on the labelled sets do not fall, and the measures can tell when they would."""

import pytest

from okk_text.pipeline import Pipeline
from tests.labelled.measures import figures, measures, reached_figures
from tests.labelled.outputs import SETS, golds, outputs, settings_for
from tests.labelled.tally import Tally


@pytest.fixture(scope="session", params=SETS)
def labelled_set(request, languagetool):
    """Name, labels and output of a set, with the grammar server of the whole run."""
    labelled = golds(request.param)
    pipeline = Pipeline(settings_for(labelled, engine="languagetool"))
    pipeline.toolbox.grammar = languagetool
    return request.param, labelled, outputs(request.param, pipeline)


def test_no_reached_figure_falls(labelled_set):
    name, labelled, found = labelled_set
    now = figures(measures(labelled, found))
    floors = reached_figures()[name]
    assert floors
    fallen = {
        measure: (now.get(measure, 0), floor)
        for measure, floor in floors.items()
        if now.get(measure, 0) < floor
    }
    assert not fallen, "measure: (now, reached before); see the misses with --misses 5"


def test_a_lost_message_and_a_changed_text_lower_the_figures(labelled_set):
    _, labelled, found = labelled_set
    before = figures(measures(labelled, found))
    first = found[0]
    changed = {**first.messages[1], "text": first.messages[1]["text"] + "!", "role": "bot"}
    spoilt = type(first)(first.source, first.head, [changed, *first.messages[2:]])
    after = figures(measures(labelled, [spoilt, *found[1:]]))
    for measure in ("message found, recall", "own text exact, right", "role, right"):
        measure = f"parse: {measure}"
        assert after[measure] < before[measure], measure


@pytest.mark.parametrize(
    ("tally", "figures"),
    [
        (Tally(tp=9, fn=1), {"right": 0.9}),
        (Tally(tp=9, fn=1, fp=3, detects=True), {"precision": 0.75, "recall": 0.9}),
        (Tally(tn=5, detects=True), {"precision": None, "recall": None}),
        (Tally(), {"right": None}),
    ],
)
def test_a_measure_has_precision_and_recall_or_a_share(tally, figures):
    assert tally.figures == figures
