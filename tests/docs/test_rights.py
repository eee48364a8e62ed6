"""docs/rights.md names rights as the admin's account page does."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission

DOCUMENT = Path(__file__).parents[2] / "docs" / "rights.md"


@pytest.mark.django_db
def test_every_right_that_is_named_exists() -> None:
    named = {" ".join(one.split()) for one in re.findall(r"`(Can [^`]+)`", DOCUMENT.read_text())}
    assert len(named) > 15
    assert named <= set(Permission.objects.values_list("name", flat=True))
