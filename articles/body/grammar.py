"""The grammar of a story's text: which marks and elements there are, and what each may contain.

Everything that reads or writes a text uses these tables: the sanitiser (cleaning), the reader of HTML (reading), the
stored, published and searched forms (forms), the API's schema (serializers) and the text editor (admin.writing.editor).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

SCHEMES: Final = ("http", "https", "mailto", "tel")


@dataclass(frozen=True)
class Mark:
    """A mark on a stretch of text. `name` is the editor's, `tag` that of HTML; tags in `read_as` mean the same.

    `extension` adds it to the editor, with `options`: see static/articles/editor/index.js.
    `style` lists declarations of CSS by which word processors mean this mark, as property and pattern of the value;
    `classes` lists their style names that do, in lower case.
    """

    name: str
    tag: str
    extension: str
    read_as: tuple[str, ...] = ()
    style: tuple[tuple[str, str], ...] = ()
    classes: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Node:
    """An element of the text.

    `content` is what it may contain, as an expression of ProseMirror's schemas: "" for nothing, "text*" for text
    without marks. https://prosemirror.net/docs/guide/#schema.content_expressions
    `block` is the type of the API's block that it begins; "" if it is only part of another element.
    """

    name: str
    tags: tuple[str, ...]
    extension: str
    content: str = ""
    block: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


# In the order in which they are nested.
MARKS: Final = (
    Mark("link", "a", "Link", options={"schemes": list(SCHEMES)}),
    Mark("bold", "strong", "Bold", read_as=("b",), style=(("font-weight", r"bold(er)?|[6-9]\d\d|1000"),)),
    Mark("italic", "em", "Italic", read_as=("i",), style=(("font-style", r"italic|oblique\b.*"),)),
    Mark("code", "code", "Code", read_as=("kbd", "samp", "tt")),
    Mark("subscript", "sub", "Subscript", style=(("vertical-align", r"sub|text-bottom"),)),
    Mark(
        "superscript",
        "sup",
        "Superscript",
        style=(("vertical-align", r"super|text-top"),),
        classes=("msofootnotereference", "msoendnotereference", "sdfootnotesym", "sdendnotesym"),
    ),
)

# The level of a subheading by the element that it comes in as.
HEADINGS: Final = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
LISTS: Final = "(bulletList | orderedList)"
NODES: Final = (
    Node("paragraph", ("p",), "Paragraph", "inline*", block="paragraph"),
    Node(
        "heading",
        ("h2", "h3", "h4"),
        "Heading",
        "text*",
        block="heading",
        options={"levels": [2, 3, 4], "elements": HEADINGS},
    ),
    Node("blockquote", ("blockquote",), "Blockquote", "paragraph+ attribution?", block="quote"),
    Node("attribution", ("footer",), "Attribution", "text*"),
    Node("bulletList", ("ul",), "BulletList", "listItem+", block="list"),
    Node("orderedList", ("ol",), "OrderedList", "listItem+", block="list"),
    Node("listItem", ("li",), "ListItem", f"paragraph+ {LISTS}?"),
    Node("figure", ("figure",), "Figure", "image caption?", block="image"),
    Node("image", ("img",), "Image"),
    Node("caption", ("figcaption",), "Caption", "text*"),
    Node("table", ("table",), "Table", "tableRow+", block="table"),
    Node("tableRow", ("tr",), "TableRow", "(tableCell | tableHeader)+"),
    Node("tableHeader", ("th",), "TableHeader", "paragraph+"),
    Node("tableCell", ("td",), "TableCell", "paragraph+"),
    Node("codeBlock", ("pre",), "CodeBlock", "text*", block="code"),
    Node("horizontalRule", ("hr",), "HorizontalRule", block="rule"),
    Node("hardBreak", ("br",), "HardBreak"),
)

# Written as a paragraph that holds only an address: see embeds.
EMBED: Final = "embed"
BLOCKS: Final = (*dict.fromkeys(node.block for node in NODES if node.block), EMBED)

# By tag. Links are read separately, because of their address.
MARK_OF: Final = {tag: mark for mark in MARKS if mark.tag != "a" for tag in (mark.tag, *mark.read_as)}
# All tags that the inline HTML of a block may hold.
INLINE: Final = tuple(sorted([*(mark.tag for mark in MARKS), "br"]))

# Elements of other people's HTML that hold blocks and mean nothing to us.
TRANSPARENT: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "header",
        "hgroup",
        "html",
        "legend",
        "main",
        "menu",
        "nav",
        "section",
        "summary",
    ]
)
# Elements whose content is not part of a text, including text that tracked changes have deleted.
DROPPED: Final = frozenset(
    [
        "audio",
        "button",
        "canvas",
        "del",
        "head",
        "math",
        "noscript",
        "object",
        "option",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
# Further elements that the sanitiser lets through, because the reader knows what they mean.
UNDERSTOOD: Final = frozenset(
    [
        "caption",
        "cite",
        "col",
        "colgroup",
        "font",
        "iframe",
        "ins",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "tbody",
        "tfoot",
        "thead",
        "u",
    ]
)
ATTRIBUTES: Final[dict[str, set[str]]] = {
    "*": {"aria-level", "aria-roledescription", "class", "hidden", "id", "role", "style"},
    "a": {"href", "name", "title"},
    "iframe": {"src"},
    "img": {"alt", "data-file", "data-src", "height", "src", "width"},
    "li": {"data-aria-level", "value"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
READ: Final = (
    {tag for node in NODES for tag in node.tags}
    | {mark.tag for mark in MARKS}
    | set(MARK_OF)
    | set(HEADINGS)
    | set(TRANSPARENT)
    | set(UNDERSTOOD)
)
