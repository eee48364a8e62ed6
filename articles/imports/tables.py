"""Tables in CSV (RFC 4180), imported whole or not at all."""

import csv
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Row = TypeVar("Row")
Cells = dict[str, str]


class ImportRefused(Exception):
    """The file cannot be imported, and none of it was. `problems` says for each bad line what would be right."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(
    lines: Iterable[str], columns: Sequence[str], needed: int, right: str, row: Callable[[Cells, int], Row]
) -> list[Row]:
    """The results of `row` for each line, which is called with the trimmed cells by column and the line number.

    The first line names the columns, in any order; only the first `needed` of `columns` are required. Raises
    ImportRefused with everything that is wrong: columns that are not `right`, and each ValueError of `row`.
    """
    table = csv.DictReader(lines)
    names = table.fieldnames or []
    if not set(columns[:needed]) <= set(names) <= set(columns):
        raise ImportRefused([f"Line 1: the columns must be {right}."])
    rows, problems = [], []
    for line in table:
        try:
            if None in line:
                raise ValueError("it has more values than the first line has columns.")
            cells = {name: (line.get(name) or "").strip() for name in columns}
            rows.append(row(cells, table.line_num))
        except ValueError as problem:
            problems.append(f"Line {table.line_num}: {problem}")
    if problems:
        raise ImportRefused(problems)
    return rows
