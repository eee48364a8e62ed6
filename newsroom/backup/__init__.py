"""Backups: the database and the originals of pictures, in a folder from which a newsroom can be made again.

What they hold, what they do not, and what to do after which loss is in docs/operating.md.
"""


class BackupError(Exception):
    """A backup cannot be made or restored. The message is one line for whoever runs the command."""
