"""Stories to search in."""

from datetime import timedelta

import pytest

from tests import factories
from tests.articles.api.searching import NOON


@pytest.fixture
def three() -> None:
    factories.published("Harbour bridge reopens", body="<p>Two ferries waited below.</p>", at=NOON)
    factories.published(
        "Ferry line closes", body="<p>The bridge took its passengers.</p>", at=NOON + timedelta(hours=1)
    )
    factories.published("Budget vote", standfirst="Café owners object.", byline="By the night desk", at=NOON)
    factories.draft("Secret bridge plan")
