"""Tells others what has changed: webhooks, and the caches of content delivery networks."""
