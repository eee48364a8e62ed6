"""Tables: rows of cells that hold lines. What cannot be a line is lifted behind the table."""

from selectolax.lexbor import LexborNode

from articles.body import tables
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
        if child.tag == "caption":
            texts, out = texts_of(parts_of(child, run))
            caption, lifted = " ".join(filter(None, [caption, *texts])), lifted + out
        elif child.tag == "tr":
            rows.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"}:
            (feet if child.tag == "tfoot" else rows).extend(row for row in child.iter() if row.tag == "tr")
    cells = [[cell for cell in row.iter() if cell.tag in {"td", "th"}] for row in rows + feet]
    if not caption and (laid_out := _layout(cells, run)):
        flow.add_all(laid_out)
        return
    shaped = tables.shape([[_cell(cell, run, lifted) for cell in row] for row in cells])
    if shaped:
        flow.add({"type": "table", "caption": caption, "rows": shaped})
    elif html := write([Run(caption)]):
        flow.add({"type": "paragraph", "html": html})
    flow.add_all(lifted)


def _layout(cells: list[list[LexborNode]], run: Run) -> list[Part]:
    """What stands in a table of one cell that holds blocks and is there for its looks; nothing of other tables."""
    all_cells = [cell for row in cells for cell in row]
    parts = parts_of(all_cells[0], run) if len(all_cells) == 1 else []
    return parts if any(isinstance(part, Figure) or part["type"] != "paragraph" for part in parts) else []


def _cell(node: LexborNode, run: Run, lifted: list[Part]) -> tables.Cell:
    lines: list[str] = []
    for part in parts_of(node, run):
        if (html := lines_of(part)) is None:
            lifted.append(part)
        else:
            lines += html
    told = node.attributes
    return {
        "html": PARAGRAPHS.join(lines),
        "header": node.tag == "th",
        "colspan": whole(told.get("colspan"), 1, least=1, most=tables.WIDEST),
        "rowspan": whole(told.get("rowspan"), 1, least=0, most=65_534),
    }
