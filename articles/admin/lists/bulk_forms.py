"""What can be done to several stories at once: a table of actions, and the form in which each is described."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, Final, cast

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, QueryDict

from articles.admin.writing.handing_over import Colleague
from articles.editing import rights
from articles.editing.bulk.contents import ADD, REMOVE, REPLACE, ChangeAuthors, ChangeTags, ChangeTopic
from articles.editing.bulk.moving import Move
from articles.editing.bulk.planning import Change
from articles.editing.bulk.showing import Collect, Publish
from articles.models import Article, ArticleTag, Author, Byline, Collection, Tag, Topic
from media.choices import Choice, Choices

HOW: Final = [(REPLACE, "In place of the present ones"), (ADD, "After the present ones"), (REMOVE, "Take them off")]

# The parameter of the list of stories that leaves those of one tag.
OF_TAG: Final = "tags__id__exact"
LOOKUPS: Final = ["admin/js/jquery.init.js", "admin/js/admin/RelatedObjectLookups.js"]


class BulkForm(forms.Form):
    template_name = "admin/articles/form.html"
    use_required_attribute = False

    def __init__(self, model_admin: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.model_admin, self.request = model_admin, request
        self.prepare()

    def prepare(self) -> None:
        """Complete the fields that depend on the account or on the site."""

    @classmethod
    def begin(cls, filters: QueryDict) -> dict[str, Any]:
        """What is proposed for stories that were selected in a list with these filters."""
        return {}

    @abstractmethod
    def change(self) -> Change:
        """What a valid form describes."""

    def kept(self) -> list[str]:
        """Everything that was chosen, as hidden fields."""
        return [str(field.as_hidden(attrs={"id": f"kept_{field.name}"})) for field in self]

    def in_order(self, name: str) -> tuple[str, ...]:
        """The ids that were chosen in a field, in the order in which they were sent."""
        sent = [str(key) for key in cast(QueryDict, self.data).getlist(name)]
        keys = {str(row.pk) for row in self.cleaned_data[name]}
        return tuple(dict.fromkeys(key for key in sent if key in keys))

    @property
    def media(self) -> forms.Media:
        """With the script behind “New…”, which uses what comes before it here."""
        searches = any(isinstance(field.widget, RelatedFieldWidgetWrapper) for field in self.fields.values())
        return super().media + forms.Media(js=LOOKUPS if searches else [])

    def search(self, name: str, model: type[Model], field: str, *, new: bool = True) -> None:
        """Give a field the box that searches, as on the writing screen; with “New…” if `new`, for those who may add."""
        column: Any = model._meta.get_field(field)
        choice: Any = self.fields[name]
        is_many = isinstance(choice, forms.ModelMultipleChoiceField)
        site = self.model_admin.admin_site
        box = (Choices if is_many else Choice)(column, site)
        # Without the cross that empties the box, which select2 puts among the items of its list.
        box.is_required = True
        wrapped = RelatedFieldWidgetWrapper(
            box,
            column.remote_field,
            site,
            can_add_related=new and bool(rights.may(self.request.user, "add", column.remote_field.model)),
            can_change_related=False,
            can_delete_related=False,
            can_view_related=False,
        )
        choice.widget = wrapped
        box.choices = wrapped.choices = choice.choices
        choice.error_messages["invalid_choice"] = "A colleague has deleted or merged what was chosen here."


class TagsForm(BulkForm):
    add = forms.ModelMultipleChoiceField(Tag.objects.all(), label="Add these tags", required=False)
    remove = forms.ModelMultipleChoiceField(
        Tag.objects.all(),
        label="Take these off",
        required=False,
        help_text="Those added take the place of the first that is taken off.",
    )

    def prepare(self) -> None:
        self.search("add", ArticleTag, "tag")
        self.search("remove", ArticleTag, "tag", new=False)

    @classmethod
    def begin(cls, filters: QueryDict) -> dict[str, Any]:
        """The stories of one tag are listed to split it: its stories get another in its place."""
        tag = filters.get(OF_TAG, "")
        try:
            return {"remove": list(Tag.objects.filter(pk=tag))} if tag else {}
        except ValidationError:
            return {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        add, remove = (set(data.get(name) or ()) for name in ("add", "remove"))
        if not (add or remove or self.errors):
            raise forms.ValidationError("Choose a tag to add or to take off.")
        if both := add & remove:
            raise forms.ValidationError(f"“{min(both, key=str)}” cannot be both added and taken off.")
        return data

    def change(self) -> Change:
        return ChangeTags(self.in_order("add"), self.in_order("remove"))


class TopicForm(BulkForm):
    topic = forms.ModelChoiceField(Topic.objects.all(), label="Move to the topic")

    def prepare(self) -> None:
        self.search("topic", Article, "topic")

    def change(self) -> Change:
        return ChangeTopic(str(self.cleaned_data["topic"].pk))


class AuthorsForm(BulkForm):
    authors = forms.ModelMultipleChoiceField(Author.objects.all(), label="Authors")
    how = forms.ChoiceField(label="How", choices=HOW)

    def prepare(self) -> None:
        self.search("authors", Byline, "author")

    def change(self) -> Change:
        return ChangeAuthors(self.in_order("authors"), self.cleaned_data["how"])


class MoveForm(BulkForm):
    to = Colleague(User.objects.none(), required=False, empty_label="Nobody in particular")
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For colleagues; never public.",
    )
    move = ""
    label = ""

    def prepare(self) -> None:
        to: Any = self.fields["to"]
        to.queryset, to.label = rights.colleagues(), self.label

    def change(self) -> Change:
        return Move(self.move, self.cleaned_data["to"], self.cleaned_data["note"])


class AssignForm(MoveForm):
    move, label = "assign", "Assign to"


class SubmitForm(MoveForm):
    move, label = "submit", "Reviewed by"


class ApproveForm(MoveForm):
    move, label = "approve", "Goes on to"


class CollectForm(BulkForm):
    collection = forms.ModelChoiceField(Collection.objects.all(), label="Add to the collection", empty_label="Choose")

    def change(self) -> Change:
        return Collect(self.cleaned_data["collection"])


class PublishForm(BulkForm):
    significant = forms.BooleanField(
        label="A significant update",
        required=False,
        help_text="Readers see a new “last updated”. Leave it if only tags, topics or slips have changed.",
    )

    def change(self) -> Change:
        return Publish(self.cleaned_data["significant"])


@dataclass(frozen=True)
class Action:
    """A choice in the list of actions, and its words. The account needs `right` for rows of `model`.

    `readers` says what readers see of it.
    """

    name: str
    label: str
    verb: str
    done: str
    form: type[BulkForm]
    right: str = "change"
    model: type[Model] = Article
    readers: str = ""


LATER: Final = "Readers see nothing of this in stories that are live until the changes are published."
ACTIONS: Final = {
    one.name: one
    for one in (
        Action(
            "change_tags",
            "Change tags…",
            "Change the tags of",
            "The tags of {} are changed.",
            TagsForm,
            readers=LATER,
        ),
        Action("move_to_topic", "Move to a topic…", "Move", "{} moved to the topic.", TopicForm, readers=LATER),
        Action(
            "change_authors",
            "Change the authors…",
            "Change the authors of",
            "The authors of {} are changed.",
            AuthorsForm,
            readers=LATER,
        ),
        Action("assign", "Assign to a colleague…", "Assign", "{} assigned.", AssignForm, "assign"),
        Action("submit", "Submit for review…", "Submit", "{} in review.", SubmitForm, "submit"),
        Action("approve", "Mark as ready…", "Mark as ready", "{} ready.", ApproveForm, "approve"),
        Action(
            "collect",
            "Add to a collection…",
            "Add",
            "{} added to the collection.",
            CollectForm,
            model=Collection,
            readers="Readers of a public collection see those that are live at once.",
        ),
        Action(
            "publish",
            "Publish changes…",
            "Publish the changes of",
            "The changes of {} are live.",
            PublishForm,
            "publish",
            readers="Readers see everything at once that differs in these stories, whoever has changed it.",
        ),
    )
}
