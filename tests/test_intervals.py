"""Shares, means and ranks say how sure they are."""

import random

import pytest

from okk_text.intervals import Band, apart, band, corrected, ranks, share


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (81, 263, 0.255, 0.366), (15, 148, 0.062, 0.160)],
)
def test_a_share_has_the_interval_of_wilson(hits, total, low, high):
    """The last two: Newcombe, R. G. (1998), Stat. Med. 17, 857–872, table I."""
    found = share(hits, total)
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))
    assert found.low <= found.part <= found.high


def test_a_share_of_nothing_is_unknown():
    assert share(0, 0) is None


@pytest.mark.parametrize(
    ("found", "sensitivity", "specificity", "part"),
    [
        ((30, 100), (80, 100), (90, 100), 2 / 7),  # (0.3 + 0.9 − 1) / 0.7
        ((30, 100), (1000, 1000), (1000, 1000), 0.3),  # who never errs corrects nothing
        ((5, 100), (80, 100), (90, 100), 0.0),  # fewer than false alarms alone would give
    ],
)
def test_the_errors_of_a_judge_are_taken_out(found, sensitivity, specificity, part):
    judged = {"sensitivity": share(*sensitivity), "specificity": share(*specificity)}
    truth = corrected(share(*found), **judged)
    assert truth.part == pytest.approx(part, abs=1e-9)
    assert truth.low <= truth.part <= truth.high


def test_a_judge_that_only_guesses_corrects_nothing():
    guess = share(50, 100)
    assert corrected(share(30, 100), sensitivity=guess, specificity=guess) is None


def test_a_badly_known_judge_leaves_a_wider_interval():
    few = corrected(share(30, 100), sensitivity=share(8, 10), specificity=share(9, 10))
    many = corrected(share(30, 100), sensitivity=share(800, 1000), specificity=share(900, 1000))
    assert few.high - few.low > many.high - many.low


def test_the_corrected_interval_holds_the_truth_as_often_as_it_says():
    chance, truth, inside, rounds = random.Random(7), 0.25, 0, 600
    for _ in range(rounds):
        sick = sum(chance.random() < truth for _ in range(150))
        found = sum(chance.random() < (0.85 if n < sick else 0.1) for n in range(150))
        sensitivity = share(sum(chance.random() < 0.85 for _ in range(60)), 60)
        specificity = share(sum(chance.random() < 0.9 for _ in range(60)), 60)
        estimate = corrected(share(found, 150), sensitivity=sensitivity, specificity=specificity)
        inside += estimate.low <= truth <= estimate.high
    assert 0.92 <= inside / rounds <= 0.99


def sums(*values):
    return len(values), sum(values), sum(value * value for value in values)


def test_a_mean_has_the_interval_of_student():
    found = band(*sums(70, 80, 90, 60, 100, 75, 85, 95, 65, 80))
    assert found.mean == 80
    assert (found.low, found.high) == (pytest.approx(70.76, abs=0.1), pytest.approx(89.24, abs=0.1))


@pytest.mark.parametrize("values", [(), (80,), (80, 80, 80, 80)])
def test_too_few_values_have_no_band(values):
    found = band(*sums(*values))
    assert found is None or (found.low is None and found.high is None)


def test_equal_values_are_no_certainty():
    found = band(*sums(*[100] * 9))
    assert (found.low, found.high) == (90, 100)


def test_managers_whose_bands_overlap_share_a_rank_also_along_a_chain():
    bands = {
        "Алла": Band(90, 85, 95, 30),
        "Борис": Band(84, 80, 88, 30),  # overlaps Алла
        "Вера": Band(79, 76, 82, 30),  # overlaps Борис alone
        "Глеб": Band(60, 55, 65, 30),
        "Дина": Band(99, None, None, 2),
        "Егор": None,
    }
    assert ranks(bands) == {"Алла": 1, "Борис": 1, "Вера": 1, "Глеб": 4}


@pytest.mark.parametrize(("seed"), range(20))
def test_no_two_that_overlap_have_different_ranks(seed):
    chance = random.Random(seed)
    lows = {str(n): chance.uniform(0, 90) for n in range(8)}
    bands = {n: Band(low + 3, low, low + chance.uniform(3, 10), 9) for n, low in lows.items()}
    found = ranks(bands)
    for one, first in bands.items():
        for other, second in bands.items():
            if first.low <= second.high and second.low <= first.high:
                assert found[one] == found[other]
            elif first.low > second.high:
                assert found[one] <= found[other]


def test_shares_differ_surely_only_where_their_intervals_do_not_touch():
    assert apart(share(10, 100), share(60, 100))
    assert not apart(share(10, 20), share(12, 20))
    assert not apart(None, share(12, 20))
