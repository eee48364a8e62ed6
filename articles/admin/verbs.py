"""What the buttons under a story do: a table of the verbs of publishing, and the form that confirms each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing, workflow
from articles.models import Article, Correction
from media.forms import MomentField


class DecisionForm(forms.Form):
    """What an editor decides, together with what they had seen when they decided it."""

    template_name = "admin/articles/form.html"
    use_required_attribute = False
    # Whether somebody types something into it.
    typed = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=Article.State.choices, widget=forms.HiddenInput)
    modified_at = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @staticmethod
    def seen(article: Article) -> dict[str, Any]:
        """The initial values that say what the editor sees."""
        modified_at = article.modified_at.isoformat()
        return {"version": article.version, "state": article.state, "modified_at": modified_at}


class PublishForm(DecisionForm):
    pass


class PublishAgainForm(DecisionForm):
    significant = forms.BooleanField(
        label="A significant update",
        required=False,
        initial=True,
        help_text="Readers see a new “last updated”. Untick it for a slip of the pen.",
    )


class ScheduleForm(DecisionForm):
    typed = True
    at = MomentField(label="Publish at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].help_text = f"Time zone: {settings.TIME_ZONE}. It is {timezone.localtime():%H:%M} there now."


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


def publish(article: Article, user: User, data: dict[str, Any]) -> None:
    publishing.publish(article, significant=data.get("significant", True))


def schedule(article: Article, user: User, data: dict[str, Any]) -> None:
    publishing.schedule(article, data["at"])


def unpublish(article: Article, user: User, data: dict[str, Any]) -> None:
    publishing.unpublish(article)


def kill(article: Article, user: User, data: dict[str, Any]) -> None:
    publishing.kill(article, data["note"])


def correct(article: Article, user: User, data: dict[str, Any]) -> None:
    publishing.correct(article, data["kind"], data["text"], by=user)


@dataclass(frozen=True)
class Verb:
    """One button: what it says, what it asks, what it does, and what it says afterwards."""

    name: str
    button: str
    question: str
    confirm: str
    done: str
    form: type[DecisionForm]
    apply: Callable[[Article, User, dict[str, Any]], None]
    # Readers will see the working copy: it has to be complete, and is shown before.
    releases: bool = False
    danger: bool = False
    # States by the clock in which the button is offered; workflow.ALLOWED alone decides what may be done.
    offered: frozenset[str] = frozenset()

    @property
    def past(self) -> str:
        """What the history of the story says."""
        return "Schedule called off." if self is CALL_OFF else f"{workflow.PAST[self.name].capitalize()}."

    @property
    def again(self) -> bool:
        """Whether it replaces what readers see."""
        return self.form is PublishAgainForm

    def begin(self, article: Article) -> dict[str, Any]:
        """What its form begins with."""
        begun = DecisionForm.seen(article)
        if self is SCHEDULE and article.published_at and article.published_at > timezone.now():
            # The time it is scheduled for, or was before that was called off.
            begun["at"] = article.published_at
        if self.again:
            begun["significant"] = publishing.would_change(article)
        return begun


PUBLISH: Final = Verb(
    "publish",
    button="Publish…",
    question="Publish this story?",
    confirm="Publish now",
    done="“{}” is live.",
    form=PublishForm,
    apply=publish,
    releases=True,
    offered=frozenset({"draft", "scheduled", "unpublished", "expired"}),
)
PUBLISH_AGAIN: Final = Verb(
    "publish",
    button="Publish changes…",
    question="Publish your changes?",
    confirm="Publish changes now",
    done="The changes of “{}” are live.",
    form=PublishAgainForm,
    apply=publish,
    releases=True,
    offered=frozenset({"changed"}),
)
# Nothing has changed yet, but the button saves what stands in the form first.
PUBLISH_NEXT: Final = replace(
    PUBLISH_AGAIN,
    button="Save and publish…",
    question="Publish it again?",
    confirm="Publish again",
    done="“{}” is published again.",
    offered=frozenset({"live"}),
)
SCHEDULE: Final = Verb(
    "schedule",
    button="Schedule…",
    question="Schedule this story?",
    confirm="Schedule",
    done="“{}” is scheduled.",
    form=ScheduleForm,
    apply=schedule,
    releases=True,
    offered=frozenset({"draft", "scheduled", "unpublished", "expired"}),
)
CORRECT: Final = Verb(
    "correct",
    button="Correct…",
    question="Publish a correction?",
    confirm="Publish the correction",
    done="The correction of “{}” is public.",
    form=CorrectForm,
    apply=correct,
    offered=frozenset({"live", "changed"}),
)
UNPUBLISH: Final = Verb(
    "unpublish",
    button="Unpublish…",
    question="Take this story from readers?",
    confirm="Unpublish",
    done="Readers no longer see “{}”.",
    form=DecisionForm,
    apply=unpublish,
    danger=True,
    offered=frozenset({"live", "changed", "expired"}),
)
CALL_OFF: Final = Verb(
    "unpublish",
    button="Call off the schedule…",
    question="Call off the schedule?",
    confirm="Call it off",
    done="The schedule of “{}” is called off. It is a draft again.",
    form=DecisionForm,
    apply=unpublish,
    offered=frozenset({"scheduled"}),
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
    offered=frozenset({"live", "changed", "expired", "unpublished"}),
)
BUTTONS: Final = [PUBLISH, PUBLISH_AGAIN, PUBLISH_NEXT, SCHEDULE, CORRECT, CALL_OFF, UNPUBLISH, KILL]
NAMES: Final = list(dict.fromkeys(verb.name for verb in BUTTONS))


def offered(article: Article) -> list[Verb]:
    """The buttons that make sense for a story now."""
    status = workflow.status(article)
    return [verb for verb in BUTTONS if status in verb.offered and article.state in workflow.ALLOWED[verb.name]]


def find(name: str, article: Article) -> Verb:
    """The verb called `name`, as it is put for this story."""
    candidates = [verb for verb in BUTTONS if verb.name == name]
    return next((verb for verb in candidates if verb in offered(article)), candidates[0])
