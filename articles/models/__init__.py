"""Stories: what editors work on (Article and its parts), what readers get (PublishedArticle), how often they read it
(views), and which addresses are notified (webhooks).
"""

from articles.models.article import Article, ArticleTag, Byline, ImageUse, RelatedStory
from articles.models.attached import PublishedAuthor, PublishedTag, PublishedTopic
from articles.models.bin import DeletedDraft
from articles.models.change import Change
from articles.models.collection import Collection, CollectionEntry, FormerCollectionSlug
from articles.models.comment import Comment
from articles.models.correction import Correction
from articles.models.counts import StoryCount
from articles.models.desk import DeskEntry, DeskTerms, DeskWord
from articles.models.handover import Handover
from articles.models.merge import Merge, Merged
from articles.models.people import Author, FormerAuthorSlug
from articles.models.preference import Preference
from articles.models.presence import Presence
from articles.models.preview import SharedPreview
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
from articles.models.saved_filter import SavedFilter
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
    "Comment",
    "Correction",
    "DeletedDraft",
    "Delivery",
    "DeliveryProgress",
    "DeskEntry",
    "DeskTerms",
    "DeskWord",
    "FormerAuthorSlug",
    "FormerCollectionSlug",
    "FormerSlug",
    "FormerTagSlug",
    "FormerTopicSlug",
    "Handover",
    "ImageUse",
    "Merge",
    "Merged",
    "Outdated",
    "Preference",
    "Presence",
    "PublishedArticle",
    "PublishedAuthor",
    "PublishedDocument",
    "PublishedImage",
    "PublishedRelated",
    "PublishedTag",
    "PublishedTopic",
    "Redirect",
    "RelatedStory",
    "SavedFilter",
    "SearchEntry",
    "SearchWord",
    "SharedPreview",
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
