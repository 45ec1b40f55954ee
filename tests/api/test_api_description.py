"""The OpenAPI document, and that every address keeps to it: whatever it allows is answered as it says."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator

from api import openapi, problems
from api.serving import ADDRESSES
from tests.api.asking import Client
from tests.api.schemas import DOCUMENT, pointed_at, validator

described = schemathesis.openapi.from_dict(json.loads(openapi.document()))


@described.parametrize()
@settings(max_examples=50, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_every_address_keeps_to_its_description(case: schemathesis.Case, ask: Client) -> None:
    """All stateless checks: status codes, content types, schemas, headers, methods, and no failure of the server."""
    case.call_and_validate(base_url="http://testserver/api/v1", app=ask.app)


def every(of: Any, key: str) -> Iterator[Any]:
    """Yield every value of a key, however deep."""
    if isinstance(of, dict):
        for name, value in of.items():
            if name == key:
                yield value
            yield from every(value, key)
    elif isinstance(of, list):
        for value in of:
            yield from every(value, key)


def test_whatever_the_document_points_to_is_there() -> None:
    references = set(every(DOCUMENT, "$ref"))
    assert len(references) > 50
    for reference in references:
        assert pointed_at(reference)


def test_every_schema_is_one_and_says_what_it_is() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema.get("description"), name


def test_every_address_is_described_with_what_it_takes_and_every_error() -> None:
    assert set(DOCUMENT["paths"]) == {*(one.path for one in ADDRESSES), "/openapi.json"}
    for one in ADDRESSES:
        (operation,) = DOCUMENT["paths"][one.path].values()
        assert operation["summary"]
        assert set(operation["responses"]) == {"200", "304", *(str(int(status)) for status in problems.RESPONSES)}
        parameters = [pointed_at(of["$ref"]) if "$ref" in of else of for of in operation["parameters"]]
        assert [of["name"] for of in parameters] == [*one.ids, *one.takes.model_fields]
        for of in parameters:
            assert of["description"]
            assert validator(of["schema"]).is_valid(of["example"])


@pytest.mark.parametrize(("name", "example"), [("year", 2018), ("n", 500), ("design_effect", 2), ("confidence", 0.9)])
def test_the_limits_of_a_number_are_those_that_are_kept(ask: Client, name: str, example: float) -> None:
    path = "policy-fields/sociale-basis" if name == "year" else "indicators/wij-gehoord"
    template = f"/{path.split('/')[0]}/" + ("{policy_field_id}" if name == "year" else "{indicator_id}")
    (schema,) = [of["schema"] for of in DOCUMENT["paths"][template]["get"]["parameters"] if of.get("name") == name]
    low, high = schema["minimum"], schema["maximum"]
    outside = (low - 1, high + 1) if schema["type"] == "integer" else (low - 0.001, high + 0.001)
    assert ask(f"/api/v1/{path}?{name}={example}").status == 200
    assert {ask(f"/api/v1/{path}?{name}={end}").status for end in (low, high)} <= {200, 404}
    assert [ask(f"/api/v1/{path}?{name}={end}").status for end in outside] == [400, 400]


def test_every_example_is_what_its_schema_allows() -> None:
    media = [one for content in every(DOCUMENT, "content") for one in content.values() if "examples" in one]
    assert len(media) >= len(ADDRESSES) + 2
    for one in media:
        for example in one["examples"].values():
            shown = pointed_at(example["$ref"]) if "$ref" in example else example
            validator(one["schema"]).validate(shown["value"])
    fields = [
        (of, example)
        for schema in DOCUMENT["components"]["schemas"].values()
        for of in schema.get("properties", {}).values()
        for example in of.get("examples", [])
    ]
    assert fields
    for of, example in fields:
        validator(of).validate(example)


@pytest.mark.parametrize("prefix", ["", "/dashboards/doelbereik"])
def test_the_server_of_the_document_is_where_the_document_stands(ask: Client, prefix: str) -> None:
    found = ask("/api/v1/openapi.json", root_path=prefix).json
    server = urljoin(f"https://example.org{prefix}/api/v1/openapi.json", found["servers"][0]["url"])
    assert server + "/policy-fields" == f"https://example.org{prefix}/api/v1/policy-fields"
    assert ask("/api/v1/policy-fields", root_path=prefix).status == 200


def test_the_document_is_the_same_for_everyone_and_takes_no_parameters(ask: Client) -> None:
    assert ask("/api/v1/openapi.json").body == ask("/api/v1/openapi.json", root_path="/below").body
    refused = ask("/api/v1/openapi.json?language=en")
    assert (refused.status, refused.json["errors"][0]["known"]) == (400, [])
