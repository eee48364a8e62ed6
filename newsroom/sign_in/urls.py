"""Every address for signing in, below the admin's. django-allauth looks its pages up by these names.

Its other pages are not mounted: signing up, confirming email addresses, passwords and codes by mail.
"""

from allauth.mfa.recovery_codes.views import download_recovery_codes
from django.contrib import admin
from django.urls import path

from newsroom.sign_in import account, single_sign_on, taking_away
from newsroom.sign_in.pages import entrance, own

urlpatterns = [
    path("login/", admin.site.login, name="account_login"),
    path(
        "login/second-factor/",
        entrance(account.SecondFactor.as_view(), "Second factor"),
        name="mfa_authenticate",
    ),
    path("login/passkey/", entrance(account.ByPasskey.as_view(), "Sign in"), name="mfa_login_webauthn"),
    path("login/single-sign-on/", entrance(single_sign_on.begin, "Sign in"), name="single_sign_on"),
    path(
        "login/single-sign-on/callback/",
        entrance(single_sign_on.callback, "Sign in"),
        name="single_sign_on_callback",
    ),
    path("account/", own(account.overview, "Your account: sign-in"), name="mfa_index"),
    path("account/app/", own(account.SetUpApp.as_view(), "Authenticator app"), name="mfa_activate_totp"),
    path("account/app/off/", own(account.TurnOffApp.as_view(), "Authenticator app"), name="mfa_deactivate_totp"),
    path("account/passkeys/add/", own(account.AddPasskey.as_view(), "Add a passkey"), name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/remove/",
        own(account.RemovePasskey.as_view(), "Remove a passkey"),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/recovery-codes/",
        own(account.RecoveryCodes.as_view(), "Recovery codes"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/recovery-codes/new/",
        own(account.NewRecoveryCodes.as_view(), "New recovery codes"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/recovery-codes/download/",
        own(download_recovery_codes, "Recovery codes"),
        name="mfa_download_recovery_codes",
    ),
    path("account/sessions/end/", own(account.end_sessions, "Sessions"), name="end_sessions"),
    path(
        "account/confirm/password/",
        own(account.ConfirmByPassword.as_view(), "Is it you?"),
        name="account_reauthenticate",
    ),
    path("account/confirm/code/", own(account.ConfirmByCode.as_view(), "Is it you?"), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        own(account.ConfirmByPasskey.as_view(), "Is it you?"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/of/<int:pk>/", own(taking_away.confirm, "Take the second factor away"), name="take_away"),
]
