"""JSON schemas of answers: whether an answer keeps to one, and how to tell a model about it."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

_LONGEST_COMPLAINT = 300


def complaint(answer: dict[str, Any], schema: dict[str, Any]) -> str | None:
    """What is wrong with the answer, in English for the model, or None."""
    from jsonschema.exceptions import best_match

    error = best_match(_validator(json.dumps(schema, sort_keys=True)).iter_errors(answer))
    if error is None:
        return None
    place = f"{error.json_path}: " if error.absolute_path else ""
    return (place + error.message)[:_LONGEST_COMPLAINT]


def shape(schema: dict[str, Any]) -> str:
    """The schema as a model reads it best, a type: `{"answer": "yes" | "no", "n": integer[]}`."""
    return _shape(schema, schema.get("$defs", {}))


@lru_cache(maxsize=256)
def _validator(schema: str) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(schema))


def _shape(schema: Any, defs: dict[str, Any]) -> str:
    if not isinstance(schema, dict):
        return "any"
    if "$ref" in schema:
        return _shape(defs.get(schema["$ref"].rpartition("/")[2]), {})
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    if "enum" in schema:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return " | ".join(_shape(option, defs) for option in schema[choice])
    kind = schema.get("type", "any")
    if isinstance(kind, list):
        return " | ".join(_shape({**schema, "type": one}, defs) for one in kind)
    if kind == "object":
        return _object_shape(schema, defs)
    if kind == "array":
        return f"[{_shape(schema.get('items'), defs)}, …]"
    return kind


def _object_shape(schema: dict[str, Any], defs: dict[str, Any]) -> str:
    required = schema.get("required", ())
    parts = []
    for name, value in schema.get("properties", {}).items():
        optional = "" if name in required else "?"
        about = f" /* {value['description']} */" if "description" in value else ""
        key = json.dumps(name, ensure_ascii=False)
        parts.append(f"{key}{optional}: {_shape(value, defs)}{about}")
    return "{" + ", ".join(parts) + "}"
