"""The desk: what is to be done now, what is scheduled when, and how each editor has set it."""
