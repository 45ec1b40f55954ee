"""The published schemas, to hold answers against."""

import json
from typing import Any

from jsonschema import Draft202012Validator

from api import openapi

DOCUMENT: dict[str, Any] = json.loads(openapi.document())


def validator(of: dict[str, Any]) -> Draft202012Validator:
    """Return what checks against a schema of the document, dates and addresses included."""
    schema = of | {"components": DOCUMENT["components"]}
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def named(name: str) -> Draft202012Validator:
    return validator({"$ref": f"#/components/schemas/{name}"})


def pointed_at(reference: str) -> Any:
    found: Any = DOCUMENT
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found
