"""What an index consists of. All have the same tables, and are written and asked in the same way."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model

from articles.models import SearchEntry, SearchWord


@dataclass(frozen=True)
class Index:
    """The models of an index: its terms by story, and the words that correct spelling, whose field `story` has the same
    key. The table of terms is made by `create` of the database's module.
    """

    entries: type[Model]
    words: type[Model]
    story: str

    @property
    def table(self) -> str:
        return self.entries._meta.db_table

    def terms(self) -> Any:
        return self.entries._default_manager.all()

    def vocabulary(self) -> Any:
        return self.words._default_manager.all()


PUBLIC: Final = Index(SearchEntry, SearchWord, "published")
