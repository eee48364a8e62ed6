"""Pictures that are uploaded and described while writing, asked for by fetch and answered as JSON."""

from typing import Any, Final

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from articles.admin.writing.options import keys_of
from articles.editing import live, rights
from articles.editing.live import ChangesLive
from media.library import take_in
from media.models import Image
from media.originals import without_orphans
from media.picker import choice

# More pictures are not described at once.
MOST: Final = 200


class FileForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Image
        fields = ["file"]


class WordsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The words that a picture needs before readers see it, and its caption."""

    class Meta:
        model = Image
        fields = ["credit", "alt_text", "caption"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With only the fields that were sent: the others stay."""
        super().__init__(*args, **kwargs)
        self.fields = {name: field for name, field in self.fields.items() if name in self.data}


def urls(site: admin.AdminSite) -> list[URLPattern]:
    return [path("pictures/", site.admin_view(pictures), name="articles_article_pictures")]


def address() -> str:
    return reverse("admin:articles_article_pictures")


def pictures(request: HttpRequest) -> HttpResponseBase:
    """GET: the pictures with these `id`s. POST: takes a `file` into the library, or changes the words of one `id`."""
    try:
        if request.method == "GET":
            return _found(request)
        if request.method == "POST":
            return _described(request) if request.POST.get("id") else _uploaded(request)
    except ChangesLive as refused:
        return JsonResponse({"reason": f"{refused.reason} Live stories show its {refused.what}."}, status=403)
    except PermissionDenied as refused:
        return JsonResponse({"reason": str(refused)}, status=403)
    return HttpResponseNotAllowed(["GET", "POST"])


def _found(request: HttpRequest) -> JsonResponse:
    rights.demand(request.user, "view", Image)
    found = Image.objects.filter(pk__in=[*keys_of(request.GET.getlist("id")[:MOST])])
    return JsonResponse({"pictures": [choice(image) for image in found]})


def _uploaded(request: HttpRequest) -> JsonResponse:
    rights.demand(request.user, "add", Image)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(form)
    image = form.instance
    with without_orphans(), transaction.atomic():
        take_in(image, form.cleaned_data["file"], by=request.user)  # type: ignore[arg-type]
        admin.site.get_model_admin(Image).log_addition(request, image, [{"added": {}}])
    return JsonResponse(choice(image), status=201)


def _described(request: HttpRequest) -> JsonResponse:
    key = next(keys_of([request.POST["id"]]), None)
    image = Image.objects.filter(pk=key).first() if key else None
    if image is None:
        return JsonResponse({"reason": "A colleague has deleted this picture."}, status=404)
    rights.demand(request.user, "change", image)
    form = WordsForm(request.POST, instance=image)
    if not form.is_valid():
        return _refused(form)
    with transaction.atomic():
        live.check(request.user, form.instance)
        form.save()
        changed: Any = [{"changed": {"fields": form.changed_data}}]
        admin.site.get_model_admin(Image).log_change(request, image, changed)
    return JsonResponse(choice(image))


def _refused(form: forms.BaseForm) -> JsonResponse:
    reasons = {name: " ".join(map(str, errors)) for name, errors in form.errors.items()}
    return JsonResponse({"reason": " ".join(reasons.values()), "reasons": reasons}, status=400)
