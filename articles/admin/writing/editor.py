"""The field for the text of a story. The grammar (articles.body) decides what a text may contain."""

import logging
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse_lazy
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media, Script

from articles import body
from articles.body import cleaning, embeds, grammar, office
from media import text
from media.models import Image
from media.picker import whole

logger = logging.getLogger(__name__)

# Settings for reading pasted text as articles.body reads it: see static/articles/editor/pasting.
PASTING: dict[str, Any] = {
    "marks": {
        mark.tag: {"elements": mark.read_as, "styles": mark.style, "classes": mark.classes}
        for mark in grammar.MARKS
        if mark.tag != "a"
    },
    "plain": office.PLAIN,
    "gone": office.GONE,
    "note": office.NOTE,
    "inText": office.IN_TEXT,
    "partOfTable": cleaning.PART_OF_TABLE,
    "headings": list(grammar.HEADINGS),
    "containers": sorted(grammar.TRANSPARENT),
    "dropped": sorted(grammar.DROPPED),
    "schemes": grammar.SCHEMES,
    "renditions": settings.RENDITIONS_URL,
    "frames": embeds.FRAMES,
    "frame": embeds.FRAME.pattern.replace("?P<", "?<"),
}
EXTENSIONS: dict[str, Any] = {
    **{mark.extension: dict(mark.options) for mark in grammar.MARKS},
    **{node.extension: {"content": node.content, **node.options} for node in grammar.NODES},
    "Pictures": {"picker": reverse_lazy("admin:media_image_picker")},
    "Pasting": PASTING,
    "Freeing": True,
    "Keeping": True,
    "Slash": {"schemes": list(grammar.SCHEMES), "hosts": list(settings.EMBED_HOSTS)},
    "Finding": True,
    "Keys": True,
    # By default the editor switches the browser's spell checker off.
    "NoSpellCheck": False,
    "Placeholder": {"placeholder": "Write the story. “/” inserts a heading, a list, a picture…"},
    # Only buttons: the keyboard cannot reach the editor's drop-down menus.
    "Menu": {
        "groups": [
            {"group": "headings"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "lists"},
            {"group": "nodes -blockType -lists -headings"},
            {"group": "code"},
            {"group": "quotation"},
            {"group": "table"},
            {"group": "history"},
            {"group": "utility"},
        ]
    },
}


class BodyWidget(AdminProseEditorWidget):  # type: ignore[misc]
    @property
    def media(self) -> Media:
        """The editor's own files, with our extensions and what makes it accessible."""
        importmap = ImportMap({"articles/editor": "articles/editor/index.js"})
        return super().media + Media(js=[Script("articles/body.js", type="module")], importmap=importmap)


class BodyField(ProseEditorFormField):  # type: ignore[misc]
    """Rich text, cleaned. `Article.save` cleans it again, for texts that do not come from a form."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = (
            "Pictures come from the picture library. The last line of a quotation says who said it. "
            f"To embed a video, put its address alone in a paragraph ({', '.join(settings.EMBED_HOSTS)})."
        )
        defaults = {"required": False, "help_text": help_text, "widget": BodyWidget, "extensions": EXTENSIONS}
        super().__init__(**defaults | kwargs, sanitize=body.clean)

    def to_python(self, value: Any) -> Any:
        return super().to_python(text.clean(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """The text as the editor shows it. Addresses of pictures are not stored, so they are looked up here."""
        try:
            html = body.clean(value or "")
        except Exception as error:
            # A text that cannot be read must still be shown: it can only be repaired here.
            logger.warning("A text is shown as it was sent, because it could not be read: %r", error)
            return value
        return body.editable(html, _addresses(html))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text differs once both are cleaned: the editor may write the same text in another way."""
        return bool(body.clean(initial or "") != body.clean(data or ""))


def _addresses(html: str) -> Mapping[UUID, str]:
    """The addresses of a text's pictures from the library, by id."""
    ids = {figure.image_id for figure in body.figures(html) if figure.image_id}
    return {image.pk: whole(image).path for image in Image.objects.filter(pk__in=ids)} if ids else {}
