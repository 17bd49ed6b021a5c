"""The one JSON object in what a model wrote: form is mended, nothing is made up."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okk_text.judge.parsing import first_is_whole, parsed_object
from okk_text.judge.schemas import complaint, shape

READ = {
    "plain": ('{"a": "x", "b": [1, 2.5, null, true]}', {"a": "x", "b": [1, 2.5, None, True]}),
    "fence": ('```json\n{"a": 1}\n```', {"a": 1}),
    "fence without a name": ('```\n{"a": 1}\n```', {"a": 1}),
    "prose around": ('Вот ответ: {"a": 1}. Надеюсь, помог!', {"a": 1}),
    "braces in the prose": ('As {requested}: {"a": 1} {done}', {"a": 1}),
    "byte order mark": ('\ufeff{"a": 1}', {"a": 1}),
    "a comma too many": ('{"a": [1, 2,], }', {"a": [1, 2]}),
    "single quotes": ("{'a': 'x'}", {"a": "x"}),
    "an apostrophe inside": ("{'a': 'it isn't so'}", {"a": "it isn't so"}),
    "an escaped quote": ("{'a': 'the \\'x\\' and \"y\"'}", {"a": "the 'x' and \"y\""}),
    "Python's words": ("{'a': True, 'b': False, 'c': None}", {"a": True, "b": False, "c": None}),
    "bare names": ("{a: true, ответ: 'нет'}", {"a": True, "ответ": "нет"}),
    "a line break in a text": ('{"a": "x\ny"}', {"a": "x\ny"}),
    "a brace too few": ('{"a": {"b": "c"', {"a": {"b": "c"}}),
    "a brace too few after a list": ('{"a": [1, 2]', {"a": [1, 2]}),
    "the same twice": ('{"a": 1}\n{"a": 1}', {"a": 1}),
    "after thoughts": ('<think>{"a": 2}?</think>{"a": 1}', {"a": 1}),
    "after thoughts without their mark": ('Maybe {"a": 2}?</think>\n{"a": 1}', {"a": 1}),
    "a JSON in a text": ('{"a": "say {\\"a\\": 2}"}', {"a": 'say {"a": 2}'}),
}


@pytest.mark.parametrize("case", READ)
def test_slips_of_form_are_mended(case):
    text, expected = READ[case]
    assert parsed_object(text) == expected


LEFT = {
    "nothing": "",
    "prose": "Да, срок назван.",
    "a list": '["yes"]',
    "a list of objects that differ": '[{"a": 1}, {"a": 2}]',
    "two objects": '{"a": "yes"} or {"a": "no"}',
    "true is not one": '{"a": true} {"a": 1}',
    "a name twice": '{"a": "no", "a": "yes"}',
    "a name twice in single quotes": "{'a': 'no', 'a': 'yes'}",
    "a name twice deep inside": '{"x": [{"a": "no", "a": "yes"}]}',
    "cut in a text": '{"a": "ye',
    "cut in a name": '{"a": "yes", "b',
    "cut before a value": '{"a": ',
    "cut in a number": '{"a": 1',
    "cut in a list": '{"a": ["x"',
    "cut in a word": '{"a": tru',
    "an object inside a broken one": '{"answers": [{"a": "yes"}, {"a": ',
    "quotes inside quotes": '{"a": "he said "yes", and"}',
    "no number": '{"a": NaN}',
    "only thoughts": '<think>perhaps {"a": 1}',
    "an expression": '{"a": 1 + 1}',
}


@pytest.mark.parametrize("case", LEFT)
def test_what_has_no_sure_reading_is_no_answer(case):
    with pytest.raises(ValueError, match=r"\w"):
        parsed_object(LEFT[case])


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(st.text(), values, min_size=1, max_size=4)


@given(objects)
def test_every_object_is_read_as_it_was_written(written):
    assert parsed_object(json.dumps(written, ensure_ascii=False)) == written
    assert parsed_object(f"```json\n{json.dumps(written, indent=1)}\n```") == written


@given(objects, st.integers(0, 200))
def test_a_cut_off_object_never_says_what_was_not_written(written, length):
    try:
        read = parsed_object(json.dumps(written, ensure_ascii=False)[:length])
    except ValueError:
        return
    assert is_part(read, written)


def is_part(read, written):
    """Whether objects lost names at their end at most, and nothing is changed."""
    if isinstance(read, dict) and isinstance(written, dict):
        return all(name in written and is_part(read[name], written[name]) for name in read)
    if isinstance(read, list) and isinstance(written, list):
        return len(read) == len(written) and all(map(is_part, read, written))
    return read == written and type(read) is type(written)


@pytest.mark.parametrize("text", ["{" * 50_000, '{"a":' * 50_000, "{'a': [" * 50_000, "'" * 50_000])
def test_no_text_takes_long(text):
    began = time.process_time()
    with pytest.raises(ValueError, match=r"\w"):
        parsed_object(text)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "whole"),
    [('{"a": 1}\n\n\n', True), ('```json\n{"a": 1}', True), ('{"a": 1', False), ("ok {}", False)],
)
def test_a_whole_object_in_front_is_not_cut_off(text, whole):
    assert first_is_whole(text) == whole


SCHEMA = {
    "type": "object",
    "properties": {
        "evidence": {"type": "array", "items": {"enum": [1, 2]}},
        "answer": {"$ref": "#/$defs/answer"},
        "note": {"type": ["string", "null"], "description": "one sentence"},
        "of": {"anyOf": [{"const": "letter"}, {"type": "object", "properties": {}}]},
    },
    "required": ["evidence", "answer"],
    "additionalProperties": False,
    "$defs": {"answer": {"enum": ["yes", "no"]}},
}


def test_a_schema_is_told_as_a_type():
    assert shape(SCHEMA) == (
        '{"evidence": [1 | 2, …], "answer": "yes" | "no", "note"?: string | null /* one sentence */, '
        '"of"?: "letter" | {}}'
    )


COMPLAINTS = {
    "keeps to it": ({"evidence": [1], "answer": "no"}, None),
    "lacks": ({"evidence": [1]}, "'answer' is a required property"),
    "not listed": ({"evidence": [1, 7], "answer": "no"}, "$.evidence[1]: 7 is not one of [1, 2]"),
    "too much": ({"evidence": [], "answer": "no", "score": 9}, "'score' was unexpected"),
}


@pytest.mark.parametrize("case", COMPLAINTS)
def test_a_complaint_names_the_place(case):
    answer, expected = COMPLAINTS[case]
    found = complaint(answer, SCHEMA)
    assert found is None if expected is None else expected in found
