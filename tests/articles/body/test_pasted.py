"""Text copied from other programs is read as intended. tests/browser/editor pastes the same examples."""

import pytest

from articles import body
from tests.articles.body.pasted import PASTED, Paste


@pytest.mark.parametrize("paste", PASTED, ids=lambda paste: paste.name)
def test_what_other_programs_copied_is_stored_as_it_was_meant(paste: Paste) -> None:
    assert body.clean(paste.html) == paste.stored
    assert body.clean(paste.stored) == paste.stored
