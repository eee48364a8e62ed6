"""The screen on which stories are written."""
