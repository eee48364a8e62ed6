"""The field the text of a story is written in."""

from typing import Any

from django.conf import settings
from django.urls import reverse_lazy
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media, Script

from articles import body
from media import text

EXTENSIONS: dict[str, Any] = {
    "Heading": {"levels": [2, 3, 4]},
    "Bold": True,
    "Italic": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    # Ours: see static/articles/quotation.js.
    "Quotation": True,
    "Attribution": True,
    "Figure": {"pickerUrl": reverse_lazy("admin:media_image_picker")},
    "Image": True,
    "Caption": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HorizontalRule": True,
    "HardBreak": True,
    # The editor switches the browser's spelling off unless told not to.
    "NoSpellCheck": False,
    "Placeholder": {"placeholder": "Write the story."},
    # Buttons only: the editor's drop-down menus cannot be reached by keyboard.
    "Menu": {
        "groups": [
            {"group": "headings"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "lists"},
            {"group": "nodes -blockType -lists -headings"},
            {"group": "quotation"},
            {"group": "table"},
            {"group": "history"},
        ]
    },
}


class BodyWidget(AdminProseEditorWidget):  # type: ignore[misc]
    @property
    def media(self) -> Media:
        """The editor's own, with our extension of it and what makes it accessible."""
        importmap = ImportMap({"articles/quotation": "articles/quotation.js"})
        return super().media + Media(js=[Script("articles/body.js", type="module")], importmap=importmap)


class BodyField(ProseEditorFormField):  # type: ignore[misc]
    """Rich text that comes out clean. `Article.save` cleans once more, for everything that is not a form."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = (
            "A picture comes from the picture library. A quotation says in its last line whose words they are. "
            f"To embed a video, put its address alone in a paragraph ({', '.join(settings.EMBED_HOSTS)})."
        )
        defaults = {"required": False, "help_text": help_text, "widget": BodyWidget, "extensions": EXTENSIONS}
        super().__init__(**defaults | kwargs, sanitize=body.clean)

    def to_python(self, value: Any) -> Any:
        return super().to_python(text.clean(value) if isinstance(value, str) else value)
