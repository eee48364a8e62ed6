"""Tables: rows of cells that hold lines. What cannot be a line is moved after the table."""

from selectolax.lexbor import LexborNode

from articles.body import office, tables
from articles.body.blocks import Figure, Part
from articles.body.flow import Flow, lines_of
from articles.body.inline import PARAGRAPHS, Run, write
from articles.body.numbers import whole
from articles.body.walking import parts_of, reads, texts_of


@reads("table")
def _read_table(node: LexborNode, run: Run, flow: Flow) -> None:
    caption, rows = "", list[LexborNode]()
    lifted: list[Part] = []
    feet: list[LexborNode] = []
    for child in node.iter():
        if office.hidden(child) and child.tag != "tr":
            continue
        if child.tag == "caption":
            texts, out = texts_of(parts_of(child, run))
            caption, lifted = " ".join(filter(None, [caption, *texts])), lifted + out
        elif child.tag == "tr":
            rows.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"}:
            (feet if child.tag == "tfoot" else rows).extend(row for row in child.iter() if row.tag == "tr")
    cells = [_cells_shown(row) for row in rows + feet]
    if not caption and (laid_out := _layout(cells, run)):
        flow.add_all(laid_out)
        return
    shaped = tables.shape([[one for cell in row for one in _read_cell(cell, run, lifted)] for row in cells])
    if shaped:
        flow.add({"type": "table", "caption": caption, "rows": shaped})
    elif html := write([Run(caption)]):
        flow.add({"type": "paragraph", "html": html})
    flow.add_all(lifted)


def _layout(cells: list[list[LexborNode]], run: Run) -> list[Part]:
    """The parts in a layout table, which has a single cell that holds blocks; empty for other tables."""
    all_cells = [cell for row in cells for cell in row]
    parts = parts_of(all_cells[0], run) if len(all_cells) == 1 else []
    return parts if any(isinstance(part, Figure) or part["type"] != "paragraph" for part in parts) else []


def _cells_shown(row: LexborNode) -> list[LexborNode]:
    """The visible cells of a row. A hidden row has none: cells from above span past it."""
    if office.hidden(row):
        return []
    return [cell for cell in row.iter() if cell.tag in {"td", "th"} and not office.hidden(cell)]


def _read_cell(node: LexborNode, run: Run, lifted: list[Part]) -> list[tables.Cell]:
    """A cell, followed by empty cells if its text only overflows into them."""
    cell = _cell(node, run, lifted)
    if not office.runs_over(node):
        return [cell]
    empty = {"html": "", "header": cell["header"], "colspan": 1, "rowspan": cell["rowspan"]}
    return [cell | {"colspan": 1}, *({**empty} for _ in range(cell["colspan"] - 1))]


def _cell(node: LexborNode, run: Run, lifted: list[Part]) -> tables.Cell:
    lines: list[str] = []
    for part in parts_of(node, office.marked(node, run) if node.tag == "td" else run):
        if (html := lines_of(part)) is None:
            lifted.append(part)
        else:
            lines += html
    attributes = node.attributes
    return {
        "html": PARAGRAPHS.join(lines),
        "header": node.tag == "th",
        "colspan": whole(attributes.get("colspan"), 1, least=1, most=tables.WIDEST),
        "rowspan": whole(attributes.get("rowspan"), 1, least=0, most=65_534),
    }
