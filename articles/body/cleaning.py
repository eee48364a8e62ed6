"""Sanitising: nothing but what a story is made of gets into the database, whoever sends it."""

import re

import nh3

INLINE = {"a", "br", "code", "em", "strong", "sub", "sup"}
TABLE = {"table", "tbody", "td", "th", "thead", "tr"}
LISTS = {"li", "ol", "ul"}
BLOCKS = {"blockquote", "figcaption", "figure", "footer", "h2", "h3", "h4", "hr", "img", "p"}

_cleaner = nh3.Cleaner(
    tags=INLINE | TABLE | LISTS | BLOCKS,
    attributes={
        "a": {"href", "title"},
        "img": {"src", "alt", "data-file"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
# Browsers' rich text uses the presentational names; the meaning is the same.
_SYNONYMS = re.compile(r"<(/?)(b|i|h1|h5|h6)(?=[\s>/])", re.IGNORECASE)
_MEANING = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4"}


def clean(html: str) -> str:
    """`html` with only the elements, attributes and address schemes a story may hold; "" when no content is left."""
    cleaned = _cleaner.clean(_SYNONYMS.sub(lambda match: f"<{match[1]}{_MEANING[match[2].lower()]}", html)).strip()
    return "" if re.fullmatch(r"(<p>(\s|<br>)*</p>\s*)*", cleaned) else cleaned
