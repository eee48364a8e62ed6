"""Writes the demonstration's stories and brings each into its state, at the right time in the past."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.models import Article, ArticleTag, Author, Byline, ImageUse, PublishedArticle, RelatedStory, Tag, Topic
from articles.publishing import verbs
from demo.content import Story
from demo.identity import key, known
from demo.markup import stored
from media.models import Image

# How long before publication a story appears to have been begun in the editors' list.
WRITING = timedelta(hours=3)


@dataclass(frozen=True)
class Newsroom:
    """The rows to which stories refer, by the names that they use."""

    topics: dict[str, Topic]
    tags: dict[str, Tag]
    authors: dict[str, Author]
    images: dict[str, Image]


def write(stories: list[Story], newsroom: Newsroom, now: datetime) -> list[PublishedArticle]:
    """Write the missing stories and publish them in the past. Returns their published documents."""
    articles = known(Article, (story.slug for story in stories))
    new = [story for story in stories if story.slug not in articles]
    articles |= {story.slug: _draft(story, newsroom) for story in new}
    RelatedStory.objects.bulk_create(
        RelatedStory(article=articles[story.slug], story=articles[other], position=position)
        for story in new
        for position, other in enumerate(story.related)
    )
    for story in new:
        _take_to_state(articles[story.slug], story, now)
    return list(PublishedArticle.objects.live().filter(article__in=[articles[story.slug] for story in new]))


def _draft(story: Story, newsroom: Newsroom) -> Article:
    article = Article.objects.create(
        id=key(Article, story.slug),
        slug=story.slug,
        headline=story.headline,
        short_headline=story.short_headline,
        standfirst=story.standfirst,
        body=stored(story.body, newsroom.images),
        byline=story.byline,
        dateline=story.dateline,
        genre=story.genre,
        language=story.language,
        topic=newsroom.topics[story.topic] if story.topic else None,
        notes=story.notes,
    )
    Byline.objects.bulk_create(
        Byline(article=article, author=newsroom.authors[name], position=position)
        for position, name in enumerate(story.authors)
    )
    ArticleTag.objects.bulk_create(
        ArticleTag(article=article, tag=newsroom.tags[name], position=position)
        for position, name in enumerate(story.tags)
    )
    if story.lead:
        lead = ImageUse.Role.LEAD
        ImageUse.objects.create(
            article=article, image=newsroom.images[story.lead], role=lead, caption=story.lead_caption
        )
    ImageUse.objects.bulk_create(
        ImageUse(article=article, image=newsroom.images[name], role=ImageUse.Role.GALLERY, position=position)
        for position, name in enumerate(story.gallery)
    )
    return article


def _take_to_state(article: Article, story: Story, now: datetime) -> None:
    published = now - timedelta(hours=story.hours_ago)
    last = published
    match story.state:
        case "draft":
            pass
        case "scheduled":
            verbs.schedule(article, now + timedelta(hours=story.hours_ahead or 12))
        case "published" | "unpublished" | "killed":
            verbs.publish(article, at=published)
            if story.updated_hours_ago is not None:
                last = now - timedelta(hours=story.updated_hours_ago)
                verbs.publish(article, at=last)
            for note in story.corrections:
                last = now - timedelta(hours=note["hours_ago"])
                verbs.correct(article, note["kind"], note["text"], at=last)
            if story.state == "unpublished":
                verbs.unpublish(article)
            if story.state == "killed":
                verbs.kill(article, story.kill_note)
        case other:
            raise ValueError(f"{story.slug}: unknown state “{other}”")
    # Otherwise all stories would appear to have been written this minute.
    Article.objects.filter(pk=article.pk).update(created_at=published - WRITING, modified_at=last)
