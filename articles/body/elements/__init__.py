"""How each element of HTML is read. Importing this package registers all readers with `walking`."""

from articles.body.elements import code, lists, pictures, quotations, tables, text

__all__ = ["code", "lists", "pictures", "quotations", "tables", "text"]
