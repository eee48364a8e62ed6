"""Imports from a previous system: tables of views and of redirects, each imported whole or not at all."""
