"""Addresses of renditions, below RENDITIONS_URL; `renditions.renditions_of` writes them."""

from django.urls import path

from media.serving import deliver

urlpatterns = [
    path("<uuid:image_id>/<slug:given_key>/<slug:name>.<slug:extension>", deliver, name="rendition"),
]
