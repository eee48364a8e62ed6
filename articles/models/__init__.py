"""Stories: what editors work on (Article and its parts), what readers get (PublishedArticle), how often they read it
(views) and who is told of it (webhooks).
"""

from articles.models.article import Article, ArticleTag, Byline, ImageUse, RelatedStory
from articles.models.change import Change
from articles.models.collection import Collection, CollectionEntry, FormerCollectionSlug
from articles.models.correction import Correction
from articles.models.people import Author, FormerAuthorSlug
from articles.models.published import (
    FormerSlug,
    PublishedArticle,
    PublishedAuthor,
    PublishedImage,
    PublishedRelated,
    PublishedTag,
)
from articles.models.readership import ViewBucket, ViewDay, ViewImport, ViewRate, ViewTotal, VisitorMark
from articles.models.redirect import Redirect
from articles.models.search import SearchEntry, SearchWord
from articles.models.taxonomy import FormerTagSlug, FormerTopicSlug, Tag, Topic
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
    "PublishedArticle",
    "PublishedAuthor",
    "PublishedImage",
    "PublishedRelated",
    "PublishedTag",
    "Redirect",
    "RelatedStory",
    "SearchEntry",
    "SearchWord",
    "Tag",
    "Topic",
    "ViewBucket",
    "ViewDay",
    "ViewImport",
    "ViewRate",
    "ViewTotal",
    "VisitorMark",
    "Webhook",
]
