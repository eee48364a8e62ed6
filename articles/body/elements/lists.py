"""Lists: items of lines, each with at most one list inside."""

from selectolax.lexbor import LexborNode

from articles.body import office
from articles.body.blocks import Block, Part
from articles.body.flow import Flow, Level, items_of
from articles.body.inline import Run
from articles.body.numbers import whole
from articles.body.walking import parts_of, read_node, reads


@reads("ul", "ol")
def _read_list(node: LexborNode, run: Run, flow: Flow) -> None:
    items: list[Block] = []
    lifted: list[Part] = []
    loose = Flow()

    def read_items(parts: list[Part]) -> None:
        found, out = items_of(parts)
        items.extend(found)
        lifted.extend(out)

    start = node.attributes.get("start")
    for child in node.iter(include_text=True):
        if child.tag == "li" and (level := office.web_item(child, node)):
            flow.add_item(level, parts_of(child, office.marked(child, run)))
        elif child.tag == "li" and not office.hidden(child):
            start = start or (child.attributes.get("value") if not items else None)
            read_items(loose.close())
            loose = Flow()
            read_items(parts_of(child, office.marked(child, run)))
        else:
            read_node(child, run, loose)
    read_items(loose.close())
    if items:
        ordered = node.tag == "ol"
        first = whole(start, 1, least=0, most=999_999) if ordered else 1
        flow.add({"type": "list", "ordered": ordered, "start": first, "items": items})
    flow.add_all(lifted)


@reads("li")
def _read_loose_item(node: LexborNode, run: Run, flow: Flow) -> None:
    flow.add_item(Level(1, ordered=False), parts_of(node, office.marked(node, run)))
