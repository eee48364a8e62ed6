"""Checks between an editor's action and the database: who may do what, what live stories would show of it, and what
editors are told if it cannot be saved.
"""
