"""Public addresses outside the API: feeds, maps and the rules for robots."""

from django.urls import path

from articles.feeds import sitemaps
from articles.feeds.robots import robots
from articles.feeds.stories import feed

urlpatterns = [
    path("feeds/articles.rss", feed, {"format": "rss"}, name="feed-rss"),
    path("feeds/articles.atom", feed, {"format": "atom"}, name="feed-atom"),
    path("feeds/articles.json", feed, {"format": "json"}, name="feed-json"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-articles-<int:number>.xml", sitemaps.page, name="sitemap-articles"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap"),
    path("robots.txt", robots, name="robots"),
]
