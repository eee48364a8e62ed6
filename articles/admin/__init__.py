"""The editors' side: what they write with, and the buttons that publish."""

from articles.admin import article, author, change, collection, deliveries, redirect, tag, topic, webhooks

__all__ = ["article", "author", "change", "collection", "deliveries", "redirect", "tag", "topic", "webhooks"]
