"""Backups: the database and the originals of pictures, in a folder from which a newsroom can be restored.

docs/operating.md says what they hold, what they do not, and what to do after which loss.
"""


class BackupError(Exception):
    """A backup cannot be made or restored. The message is one line for the person who runs the command."""
