"""The schema is complete enough for generated clients: everything in it has a description."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator

from articles.api import examples
from articles.api.fields import CARD, EXTRA, HIGHLIGHT


@cache
def schema() -> dict[str, Any]:
    generated: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return generated


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in schema()["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does() -> None:
    names = [operation["operationId"] for _, operation in operations()]
    assert len(names) == len(set(names))
    assert [name for name in names if not name.startswith(("get_", "list_", "count_", "resolve_"))] == []
    assert [where for where, operation in operations() if not operation.get("summary")] == []


def test_every_parameter_is_described() -> None:
    assert [
        f"{where} {parameter['name']}"
        for where, operation in operations()
        for parameter in operation.get("parameters", [])
        if not parameter.get("description")
    ] == []


def test_every_field_is_described() -> None:
    fields = {
        f"{name}.{field}": value
        for name, component in schema()["components"]["schemas"].items()
        for field, value in component.get("properties", {}).items()
    }
    assert [name for name, value in fields.items() if not value.get("description")] == []


def test_every_answer_is_described_and_errors_are_problems() -> None:
    for where, operation in operations():
        for status, answer in operation["responses"].items():
            assert answer["description"], (where, status)
            expected = {"application/problem+json"} if status >= "400" else {"application/json"}
            if status not in {"301", "308"}:
                assert set(answer["content"]) >= expected, (where, status)
        assert "400" in operation["responses"], where


@pytest.mark.parametrize(("name", "fields"), [("ArticleCard", CARD), ("Article", CARD + EXTRA)])
def test_stories_have_the_members_they_are_served_with(name: str, fields: list[str]) -> None:
    component = schema()["components"]["schemas"][name]
    assert list(component["properties"]) == fields
    assert sorted(component["required"]) == sorted(fields)


@pytest.mark.parametrize(("name", "beside"), [("ListedArticleCard", []), ("RankedArticleCard", ["window_views"])])
def test_cards_of_lists_may_have_what_include_adds(name: str, beside: list[str]) -> None:
    component = schema()["components"]["schemas"][name]
    assert sorted(component["properties"]) == sorted([*CARD, *EXTRA, HIGHLIGHT, *beside])
    assert sorted(component["required"]) == sorted(CARD + beside)


def test_nothing_is_required_of_a_part() -> None:
    parts = {name: one for name, one in schema()["components"]["schemas"].items() if name.endswith("Part")}
    assert sorted(parts) == [
        "ArticleCardPart",
        "ArticlePart",
        "AuthorRefPart",
        "CorrectionPart",
        "FocalPointPart",
        "HighlightPart",
        "ImagePart",
        "ListedArticleCardPart",
        "ListedAuthorPart",
        "RankedArticleCardPart",
        "RenditionPart",
        "SeoPart",
        "SigningAuthorPart",
        "TagRefPart",
        "TopicRefPart",
    ]
    assert [name for name, one in parts.items() if "required" in one] == []
    inner = {ref.rpartition("/")[2] for one in parts.values() for ref in re.findall(r"#/[\w/]+", str(one))}
    assert {name for name in inner if name + "Part" in parts} == set()


@pytest.mark.parametrize(
    ("where", "whole"),
    [
        ("get /api/v1/articles/{slug}/", "Article"),
        ("get /api/v1/preview/{token}/", "Article"),
    ],
)
def test_an_answer_is_whole_or_a_part(where: str, whole: str) -> None:
    content = dict(operations())[where]["responses"]["200"]["content"]
    refs = [f"#/components/schemas/{name}" for name in (whole, f"{whole}Part")]
    assert content["application/json"]["schema"] == {"anyOf": [{"$ref": ref} for ref in refs]}


@pytest.mark.parametrize(
    ("holder", "member", "whole"),
    [
        ("ArticlePage", "results", "ListedArticleCard"),
        ("Related", "results", "ListedArticleCard"),
        ("CollectionContents", "results", "ListedArticleCard"),
        ("MostViewed", "results", "RankedArticleCard"),
    ],
)
def test_a_list_holds_cards_or_parts(holder: str, member: str, whole: str) -> None:
    items = schema()["components"]["schemas"][holder]["properties"][member]["items"]
    assert items == {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in (whole, f"{whole}Part")]}


def test_a_change_holds_a_story_a_part_or_nothing() -> None:
    article = schema()["components"]["schemas"]["Change"]["properties"]["article"]
    refs = [{"$ref": f"#/components/schemas/{name}"} for name in ("Article", "ArticlePart")]
    assert article["anyOf"] == [*refs, {"type": "null"}]


def test_clients_are_asked_for_no_credentials() -> None:
    assert schema()["security"] == []
    assert [where for where, operation in operations() if "security" in operation] == []


def test_it_is_a_document_of_its_version() -> None:
    assert "nullable" not in str(schema())
    assert schema()["openapi"] == "3.1.1"


def test_nobody_sends_what_is_left_out_by_default_beside_a_cursor() -> None:
    page = [one for _, operation in operations() for one in operation.get("parameters", []) if one["name"] == "page"]
    assert len(page) == 5
    assert [one for one in page if "default" in one["schema"]] == []


def test_filters_can_be_repeated() -> None:
    found = dict(operations())["get /api/v1/articles/"]["parameters"]
    lists = {one["name"]: one.get("explode") for one in found if one["schema"].get("type") == "array"}
    repeated = dict.fromkeys(["author", "genre", "id", "language", "tag", "topic"], True)
    assert lists == repeated | dict.fromkeys(["fields", "include", "renditions"], False)


@pytest.mark.parametrize("name", examples.EXAMPLES)
def test_examples_keep_to_the_schema(name: str) -> None:
    component = {"$ref": f"#/components/schemas/{name}", "components": schema()["components"]}
    Draft202012Validator(component).validate(examples.EXAMPLES[name])
    assert set(component["components"]["schemas"][name]["required"]) <= set(examples.EXAMPLES[name])


def test_blocks_are_told_apart_by_their_type() -> None:
    block = schema()["components"]["schemas"]["Block"]
    assert block["discriminator"]["propertyName"] == "type"
    assert list(block["discriminator"]["mapping"]) == [
        "paragraph",
        "heading",
        "quote",
        "list",
        "image",
        "embed",
        "table",
        "code",
        "rule",
    ]
