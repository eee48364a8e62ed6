"""The first full text index, which differs between the databases. 0004_search_languages replaces it."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CREATE_POSTGRESQL = """
CREATE TEXT SEARCH CONFIGURATION newsroom (COPY = english);
ALTER TEXT SEARCH CONFIGURATION newsroom
    ALTER MAPPING FOR hword, hword_part, word, asciihword, hword_asciipart, asciiword WITH unaccent, english_stem;
CREATE TABLE articles_search (
    rowid bigint PRIMARY KEY,
    articles_search tsvector NOT NULL
);
ALTER TABLE articles_search ALTER COLUMN articles_search SET STORAGE MAIN;
CREATE INDEX articles_search_words ON articles_search USING gin (articles_search);
"""
DROP_POSTGRESQL = "DROP TABLE articles_search; DROP TEXT SEARCH CONFIGURATION newsroom;"
CREATE_SQLITE = """
CREATE VIRTUAL TABLE articles_search USING fts5(
    headline, standfirst, byline, body, tokenize = 'porter unicode61 remove_diacritics 2'
)
"""
DROP_SQLITE = "DROP TABLE articles_search"


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(CREATE_POSTGRESQL if editor.connection.vendor == "postgresql" else CREATE_SQLITE)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(DROP_POSTGRESQL if editor.connection.vendor == "postgresql" else DROP_SQLITE)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [
        UnaccentExtension(),
        migrations.RunPython(create, drop),
    ]
