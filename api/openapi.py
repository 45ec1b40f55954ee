"""The OpenAPI 3.1 document: the frame in `openapi_frame.json`, filled with the addresses, parameters and answers.

Schemas are those of the pydantic models, so that the document cannot say anything else than the answers are. It is the
same for everyone and below every prefix: its server is relative to the document itself.
"""

import json
from inspect import getdoc
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api import asked, problems
from api.answers import Problem
from api.serving import ADDRESSES, Address

FRAME = Path(__file__).with_name("openapi_frame.json")
EXAMPLES = Path(__file__).with_name("openapi_examples.json")
"""An answer of each address, shortened."""


def document() -> bytes:
    """Return the document as it is sent."""
    described = json.loads(FRAME.read_text(encoding="utf-8"))
    models: list[type[BaseModel]] = [*(one.gives for one in ADDRESSES), Problem]
    _, schemas = models_json_schema(
        [(model, "serialization") for model in models], ref_template="#/components/schemas/{model}"
    )
    described["components"]["schemas"] = schemas["$defs"]
    described["components"]["examples"] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    described["paths"] = {one.path: {"get": _operation(one)} for one in ADDRESSES} | described["paths"]
    return json.dumps(described, ensure_ascii=False, indent=1).encode()


def _operation(address: Address) -> dict[str, Any]:
    about = getdoc(address.gives) or ""
    answer = {
        "description": about.partition("\n")[0],
        "headers": {
            "ETag": {"$ref": "#/components/headers/ETag"},
            "Content-Language": {"$ref": "#/components/headers/ContentLanguage"},
        },
        "content": {
            "application/json": {
                "schema": {"$ref": f"#/components/schemas/{address.gives.__name__}"},
                "examples": {"shortened": {"$ref": f"#/components/examples/{address.tell.__name__}"}},
            }
        },
    }
    ids = [{"$ref": f"#/components/parameters/{name}"} for name in address.ids]
    others = {"304": "NotModified"} | {str(int(status)): name for status, name in problems.RESPONSES.items()}
    return {
        "operationId": address.tell.__name__,
        "tags": ["figures"],
        "summary": about.partition("\n")[0],
        "description": about,
        "parameters": [*ids, *asked.described(address.takes)],
        "responses": {"200": answer}
        | {status: {"$ref": f"#/components/responses/{name}"} for status, name in others.items()},
    }
