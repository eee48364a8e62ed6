"""Reads blocks of documents that earlier versions compiled and that are not compiled again yet."""

from collections.abc import Iterable
from typing import Any

from articles.body.blocks import Block


def present(blocks: Iterable[Block]) -> list[Block]:
    """The blocks in their present form. Those that have it stay as they are."""
    return [_FORMER.get(block["type"], dict)(block) for block in blocks]


def _heading(block: Block) -> Block:
    return {"id": ""} | block


def _list(block: Block) -> Block:
    """Items were inline HTML, including any nested list."""
    items = [{"html": item, "list": None} if isinstance(item, str) else item for item in block["items"]]
    return {"start": 1} | block | {"items": items}


def _table(block: Block) -> Block:
    """Cells were inline HTML, and `header_row` said whether the first row named the columns."""
    named = block.get("header_row", False)
    rows = [[_cell(cell, named and not place) for cell in row] for place, row in enumerate(block["rows"])]
    kept = {name: value for name, value in block.items() if name != "header_row"}
    return {"caption": ""} | kept | {"rows": rows}


def _cell(cell: Any, header: bool) -> Any:
    return {"html": cell, "header": header, "colspan": 1, "rowspan": 1} if isinstance(cell, str) else cell


_FORMER = {"heading": _heading, "list": _list, "table": _table}
