"""How each element of HTML is read. Importing this package makes them all known to `walking`."""

from articles.body.elements import code, lists, pictures, quotations, tables, text

__all__ = ["code", "lists", "pictures", "quotations", "tables", "text"]
