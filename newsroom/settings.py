"""All settings, from environment variables. README.md lists them. A wrong value stops the start with one line."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django_prose_editor.config import html_tags

from newsroom import environment as env
from newsroom import release

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("DATA_DIR", "var", BASE_DIR)
HOST = r"[A-Za-z0-9.:\[\]-]+"

# The service
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.former_secrets("SECRET_KEY_FALLBACKS")
RELEASE = release.fingerprint(BASE_DIR)
SITE_NAME = env.text("SITE_NAME", "Newsroom")
PORT = env.number("PORT", 8000, least=1, most=65535)
PUBLIC_URL = env.address("PUBLIC_URL", f"http://localhost:{PORT}")
FRONTEND_ARTICLE_URL = env.template(
    "FRONTEND_ARTICLE_URL", f"{PUBLIC_URL}/articles/{{slug}}/", {"slug", "id", "topic"}, "{slug}, {id} or {topic}"
)
# The reference reader has pages for authors; another front end may have none.
FRONTEND_AUTHOR_URL = ""
if env.text("FRONTEND_AUTHOR_URL") or not env.text("FRONTEND_ARTICLE_URL"):
    FRONTEND_AUTHOR_URL = env.template("FRONTEND_AUTHOR_URL", f"{PUBLIC_URL}/authors/{{slug}}/", {"slug"}, "{slug}")
FRONTEND_PREVIEW_URL = env.template("FRONTEND_PREVIEW_URL", f"{PUBLIC_URL}/preview/{{token}}/", {"token"}, "{token}")
ALLOWED_HOSTS = env.words_like("ALLOWED_HOSTS", rf"\*|{HOST}", "", "hosts such as www.example.com") or [
    str(urlsplit(PUBLIC_URL).hostname),
    "localhost",
    "127.0.0.1",
    "[::1]",
]
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
LANGUAGE_CODE = "en"
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_TZ = True
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "newsroom",
    "newsroom.theme",
    "newsroom.reader",
    "demo",
    "articles",
    "media",
    "newsroom.theme.apps.EditorsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "js_asset",
    "django_prose_editor",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    "csp",
    "newsroom.sign_in",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "newsroom.health.answer_probes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.cors.SharedCorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsroom.public.without_cookies",
    "newsroom.sign_in.sessions.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.sign_in.sessions.notice",
    "newsroom.theme.clocks.EditorsClock",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ]
        },
    }
]

# Data
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE takes the write lock at the start, so that two writers queue instead of failing halfway.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: commits survive a power cut too, at the cost of one more sync each.
        # A cache of 8 MiB for each of a process's five connections. What they share is the system's page cache.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8192;",
    }
else:
    # Django's own with a bound on the connections of a process.
    DATABASES["default"]["ENGINE"] = "newsroom.postgresql"
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Seconds and milliseconds. A database that does not answer must not hold a thread for minutes.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "tcp_user_timeout": 20_000,
        **DATABASES["default"].get("OPTIONS", {}),
    }

# The time limit for one SQL statement of a reader's request: newsroom.statements.
QUERY_SECONDS = env.number("QUERY_SECONDS", 5, least=1, most=600)

REDIS_URL = env.text("REDIS_URL")
if REDIS_URL and not re.match(r"(rediss?|valkeys?|unix)://", REDIS_URL):
    raise env.wrong("REDIS_URL", "redis://host:port/0, rediss:// or valkey://", secret=True)
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": re.sub(r"^valkey", "redis", REDIS_URL),
        "KEY_PREFIX": "newsroom",
        # articles.http.caching handles failures.
        "OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 0.3, "SOCKET_TIMEOUT": 0.3},
    }

# Files: uploaded originals are private, renditions are public
S3_BUCKET = env.text("S3_BUCKET")
RENDITIONS_URL = "/renditions/"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
FILE_UPLOAD_PERMISSIONS = 0o640
IMAGE_MAX_BYTES = env.number("IMAGE_MAX_BYTES", 25_000_000, least=100_000, most=500_000_000)
IMAGE_MAX_PIXELS = env.number("IMAGE_MAX_PIXELS", 60_000_000, least=1_000_000, most=500_000_000)
# For the admin: enough for a story of a million words or a collection of thousands of stories. Files do not count.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000


def storage(folder: str) -> dict[str, Any]:
    """The storage of one kind of picture file: a folder of DATA_DIR, or a prefix in the bucket."""
    if not S3_BUCKET:
        location = {"location": DATA_DIR / folder, "base_url": None}
        return {"BACKEND": "media.whole_files.WholeFileStorage", "OPTIONS": location}
    # Not before it is needed: importing it takes a tenth of a second.

    options = {
        "bucket_name": S3_BUCKET,
        "location": folder,
        "endpoint_url": env.address("S3_ENDPOINT_URL", "") if env.text("S3_ENDPOINT_URL") else None,
        "region_name": env.text("S3_REGION") or None,
        "access_key": env.text("S3_ACCESS_KEY_ID") or None,
        "secret_key": env.text("S3_SECRET_ACCESS_KEY") or None,
        "default_acl": None,
        "querystring_auth": True,
    }
    return {"BACKEND": "media.bucket.BucketStorage", "OPTIONS": options}


STORAGES = {
    "default": storage("originals"),
    "renditions": storage("renditions"),
    "staticfiles": {"BACKEND": "newsroom.static_storage.StaticStorage"},
}
RENDITION_GATE = "articles.models.published.image_is_live"
PREVIEW_GATE = "articles.publishing.previews.shows"

# Publishing
PREVIEW_HOURS = env.number("PREVIEW_HOURS", 72, least=1, most=8760)
EMBED_HOSTS = env.words_like("EMBED_HOSTS", HOST, "www.youtube.com,youtu.be,vimeo.com", "hosts such as vimeo.com")
# The text editor's extensions come from the grammar (articles.admin.writing.editor). These do not sanitise anything.
DJANGO_PROSE_EDITOR_EXTENSIONS = [{"js": ["articles/editor"], "extensions": {"Pasting": html_tags([])}}]
LANGUAGES_OFFERED = env.words_like(
    "LANGUAGES", r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "en,es,fr,de,pt,it,el,ja,ar,zh", "languages such as en or pt-BR"
)

# How long shared caches (CDNs) may keep answers, in seconds. A cache that is purged at every change may keep them long.
CACHE_SECONDS = env.number("CACHE_SECONDS", 10, least=0, most=86_400)

# How long the change log is kept, in days; 0 is for ever. A client that reads the sync feed less often starts again.
CHANGES_KEPT_DAYS = env.number("CHANGES_KEPT_DAYS", 365, least=0, most=36_500)

# Webhooks, and purging shared caches by surrogate key
WEBHOOK_PRIVATE_NETWORKS = env.networks("WEBHOOK_PRIVATE_NETWORKS")
FASTLY_API_URL = "https://api.fastly.com"
FASTLY_SERVICE_ID = env.text("FASTLY_SERVICE_ID")
FASTLY_API_TOKEN = env.text("FASTLY_API_TOKEN")
CLOUDFLARE_API_URL = "https://api.cloudflare.com/client/v4"
CLOUDFLARE_ZONE_ID = env.text("CLOUDFLARE_ZONE_ID")
CLOUDFLARE_API_TOKEN = env.text("CLOUDFLARE_API_TOKEN")
for account, token in (("FASTLY_SERVICE_ID", "FASTLY_API_TOKEN"), ("CLOUDFLARE_ZONE_ID", "CLOUDFLARE_API_TOKEN")):
    env.account(account, token)
VARNISH_URL = env.address("VARNISH_URL", "") if env.text("VARNISH_URL") else ""

# Counting views
VIEW_DEDUPE_SECONDS = env.number("VIEW_DEDUPE_SECONDS", 1800, least=0, most=86_400)
METRICS_TOKEN = env.text("METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 16:
    raise env.wrong("METRICS_TOKEN", "at least 16 characters", secret=True)
VIEWS_NOT_COUNTED = env.words_like(
    "VIEWS_NOT_COUNTED", "bots|prefetch|staff", "bots,prefetch,staff", "any of bots, prefetch and staff"
)
VIEWS_PER_MINUTE = env.number("VIEWS_PER_MINUTE", 6000, least=0, most=10_000_000)
VIEWS_PER_MINUTE_IN_ALL = env.number("VIEWS_PER_MINUTE_IN_ALL", 0, least=0, most=100_000_000)

# The REST API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["articles.api.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "articles.http.problems.handle",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "DESCRIPTION": "Published stories, their pictures and credits, and how often they are read.",
    "VERSION": "1.0.0",
    "LICENSE": {"name": "BSD-3-Clause", "identifier": "BSD-3-Clause"},
    "CONTACT": {"name": SITE_NAME, "url": PUBLIC_URL},
    "TAGS": [
        {"name": "articles", "description": "Stories."},
        {"name": "authors", "description": "Authors of live stories."},
        {"name": "changes", "description": "The sync feed."},
        {"name": "collections", "description": "Editors' lists, such as a front page."},
        {"name": "endpoints", "description": "The entrance."},
        {"name": "images", "description": "Pictures of live stories."},
        {"name": "most-viewed", "description": "What readers read most."},
        {"name": "preview", "description": "Working copies for the bearer of a token."},
        {"name": "resolve", "description": "What lives at a path of the front end."},
        {"name": "tags", "description": "Tags of live stories."},
        {"name": "topics", "description": "The sections of the paper."},
    ],
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "articles.api.openapi.complete",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVERS": [{"url": PUBLIC_URL}],
    "ENUM_NAME_OVERRIDES": {
        "AuthorKind": "articles.models.Author.Kind",
        "CorrectionKind": "articles.models.Correction.Kind",
        "TagKind": "articles.models.Tag.Kind",
        "Genre": "articles.models.Article.Genre",
        "ResolvedAction": "articles.api.resolve.ACTION_NAMES",
        "ResolvedStatus": "articles.api.resolve.STATUSES",
    },
}
CORS_ALLOWED_ORIGINS = env.words_like(
    "CORS_ALLOWED_ORIGINS", f"https?://{HOST}", "", "origins such as https://www.example.com"
)
CORS_ALLOW_ALL_ORIGINS = not CORS_ALLOWED_ORIGINS
CORS_URLS_REGEX = r"^/(api/|renditions/|feeds/)"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
CORS_ALLOW_HEADERS = ["accept", "content-type", "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "Retry-After"]

# Signing in: by password, second factor, passkey and single sign-on. newsroom.sign_in has the limits.
AUTHENTICATION_BACKENDS = ["newsroom.sign_in.backend.LimitedBackend"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", False)
PASSWORD_SIGN_IN = env.flag("PASSWORD_SIGN_IN", True)
OIDC_SERVER_URL = env.secure_address("OIDC_SERVER_URL") if env.text("OIDC_SERVER_URL") else ""
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET")
env.together("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
OIDC_NAME = env.text("OIDC_NAME", "Single sign-on")
OIDC_SCOPES = [
    "openid",
    "profile",
    "email",
    *env.words_like("OIDC_SCOPES", r"[!#-\[\]-~]+", "", "scopes such as groups"),
]
OIDC_GROUPS_CLAIM = env.text("OIDC_GROUPS_CLAIM", "groups")
OIDC_STAFF_GROUPS = env.words("OIDC_STAFF_GROUPS")
OIDC_ASKS_SECOND_FACTOR = env.flag("OIDC_ASKS_SECOND_FACTOR", False)
if not PASSWORD_SIGN_IN and not OIDC_SERVER_URL:
    raise env.wrong("PASSWORD_SIGN_IN", "true where there is no OIDC_SERVER_URL")
PUBLIC_HOST = str(urlsplit(PUBLIC_URL).hostname)
ACCOUNT_ADAPTER = "newsroom.sign_in.adapters.Accounts"
ACCOUNT_EMAIL_VERIFICATION = SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Our limits are in the database. django-allauth's are in the cache, which is each process's own without Redis.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "newsroom.sign_in.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = SITE_NAME
# How many intervals of 30 seconds a telephone's clock may be ahead or behind.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "newsroom.sign_in.codes.SignInCode",
    "reauthenticate": "newsroom.sign_in.codes.ConfirmingCode",
    "authenticate_webauthn": "newsroom.sign_in.passkeys.Second",
    "reauthenticate_webauthn": "newsroom.sign_in.passkeys.Confirm",
    "login_webauthn": "newsroom.sign_in.passkeys.SignIn",
    "add_webauthn": "newsroom.sign_in.passkeys.Add",
}
SOCIALACCOUNT_ADAPTER = "newsroom.sign_in.single_sign_on.SingleSignOn"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"provider_class": "newsroom.sign_in.single_sign_on.Provider"}}

# Security
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
SECURE = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 0, least=0, most=63_072_000)
SILENCED_SYSTEM_CHECKS = [
    "security.W004",  # HSTS_SECONDS is the operator's decision, and hard to take back
    "security.W005",  # as above; subdomains may not be ours
    "security.W021",  # as above; browsers' preload lists
    "security.W008",  # the proxy that terminates TLS redirects
    "security.W019",  # previews and confirmations show our own pages in frames
]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "newsroom.errors.token_refused"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        # Renditions are served from here wherever they are stored, and pasted text cannot load a tracker.
        "img-src": [SELF],
        # Embeds, and the front end's preview beside the writing screen.
        "frame-src": [
            "https://www.youtube-nocookie.com",
            "https://player.vimeo.com",
            SELF,
            env.origin(FRONTEND_PREVIEW_URL),
        ],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LOG_LEVEL = env.one_of("LOG_LEVEL", "INFO", {"DEBUG", "INFO", "WARNING", "ERROR"})
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "outages": {"()": "newsroom.logs.OnceAMinute"},
        "asked for": {"()": "newsroom.logs.WithoutTraceback"},
    },
    # The level is set here too, because Django's own loggers have levels of their own.
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "level": LOG_LEVEL}},
    "loggers": {
        "django.request": {"filters": ["outages"]},
        "django.security.DisallowedHost": {"filters": ["asked for"]},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
