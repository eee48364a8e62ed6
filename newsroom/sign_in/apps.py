from django.apps import AppConfig


class SignInConfig(AppConfig):
    """How editors sign in: password, second factor, passkeys, single sign-on, and limits on attempts."""

    name = "newsroom.sign_in"
    label = "sign_in"
    verbose_name = "Signing in"
