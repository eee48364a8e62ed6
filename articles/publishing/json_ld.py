"""A story as search engines read it: schema.org's NewsArticle in JSON-LD.

Empty properties are left out, because validators report an empty text as a mistake. The values follow
https://schema.org/NewsArticle; which properties are needed follows Google's documentation of article structured data.
"""

from collections.abc import Iterator
from typing import Any, Final

from articles.addresses import placeholders
from articles.http.timestamps import rfc3339
from articles.models import Article, Author, Tag
from articles.publishing.stories import Story, name_of
from media.addresses import absolute
from media.renditions import largest
from media.serializers import ShownImage

TYPES: Final[dict[str, str]] = {
    Article.Genre.REPORT: "ReportageNewsArticle",
    Article.Genre.ANALYSIS: "AnalysisNewsArticle",
    Article.Genre.BACKGROUND: "BackgroundNewsArticle",
    Article.Genre.OPINION: "OpinionNewsArticle",
    Article.Genre.REVIEW: "ReviewNewsArticle",
}
# Without series: a story belongs to a series and is not about it.
ABOUT: Final[dict[str, str]] = {
    Tag.Kind.KEYWORD: "Thing",
    Tag.Kind.PERSON: "Person",
    Tag.Kind.ORGANISATION: "Organization",
    Tag.Kind.PLACE: "Place",
    Tag.Kind.EVENT: "Event",
}
# Google asks for the lead picture in 16:9, 4:3 and 1:1.
SHAPES: Final = ("wide", "standard", "square")


def describe(story: Story) -> dict[str, Any]:
    """The NewsArticle of a story."""
    page = story.canonical_url
    members = {
        "@context": "https://schema.org",
        "@type": TYPES.get(story.source["genre"], "NewsArticle"),
        "identifier": str(story.id),
        "url": page,
        "mainEntityOfPage": {"@type": "WebPage", "@id": page},
        "headline": story.source["headline"],
        "alternativeHeadline": story.source["short_headline"],
        "description": story.source["standfirst"] or story.source["seo_description"],
        "abstract": story.source["standfirst"],
        "articleBody": story.text,
        "articleSection": story.topic.name if story.topic else "",
        "keywords": [tag.name for tag in story.tags],
        "about": [{"@type": ABOUT[tag.kind], "name": tag.name} for tag in story.tags if tag.kind in ABOUT],
        "isPartOf": [
            {"@type": "CreativeWorkSeries", "name": tag.name} for tag in story.tags if tag.kind == Tag.Kind.SERIES
        ],
        "dateline": story.source["dateline"],
        "author": list(_authors(story)),
        "datePublished": rfc3339(story.row.published_at),
        "dateModified": rfc3339(story.row.updated_at),
        "inLanguage": story.source["language"],
        "wordCount": story.length.words,
        "image": list(_pictures(story.lead)),
        "publisher": {"@type": "NewsMediaOrganization", "name": placeholders.SITE_NAME_PLACEHOLDER},
        "isAccessibleForFree": True,
        "correction": [
            {"@type": "CorrectionComment", "text": one.text, "datePublished": rfc3339(one.published_at)}
            for one in story.corrections
        ],
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": {"@type": "ReadAction"},
            "userInteractionCount": 0,
        },
    }
    return _filled(members)


def counted(story: dict[str, Any], views: int) -> dict[str, Any]:
    """The story, with its number of views in its NewsArticle. Changes `story`."""
    if statistic := story.get("json_ld", {}).get("interactionStatistic"):
        statistic["userInteractionCount"] = views
    return story


def _authors(story: Story) -> Iterator[dict[str, str]]:
    """The authors by name alone: “By” is for readers."""
    if not story.authors and (byline := story.byline):
        yield {"@type": "Person", "name": name_of(byline, story.source["language"])}
    for author in story.authors:
        organisation = author.kind == Author.Kind.ORGANISATION
        kind = {"@type": "Organization" if organisation else "Person", "name": author.name}
        # schema.org has no jobTitle for organisations.
        title = {"jobTitle": author.job_title} if author.job_title and not organisation else {}
        yield kind | title | {"url": placeholders.author(author.slug)}


def _pictures(shown: ShownImage | None) -> Iterator[dict[str, Any]]:
    for family in SHAPES if shown else ():
        assert shown
        rendition = largest(shown.image, family)
        yield _filled(
            {
                "@type": "ImageObject",
                "url": absolute(rendition.path),
                "width": rendition.width,
                "height": rendition.height,
                "caption": shown.caption,
                "creditText": shown.credit,
                "creator": {"@type": "Person", "name": shown.image.creator} if shown.image.creator else None,
                "copyrightNotice": shown.image.copyright_notice,
                "license": shown.image.license_url,
                "usageInfo": shown.image.usage_terms,
                "dateCreated": rfc3339(shown.image.taken_at) if shown.image.taken_at else None,
                "digitalSourceType": _news_code(shown.image.digital_source_type),
            }
        )


def _news_code(source_type: str) -> str:
    return f"http://cv.iptc.org/newscodes/digitalsourcetype/{source_type}" if source_type else ""


def _filled(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in ("", [], None)}
