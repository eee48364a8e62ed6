"""Changing several stories at once: what would change in each (planning), the changes there are (contents, moving,
showing), and carrying out exactly what was shown.
"""
