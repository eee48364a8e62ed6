"""Stories: what editors work on (Article and its parts), what readers get (PublishedArticle), how often they read it
(views), and which addresses are notified (webhooks).
"""

from articles.models.article import Article, ArticleTag, Byline, ImageUse, RelatedStory
from articles.models.attached import PublishedAuthor, PublishedTag, PublishedTopic
from articles.models.change import Change
from articles.models.collection import Collection, CollectionEntry, FormerCollectionSlug
from articles.models.correction import Correction
from articles.models.counts import StoryCount
from articles.models.people import Author, FormerAuthorSlug
from articles.models.published import (
    FormerSlug,
    Outdated,
    PublishedArticle,
    PublishedDocument,
    PublishedImage,
    PublishedRelated,
)
from articles.models.readership import (
    ViewBucket,
    ViewDay,
    ViewImport,
    ViewRanking,
    ViewRate,
    ViewTotal,
    VisitorMark,
)
from articles.models.redirect import Redirect
from articles.models.search import SearchEntry, SearchWord
from articles.models.taxonomy import FormerTagSlug, FormerTopicSlug, Tag, Topic
from articles.models.version import Version
from articles.models.webhooks import Delivery, DeliveryProgress, Webhook

__all__ = [
    "Article",
    "ArticleTag",
    "Author",
    "Byline",
    "Change",
    "Collection",
    "CollectionEntry",
    "Correction",
    "Delivery",
    "DeliveryProgress",
    "FormerAuthorSlug",
    "FormerCollectionSlug",
    "FormerSlug",
    "FormerTagSlug",
    "FormerTopicSlug",
    "ImageUse",
    "Outdated",
    "PublishedArticle",
    "PublishedAuthor",
    "PublishedDocument",
    "PublishedImage",
    "PublishedRelated",
    "PublishedTag",
    "PublishedTopic",
    "Redirect",
    "RelatedStory",
    "SearchEntry",
    "SearchWord",
    "StoryCount",
    "Tag",
    "Topic",
    "Version",
    "ViewBucket",
    "ViewDay",
    "ViewImport",
    "ViewRanking",
    "ViewRate",
    "ViewTotal",
    "VisitorMark",
    "Webhook",
]
