"""Describes in the OpenAPI schema stories with fewer members, by `fields`, and with more, by `include`.

Every story in an answer is either whole, with all members required, or a part, with none required. So a typed client
knows all members of a whole story, and is prepared for parts.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

from articles.api.fields import EXTRA

Schema = dict[str, Any]

REF: Final = "#/components/schemas/"
# Components that `fields` reduces to parts.
STORIES: Final = ("Article", "ListedArticleCard", "RankedArticleCard")
# Cards to which `include` adds members of whole stories.
LISTED: Final = ("ListedArticleCard", "RankedArticleCard")


def add_parts(result: Schema) -> None:
    """Add the parts of stories to a schema, and allow them wherever whole stories may be."""
    schemas = result["components"]["schemas"]
    _add_included(schemas)
    holders = [schema for name, schema in schemas.items() if name not in STORIES]
    for name in STORIES:
        _add_part(schemas, name)
    for holder in [*holders, result["paths"]]:
        _offer_parts(holder)
    result["components"]["schemas"] = dict(sorted(schemas.items()))


def _add_included(schemas: Schema) -> None:
    whole = schemas["Article"]["properties"]
    author = deepcopy(schemas["SigningAuthor"]) | {"description": "An author as lists show them."}
    author["required"].remove("image")
    schemas["ListedAuthor"] = author
    for name in LISTED:
        properties = schemas[name]["properties"]
        properties["authors"] = deepcopy(properties["authors"]) | {"items": {"$ref": f"{REF}ListedAuthor"}}
        for extra in EXTRA:
            properties[extra] = deepcopy(whole[extra])
            properties[extra]["description"] += f" With `include={extra}`."


def _add_part(schemas: Schema, name: str) -> str:
    """The name of the part of a component. Adds the part to the schema, with all that it needs."""
    part = f"{name}Part"
    if part in schemas:
        return part
    loose = deepcopy(schemas[name])
    loose.pop("required", None)
    loose.pop("examples", None)
    loose["description"] = f"{loose['description']} Only the members that `fields` names."
    schemas[part] = loose
    for node in _nodes(loose["properties"]):
        inner = node.get("$ref", "").removeprefix(REF)
        # Blocks are always whole.
        if inner and "properties" in schemas[inner]:
            node["$ref"] = REF + _add_part(schemas, inner)
    return part


def _offer_parts(holder: Any) -> None:
    for node in list(_nodes(holder)):
        # A story or null.
        if any(_is_story(one) for one in node.get("oneOf", [])):
            node["anyOf"] = [two for one in node.pop("oneOf") for two in _alternatives(one)]
        for key, value in node.items():
            if key in {"schema", "items"} and _is_story(value):
                node[key] = {"anyOf": _alternatives(value)}


def _is_story(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("$ref", "").removeprefix(REF) in STORIES


def _alternatives(schema: Schema) -> list[Schema]:
    return [schema, {"$ref": f"{schema['$ref']}Part"}] if _is_story(schema) else [schema]


def _nodes(schema: Any) -> Iterator[Schema]:
    """Every object in a schema, from the outside in."""
    if isinstance(schema, dict):
        yield schema
        for value in list(schema.values()):
            yield from _nodes(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _nodes(value)
