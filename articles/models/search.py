"""The full text index, as the database's own table, and the words that correct spelling (see articles.search)."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from articles.models.published import PublishedArticle


class DocumentField(models.TextField):  # type: ignore[type-arg]  # not generic where Django runs
    """The indexed words of a row. Only search queries can be compared with them."""


@DocumentField.register_lookup
class Matches(models.Lookup):
    """Matches a query in the database's own language: FTS5's on SQLite, a tsquery on PostgreSQL."""

    lookup_name = "matches"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return self._compare("{} MATCH {}", compiler, connection)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        # The sub-query hides the query from PostgreSQL's planner, which then expects few matches and uses the index.
        # Otherwise it often scans the whole table, whose size it underestimates: it does not count the TOASTed vectors.
        return self._compare("{} @@ (SELECT {}::tsquery)", compiler, connection)

    def _compare(
        self, template: str, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return template.format(left, right), (*left_values, *right_values)


class Indexed(models.Model):
    """A story in an index: its headline, and as `document` all its searchable words."""

    headline = DocumentField()
    # FTS5's hidden column for the whole row has the name of the table.
    document: DocumentField

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Word(models.Model):
    """A word of a story's heading: as it is compared, without accents, and as it is `shown`."""

    word = models.CharField(max_length=64)
    shown = models.CharField(max_length=64)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.shown


class SearchEntry(Indexed):
    """A published story in the index."""

    published = models.OneToOneField(
        PublishedArticle,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="search_entry",
    )
    document = DocumentField(db_column="articles_search")

    class Meta:
        managed = False
        db_table = "articles_search"


class SearchWord(Word):
    """A word of a published story's heading.

    Stories that are not live have words, too: queries must ask for live ones.
    """

    published = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "published"], name="search_word_once")]
