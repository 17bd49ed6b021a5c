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
    for measure in ("parse: message found", "parse: own text exact", "parse: role"):
        assert after[measure] < before[measure], measure


@pytest.mark.parametrize(
    ("tally", "figure"),
    [
        (Tally(tp=9, fn=1), 0.9),
        (Tally(tp=9, fn=1, fp=1, detects=True), 0.9),
        (Tally(tp=1, fp=2, detects=True), 0.5),
        (Tally(tn=5, detects=True), None),
        (Tally(), None),
    ],
)
def test_the_figure_of_a_measure_is_its_f1_or_its_share(tally, figure):
    assert tally.figure == figure
