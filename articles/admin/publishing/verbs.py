"""The buttons under a story: a table of the verbs of publishing, and the form that confirms each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any, Final

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Correction
from articles.publishing import status, verbs, workflow
from articles.publishing.status import Status
from media.forms import MomentField

# What readers do not see, and may see when it is published.
UNSEEN: Final = (Status.DRAFT, Status.IN_REVIEW, Status.READY, Status.UNPUBLISHED)


class DecisionForm(forms.Form):
    """What an editor decides, and the state of the story that the editor saw when deciding."""

    template_name = "admin/articles/form.html"
    use_required_attribute = False
    # Whether editors type something into it.
    typed = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=Article.State.choices, widget=forms.HiddenInput)
    modified_at = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @staticmethod
    def seen(article: Article) -> dict[str, Any]:
        """The initial values that record what the editor sees."""
        modified_at = article.modified_at.isoformat()
        return {"version": article.version, "state": article.state, "modified_at": modified_at}


class PublishForm(DecisionForm):
    pass


class PublishAgainForm(DecisionForm):
    significant = forms.BooleanField(
        label="A significant update",
        required=False,
        initial=True,
        help_text="Readers see a new “last updated”. Untick it if you only corrected a slip.",
    )


class ScheduleForm(DecisionForm):
    typed = True
    at = MomentField(label="Publish at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone, now = timezone.get_current_timezone_name(), timezone.localtime()
        self.fields[
            "at"
        ].help_text = f"Time zone: {zone}. It is {now:%H:%M} there now, {now.astimezone(UTC):%H:%M} UTC."


class KillForm(DecisionForm):
    typed = True
    note = forms.CharField(
        label="Public note",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everything that readers and partners will find of this story from now on.",
    )


class CorrectForm(DecisionForm):
    typed = True
    kind = forms.ChoiceField(label="Kind", choices=Correction.Kind.choices)
    text = forms.CharField(
        label="What was wrong, and what is right",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Shown with the story, with today's date.",
    )
    with_text = forms.BooleanField(
        label="Publish the corrected text with it",
        required=False,
        help_text="Without this, only the note appears, and your changes of the story stay private.",
    )


def publish(article: Article, user: User, data: dict[str, Any]) -> None:
    verbs.publish(article, significant=data.get("significant", True))


def schedule(article: Article, user: User, data: dict[str, Any]) -> None:
    verbs.schedule(article, data["at"])


def retime(article: Article, user: User, data: dict[str, Any]) -> None:
    verbs.retime(article, data["at"])


def unpublish(article: Article, user: User, data: dict[str, Any]) -> None:
    verbs.unpublish(article)


def kill(article: Article, user: User, data: dict[str, Any]) -> None:
    verbs.kill(article, data["note"])


def correct(article: Article, user: User, data: dict[str, Any]) -> None:
    verbs.correct(article, data["kind"], data["text"], by=user)
    if data["with_text"]:
        verbs.publish(article)


@dataclass(frozen=True)
class Verb:
    """One button: its label, its question, its action, and its message afterwards."""

    name: str
    button: str
    question: str
    confirm: str
    done: str
    form: type[DecisionForm]
    apply: Callable[[Article, User, dict[str, Any]], None]
    danger: bool = False
    # The statuses in which the button is offered. Only workflow.VERBS decides what may be done.
    offered: frozenset[Status] = frozenset()

    @property
    def past(self) -> str:
        """The entry in the story's history."""
        return "Schedule called off." if self is CALL_OFF else f"{workflow.VERBS[self.name].past.capitalize()}."

    @property
    def releases(self) -> bool:
        """Whether readers will see the working copy, which must be complete and is shown before."""
        return workflow.VERBS[self.name].releases

    @property
    def again(self) -> bool:
        """Whether it replaces what readers see."""
        return self.form is PublishAgainForm

    def begin(self, article: Article) -> dict[str, Any]:
        """The initial values of its form."""
        initial = DecisionForm.seen(article)
        if self.form is ScheduleForm and article.published_at and article.published_at > timezone.now():
            # The time for which it is scheduled, or was before the schedule was called off.
            initial["at"] = article.published_at
        if self.again:
            initial["significant"] = verbs.would_change(article)
        return initial


PUBLISH: Final = Verb(
    "publish",
    button="Publish…",
    question="Publish this story?",
    confirm="Publish now",
    done="“{}” is live.",
    form=PublishForm,
    apply=publish,
    offered=frozenset({*UNSEEN, Status.SCHEDULED, Status.EXPIRED}),
)
PUBLISH_AGAIN: Final = Verb(
    "publish",
    button="Publish changes…",
    question="Publish your changes?",
    confirm="Publish changes now",
    done="The changes of “{}” are live.",
    form=PublishAgainForm,
    apply=publish,
    offered=frozenset({Status.CHANGED}),
)
# Nothing has changed yet, but the button first saves what is in the form.
PUBLISH_NEXT: Final = replace(
    PUBLISH_AGAIN,
    button="Save and publish…",
    question="Publish it again?",
    confirm="Publish again",
    done="“{}” is published again.",
    offered=frozenset({Status.LIVE}),
)
SCHEDULE: Final = Verb(
    "schedule",
    button="Schedule…",
    question="Schedule this story?",
    confirm="Schedule",
    done="“{}” is scheduled.",
    form=ScheduleForm,
    apply=schedule,
    offered=frozenset({*UNSEEN, Status.EXPIRED}),
)
SCHEDULE_AGAIN: Final = replace(
    SCHEDULE,
    button="Schedule changes…",
    question="Schedule your changes?",
    confirm="Schedule the changes",
    done="The changes of “{}” are scheduled.",
    offered=frozenset({Status.SCHEDULED}),
)
RETIME: Final = Verb(
    "retime",
    button="Re-time…",
    question="Publish it at another time?",
    confirm="Re-time it",
    done="“{}” is scheduled for another time.",
    form=ScheduleForm,
    apply=retime,
    offered=frozenset({Status.SCHEDULED}),
)
CORRECT: Final = Verb(
    "correct",
    button="Correct…",
    question="Publish a correction?",
    confirm="Publish the correction",
    done="The correction of “{}” is public.",
    form=CorrectForm,
    apply=correct,
    offered=frozenset({Status.LIVE, Status.CHANGED}),
)
UNPUBLISH: Final = Verb(
    "unpublish",
    button="Unpublish…",
    question="Unpublish this story?",
    confirm="Unpublish",
    done="Readers no longer see “{}”.",
    form=DecisionForm,
    apply=unpublish,
    danger=True,
    offered=frozenset({Status.LIVE, Status.CHANGED, Status.EXPIRED}),
)
CALL_OFF: Final = Verb(
    "unpublish",
    button="Call off the schedule…",
    question="Call off the schedule?",
    confirm="Call it off",
    done="The schedule of “{}” is called off. It is a draft again.",
    form=DecisionForm,
    apply=unpublish,
    offered=frozenset({Status.SCHEDULED}),
)
KILL: Final = Verb(
    "kill",
    button="Kill…",
    question="Kill this story for good?",
    confirm="Kill the story",
    done="“{}” is killed. Readers find the note.",
    form=KillForm,
    apply=kill,
    danger=True,
    offered=frozenset({Status.LIVE, Status.CHANGED, Status.EXPIRED, *UNSEEN}),
)
BUTTONS: Final = [
    PUBLISH,
    PUBLISH_AGAIN,
    PUBLISH_NEXT,
    SCHEDULE,
    SCHEDULE_AGAIN,
    RETIME,
    CORRECT,
    CALL_OFF,
    UNPUBLISH,
    KILL,
]
NAMES: Final = list(dict.fromkeys(verb.name for verb in BUTTONS))


def offered(article: Article) -> list[Verb]:
    """The buttons that make sense for a story now."""
    found = status.of(article)
    return [verb for verb in BUTTONS if found in verb.offered and article.state in workflow.VERBS[verb.name].follows]


def find(name: str, article: Article) -> Verb:
    """The verb `name` in the variant for this story once its form is saved."""
    candidates = [verb for verb in BUTTONS if verb.name == name]
    found = next((verb for verb in candidates if verb in offered(article)), candidates[0])
    if not found.again:
        return found
    # What was changed and changed back is as it was.
    return PUBLISH_AGAIN if verbs.would_change(article) else PUBLISH_NEXT
