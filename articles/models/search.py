"""The full text index, as the database's own table, and the words that correct spelling (see articles.search)."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from articles.models.published import PublishedArticle


class DocumentField(models.TextField):  # type: ignore[type-arg]  # not generic where Django runs
    """The indexed words of a row, which only a query can be compared with."""


@DocumentField.register_lookup
class Matches(models.Lookup):
    """That a query in the database's own language matches: FTS5's on SQLite, a tsquery on PostgreSQL."""

    lookup_name = "matches"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return self._compare("{} MATCH {}", compiler, connection)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        # Of a query that it does not know yet, PostgreSQL expects few matches and takes the index. Else it often reads
        # the whole table instead, which looks small to it, because it does not count the vectors kept beside it.
        return self._compare("{} @@ (SELECT {}::tsquery)", compiler, connection)

    def _compare(
        self, template: str, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return template.format(left, right), (*left_values, *right_values)


class SearchEntry(models.Model):
    """A published story in the index: its headline, and as `document` all that is searched of it."""

    published = models.OneToOneField(
        PublishedArticle,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="search_entry",
    )
    headline = DocumentField()
    # FTS5 names its hidden column for the whole row like the table.
    document = DocumentField(db_column="articles_search")

    class Meta:
        managed = False
        db_table = "articles_search"

    def __str__(self) -> str:
        return str(self.published_id)


class SearchWord(models.Model):
    """A word of a published story's heading, without accents as it is compared and as it is `shown`.

    Also of stories that are not live: ask for those of live stories.
    """

    published = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=64)
    shown = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "published"], name="search_word_once")]

    def __str__(self) -> str:
        return self.shown
