"""Removes the second factor from an account whose owner has lost it."""

import logging

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from articles.editing import rights
from newsroom.sign_in import second_factor, sessions

logger = logging.getLogger(__name__)


def take_away(person: User, *, by: User | None = None, single_sign_on: bool = False) -> int:
    """Remove every second factor of an account and end its sessions; returns how many factors there were.

    `by` is recorded in the account's history and in the log; None means the command line. `single_sign_on` also unlinks
    the account at the provider, so that another one can be linked.
    """
    factors = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)
    number = int(factors.count())
    Authenticator.objects.filter(user=person).delete()
    told = "Second factor taken away"
    if single_sign_on:
        SocialAccount.objects.filter(user=person).delete()
        told += ", single sign-on unlinked"
    told += "." if by else ", on the command line."
    sessions.end(person)
    LogEntry.objects.log_actions((by or person).pk, [person], CHANGE, told, single_object=True)
    logger.warning("%s: %s (%s)", person.get_username(), told, by.get_username() if by else "nobody signed in")
    return number


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The superusers' page for this, linked from the account's page."""
    rights.demand(request.user, "take_second_factor", User)
    assert isinstance(request.user, User)
    if second_factor.is_missing(request.session):
        raise PermissionDenied
    person = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        number = take_away(person, by=request.user, single_sign_on="single_sign_on" in request.POST)
        factors = "no second factor" if not number else f"{number} second factor{'s' if number > 1 else ''}"
        messages.success(request, f"{person} had {factors}; their sessions are ended, and they can set one up again.")
        return redirect("admin:auth_user_change", pk)
    factors = (
        Authenticator.objects.filter(user=person)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .order_by("created_at", "pk")
    )
    context = {
        "person": person,
        "factors": list(factors),
        "linked": SocialAccount.objects.filter(user=person).exists(),
    }
    return TemplateResponse(request, "sign_in/take_away.html", context)
