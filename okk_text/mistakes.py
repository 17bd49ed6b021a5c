"""Mistakes that pydantic finds in what people write, told in the language of the run."""

from __future__ import annotations

from pydantic_core import ErrorDetails

from okk_text.language import say

_TOLD = {
    "missing": ("не хватает", "is missing"),
    "string_type": ("нужна строка в кавычках", "a string in quotes is needed"),
    "bool_type": ("нужно true или false", "true or false is needed"),
    "bool_parsing": ("нужно true или false", "true or false is needed"),
    "int_type": ("нужно целое число", "a whole number is needed"),
    "int_parsing": ("нужно целое число", "a whole number is needed"),
    "float_type": ("нужно число", "a number is needed"),
    "float_parsing": ("нужно число", "a number is needed"),
    "tuple_type": ("нужен список в скобках [ ]", "a list in brackets [ ] is needed"),
    "dict_type": ("здесь нужны ключи и значения", "keys and values wanted here"),
    "model_type": ("здесь нужны ключи и значения", "keys and values wanted here"),
    "string_too_short": ("слишком коротко", "too short"),
    "greater_than": ("нужно больше {gt}", "more than {gt} is needed"),
    "greater_than_equal": ("нужно не меньше {ge}", "{ge} or more is needed"),
    "less_than": ("нужно меньше {lt}", "less than {lt} is needed"),
    "less_than_equal": ("нужно не больше {le}", "{le} or less is needed"),
}


def told(mistake: ErrorDetails) -> str:
    """What is wrong with the value; rare kinds in pydantic's own English."""
    kind, details = mistake["type"], mistake.get("ctx", {})
    if kind == "value_error":
        return str(details["error"])
    if kind == "literal_error":
        return say("возможно ", "one of ") + details["expected"].replace(" or ", ", ")
    return say(*_TOLD[kind]).format(**details) if kind in _TOLD else mistake["msg"]
