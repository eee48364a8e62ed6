"""Collects what is read into parts, in order: text into paragraphs, loose items into lists."""

from collections.abc import Iterable
from typing import NamedTuple

from articles.body.blocks import Block, Figure, Part
from articles.body.inline import LINE_END, PARAGRAPHS, Run, paragraphs, write


class Level(NamedTuple):
    """The place of an item that no list element surrounds: its depth, from 1, and the kind of list.

    `numbers` are those that it may have, the likeliest first; empty if unknown.
    """

    depth: int
    ordered: bool
    numbers: tuple[int, ...] = ()


class Flow:
    """What has been read of one container so far.

    `attribution` is None outside quotations, else the lines so far that name who is quoted.
    """

    def __init__(self, *, quoting: bool = False) -> None:
        self.parts: list[Part] = []
        self.attribution: list[str] | None = [] if quoting else None
        self._runs: list[Run] = []
        self._lists: list[tuple[int, Block]] = []

    @property
    def at_line_start(self) -> bool:
        """Whether the current line has no text yet."""
        last = next((run for run in reversed(self._runs) if run is LINE_END or run.text.strip()), LINE_END)
        return last is LINE_END

    def text(self, run: Run) -> None:
        if self._runs or run.text.strip(" \t\n\r\f\x0b"):
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
        """Add a part that is not running text of this container."""
        self.end_paragraph()
        self._append(part)

    def add_all(self, parts: Iterable[Part]) -> None:
        self.end_paragraph()
        for part in parts:
            self.add(part)

    def add_item(self, level: Level, parts: list[Part]) -> None:
        """Add a loose item, which continues the list before it."""
        self.end_paragraph()
        items, lifted = items_of(parts)
        if items:
            self._list_at(level)["items"] += items
        self.parts += lifted

    def close(self) -> list[Part]:
        """All parts, in order."""
        self.end_paragraph()
        return [part if isinstance(part, Figure) else _tidy(part) for part in self.parts]

    def _append(self, part: Part) -> None:
        self._lists.clear()
        self.parts.append(part)

    def _list_at(self, level: Level) -> Block:
        """The list that an item continues, else a new one."""
        while self._lists and self._lists[-1][0] > level.depth and not self._skipped_to(level):
            self._lists.pop()
        if self._lists and self._lists[-1][0] >= level.depth:
            last = self._lists[-1][1]
            expected = last["start"] + len(last["items"])
            begins_again = level.ordered and level.numbers and expected not in level.numbers
            # An item holds one list at most, so a nested list always continues.
            if last["ordered"] == level.ordered and (len(self._lists) > 1 or not begins_again):
                return last
            self._lists.pop()
        return self._open(level)

    def _skipped_to(self, level: Level) -> bool:
        """Whether the innermost list was begun too deep, so that items of this level belong to it, too."""
        return len(self._lists) > 1 and self._lists[-2][0] < level.depth

    def _open(self, level: Level) -> Block:
        start = level.numbers[0] if level.numbers else 1
        opened: Block = {"type": "list", "ordered": level.ordered, "start": start, "items": []}
        above = self._lists[-1][1]["items"][-1] if self._lists else None
        if above and not above["list"]:
            above["list"] = opened
        else:
            self._lists.clear()
            self.parts.append(opened)
        self._lists.append((level.depth, opened))
        return opened


def _tidy(block: Block) -> Block:
    """A list whose items hold more than a list alone, as far as possible. Other blocks stay as they are.

    A list alone in its item moves to the item before; if that item is the only one, the inner list replaces the outer.
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
    """The content of one list element as items, and the parts that are moved out of it.

    Most often one item. Text after a nested list begins another item, to keep the order of the words.
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
    """A part as paragraphs of inline HTML, for places that hold only those; None if it cannot be written so."""
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
    """Code as lines of inline HTML, with at most one empty line between two."""
    runs = [run for line in text.split("\n") for run in (Run(line, frozenset({"code"})), LINE_END)]
    html = write(runs)
    return paragraphs(html)


def _item_lines(item: Block) -> list[str]:
    return paragraphs(item["html"]) + (lines_of(item["list"]) or [] if item["list"] else [])
