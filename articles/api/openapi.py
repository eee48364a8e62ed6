"""Completes the schema that drf-spectacular makes from views and serializers, so that generated clients are good."""

from typing import Any, Final

from articles.api import examples
from articles.api.partial import add_parts

PROBLEM: Final = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
DESCRIPTIONS: Final = {
    "200": "What was asked for.",
    "400": "A parameter is unknown or wrong; `errors` names it.",
    "404": "There is nothing here that readers may see, or no such page.",
}
PATHS: Final = {
    "slug": "The readable part of the address; for articles the id works too.",
    "id": "The id.",
    "token": "The end of the address that an editor has shared.",
}


def complete(result: dict[str, Any], generator: object, request: object, public: bool) -> dict[str, Any]:
    """A hook of drf-spectacular (POSTPROCESSING_HOOKS): adds errors, descriptions of responses, and examples."""
    for path, operations in result["paths"].items():
        for operation in operations.values():
            _complete(operation, has_place="{" in path)
            _show(operation.get("parameters", []), kind=path.split("/")[3])
    for name, example in examples.EXAMPLES.items():
        result["components"]["schemas"][name]["examples"] = [example]
    add_parts(result)
    # The API is public, and generated clients should not ask for credentials.
    result["security"] = []
    return result


def _show(parameters: list[dict[str, Any]], *, kind: str) -> None:
    shown = examples.PARAMETERS | ({"slug": examples.SLUGS[kind]} if kind in examples.SLUGS else {})
    for parameter in parameters:
        if parameter["name"] in shown:
            parameter["example"] = shown[parameter["name"]]
        if parameter["schema"].get("type") == "array":
            # By default the parameter is repeated; some accept commas as well.
            parameter.setdefault("style", "form")
            parameter.setdefault("explode", True)


def _complete(operation: dict[str, Any], *, has_place: bool) -> None:
    operation.pop("security", None)
    operation.setdefault("summary", operation.get("description", "").partition(".")[0])
    parameters = operation.get("parameters", [])
    for parameter in parameters:
        if parameter["in"] == "path":
            parameter.setdefault("description", PATHS[parameter["name"]])
    responses = operation["responses"]
    responses.setdefault("400", {})
    if has_place or any(parameter["name"] == "page" for parameter in parameters):
        responses.setdefault("404", {})
    for status, response in responses.items():
        if not response.get("description"):
            response["description"] = DESCRIPTIONS[status]
        if status >= "400":
            # RFC 9457 has its own media type.
            response["content"] = {"application/problem+json": PROBLEM["application/json"]}
    operation["responses"] = dict(sorted(responses.items()))
