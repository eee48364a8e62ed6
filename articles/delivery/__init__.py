"""Notifies others of changes: webhooks, and the caches of content delivery networks."""
