"""A story with everything that a feed can show."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from articles.models import Article
from articles.publishing import verbs
from media.models import Image
from media.renditions import key
from tests import factories

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ONE_PM = datetime(2026, 5, 1, 13, tzinfo=UTC)


@dataclass(frozen=True)
class Published:
    article: Article
    lead: Image

    @property
    def picture(self) -> str:
        return f"https://news.test/renditions/{self.lead.pk}/{key(self.lead)}/wide-640.jpg"


@pytest.fixture
def bridge() -> Published:
    lead = factories.image(caption="The <new> span.", copyright_notice="2026 Halewood")
    article = factories.draft(
        "Bridge & ferry: 1 < 2",
        standfirst="Two years <later> & open.",
        body="<p>It is <strong>open</strong> &amp; free.</p>",
        topic=factories.topic("City", parent=factories.topic("Region")),
        authors=[factories.author("Ana Ruiz"), factories.author("Tom Okafor")],
        tags=[factories.tag("Bridges")],
        lead=lead,
        language="en",
        slug="bridge",
    )
    verbs.publish(article, at=NOON)
    verbs.correct(article, "correction", "It is 412 metres long.", at=ONE_PM)
    return Published(article, lead)
