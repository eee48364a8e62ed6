"""Notifying others: webhooks, the messages sent to them, and the change log."""
