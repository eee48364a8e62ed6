"""The shape of tables: rows of cells that cover every place exactly once, whatever the HTML said."""

from itertools import accumulate
from typing import Any, Final

# {"html", "header", "colspan", "rowspan"}, as the API shows it.
Cell = dict[str, Any]
Row = list[Cell]
Rows = list[Row]

# No cell spans beyond this column. HTML allows each cell a thousand, which can make a table cost minutes.
WIDEST: Final = 200


def shape(rows: Rows) -> Rows:
    """`rows` as browsers lay them out (https://html.spec.whatwg.org/#forming-a-table), as a whole rectangle.

    A cell that would overlap another is made narrower and one that ends below the table shorter; a row without its own
    cells is dropped, and gaps in a row become empty cells. Changes the cells.
    """
    rows = _without_bare_rows(rows)
    width = _lay_out(rows, 0)
    _lay_out(rows, width)
    return rows


def head(rows: Rows) -> int:
    """How many rows at the top name the columns: all their cells are header cells and end within these rows."""
    height = next((n for n, row in enumerate(rows) if not all(cell["header"] for cell in row)), 0)
    while any(n + cell["rowspan"] > height for n, row in enumerate(rows[:height]) for cell in row):
        height -= 1
    return height


def _without_bare_rows(rows: Rows) -> Rows:
    """Drop rows that cells of other rows cover completely, which no browser shows, and shorten those cells."""
    before = [0, *accumulate(bool(row) for row in rows)]
    for number, row in enumerate(rows):
        for cell in row:
            end = min(len(rows), number + cell["rowspan"]) if cell["rowspan"] else len(rows)
            cell["rowspan"] = before[end] - before[number]
    return [row for row in rows if row]


def _lay_out(rows: Rows, width: int) -> int:
    """Narrow cells that would overlap, and fill every row up to `width`. Returns the width of the table."""
    # By column, the first row in which it is free again.
    free = [0] * width
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            column = _next_free(free, column, number)
            end = column + 1
            while end < min(column + cell["colspan"], WIDEST) and (end >= len(free) or free[end] <= number):
                end += 1
            cell["colspan"] = end - column
            free += [0] * (end - len(free))
            free[column:end] = [number + cell["rowspan"]] * (end - column)
            column = end
        while (column := _next_free(free, column, number)) < width:
            end = next((n for n in range(column, width) if free[n] > number), width)
            header = all(cell["header"] for cell in row)
            row.append({"html": "", "header": header, "colspan": end - column, "rowspan": 1})
            column = end
    return min(len(free), WIDEST)


def _next_free(free: list[int], column: int, row: int) -> int:
    while column < len(free) and free[column] > row:
        column += 1
    return column
