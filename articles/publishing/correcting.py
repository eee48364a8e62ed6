"""Amending a correction that readers have seen: a slip in the note itself."""

from django.db import transaction

from articles.changes import log
from articles.models import Article, Change, Correction, PublishedArticle
from articles.publishing import compiling, workflow
from articles.publishing.telling import tell


@transaction.atomic
def amend(correction: Correction, kind: str, text: str, *, seen: str) -> None:
    """Replace the kind and text of a public note. Its date stays, and so does the story's “last updated”.

    `seen` is the text that was to be amended. Raises Conflict if a colleague has amended it meanwhile, and WrongState
    unless the story is published.
    """
    log.lock()
    stored = Correction.objects.select_for_update().get(pk=correction.pk)
    if stored.text != seen:
        raise workflow.Conflict("A colleague has amended this note meanwhile. Look at it again, then decide.")
    workflow.check_state(Article.objects.get(pk=stored.article_id), "correct")
    if (stored.kind, stored.text) == (kind, text):
        return
    stored.kind, stored.text = kind, text
    stored.save()
    row = PublishedArticle.objects.select_related("document").get(article=stored.article_id)
    compiling.store([row])
    tell(row, Change.Reason.CORRECTED)
