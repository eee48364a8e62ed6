"""Pasting what other programs have copied. tests/articles/body reads the same examples without a browser."""

import pytest

from articles import body
from tests.articles.body.pasted import PASTED
from tests.browser.editor.driving import Editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_pasted_is_what_would_be_stored(editor: Editor, expected: list[str]) -> None:
    # One of the texts has a picture that is not in this library.
    expected.append("Failed to load resource: the server responded with a status of 404")
    found = {}
    for paste in PASTED:
        editor.open("")
        editor.paste(paste.html)
        found[paste.name] = body.clean(editor.html)
    assert found == {paste.name: paste.stored for paste in PASTED}
