"""Gathers what is read into parts, in order: text into paragraphs, loose items into lists."""

from collections.abc import Iterable
from typing import NamedTuple

from articles.body.blocks import Block, Figure, Part
from articles.body.inline import LINE_END, PARAGRAPHS, Run, paragraphs, write


class Level(NamedTuple):
    """Where an item stands that is not in a list of its own: how deep, from 1 on, in which kind of list."""

    depth: int
    ordered: bool
    start: int = 1


class Flow:
    """What has been read of one container so far.

    `attribution` is None where nobody is quoted, else what was said so far of whose words they are.
    """

    def __init__(self, *, quoting: bool = False) -> None:
        self.parts: list[Part] = []
        self.attribution: list[str] | None = [] if quoting else None
        self._runs: list[Run] = []
        self._lists: list[tuple[int, Block]] = []

    @property
    def at_line_start(self) -> bool:
        """Whether nothing stands before in the same line."""
        last = next((run for run in reversed(self._runs) if run is LINE_END or run.text.strip()), LINE_END)
        return last is LINE_END

    def text(self, run: Run) -> None:
        if self._runs or run.text.strip(" \t\n\r\f"):
            self._runs.append(run)

    def end_line(self) -> None:
        self._runs.append(LINE_END)

    def end_paragraph(self) -> None:
        if not self._runs:
            return
        runs, self._runs = self._runs, []
        if html := write(runs):
            self._append({"type": "paragraph", "html": html})

    def add(self, part: Part) -> None:
        """A part that is no text of this container."""
        self.end_paragraph()
        self._append(part)

    def add_all(self, parts: Iterable[Part]) -> None:
        self.end_paragraph()
        for part in parts:
            self.add(part)

    def add_item(self, level: Level, parts: list[Part]) -> None:
        """A loose item, which goes on with the list before it."""
        self.end_paragraph()
        while self._lists and self._lists[-1][0] > level.depth:
            self._lists.pop()
        if self._lists and self._lists[-1][0] == level.depth and self._lists[-1][1]["ordered"] != level.ordered:
            self._lists.pop()
        items, lifted = items_of(parts)
        if not items:
            self.parts += lifted
            return
        if not self._lists or self._lists[-1][0] < level.depth:
            self._open(level)
        self._lists[-1][1]["items"] += items
        self.parts += lifted

    def close(self) -> list[Part]:
        """All parts, in order."""
        self.end_paragraph()
        return [part if isinstance(part, Figure) else _tidy(part) for part in self.parts]

    def _append(self, part: Part) -> None:
        self._lists.clear()
        self.parts.append(part)

    def _open(self, level: Level) -> None:
        opened: Block = {"type": "list", "ordered": level.ordered, "start": level.start, "items": []}
        above = self._lists[-1][1]["items"][-1] if self._lists else None
        if above and not above["list"]:
            above["list"] = opened
        else:
            self._lists.clear()
            self.parts.append(opened)
        self._lists.append((level.depth, opened))


def _tidy(block: Block) -> Block:
    """A list without items that are nothing but a list, as far as there is another place for that; any other block.

    It belongs to the item before, and where it is the only item it is the list.
    """
    if block["type"] != "list":
        return block
    items: list[Block] = []
    for item in block["items"]:
        item["list"] = item["list"] and _tidy(item["list"])
        if items and not item["html"] and not items[-1]["list"]:
            items[-1]["list"] = item["list"]
        else:
            items.append(item)
    block["items"] = items
    return block if items[0]["html"] or len(items) > 1 else items[0]["list"]


def items_of(parts: list[Part]) -> tuple[list[Block], list[Part]]:
    """What one element of a list holds, as items, and what is lifted out of it.

    Most often one item. What stands behind a list inside it begins another, or its words would change places.
    """
    items: list[Block] = []
    lines: list[str] = []
    lifted: list[Part] = []

    def end() -> None:
        if lines:
            items.append({"html": PARAGRAPHS.join(lines), "list": None})
            lines.clear()

    for part in parts:
        if not isinstance(part, Figure) and part["type"] == "list":
            end()
            above = items[-1] if items else None
            if above and not above["list"]:
                above["list"] = part
            elif above and above["list"]["ordered"] == part["ordered"]:
                above["list"]["items"] += part["items"]
            else:
                items.append({"html": "", "list": part})
        elif (html := lines_of(part)) is None:
            lifted.append(part)
        else:
            lines += html
    end()
    return items, lifted


def lines_of(part: Part) -> list[str] | None:
    """A part as paragraphs of inline HTML, for places that hold nothing else; None if it cannot be one."""
    if isinstance(part, Figure):
        return None
    match part["type"]:
        case "paragraph":
            return paragraphs(part["html"])
        case "heading":
            return [write([Run(part["text"], frozenset({"strong"}))])]
        case "quote":
            return [*paragraphs(part["html"]), *([write([Run(part["attribution"])])] if part["attribution"] else [])]
        case "list":
            return [line for item in part["items"] for line in _item_lines(item)]
        case "code":
            return code_lines(part["text"])
        case "rule":
            return []
    return None


def code_lines(text: str) -> list[str]:
    """Code as lines of inline HTML, with an empty line at most between two."""
    runs = [run for line in text.split("\n") for run in (Run(line, frozenset({"code"})), LINE_END)]
    html = write(runs)
    return paragraphs(html)


def _item_lines(item: Block) -> list[str]:
    return paragraphs(item["html"]) + (lines_of(item["list"]) or [] if item["list"] else [])
