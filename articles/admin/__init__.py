"""The editors' side: the writing screen, the buttons that publish, and the lists around them."""

from articles.admin.delivery import changes, deliveries, webhooks
from articles.admin.lists import author, collection, redirect, tag, topic
from articles.admin.writing import article

__all__ = ["article", "author", "changes", "collection", "deliveries", "redirect", "tag", "topic", "webhooks"]
