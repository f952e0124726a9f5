"""One settings file. Everything an office may change comes from the environment; README lists the names."""

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

from portal.lib.env import WrongSetting, env_bool, env_int, env_list, env_str, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env_str("DATA_DIR") or BASE_DIR / "var").resolve()

# The address of the site decides how careful cookies must be: on plain http at the machine itself
# (a first look, development) Secure cookies and HSTS are off; everywhere else they are on.
SITE_URL = env_str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
_loopback = _site.hostname in ("127.0.0.1", "localhost", "::1")
if _site.scheme not in ("http", "https") or not _site.hostname:
    raise WrongSetting("SITE_URL", f"“{SITE_URL}”不是完整网址，应形如 https://www.example.gov.cn。")
if _site.scheme == "http" and not _loopback:
    raise WrongSetting("SITE_URL", "只有本机（127.0.0.1）可以用 http；对外请用 https 网址。")
_https = _site.scheme == "https"

DEBUG = env_bool("DEBUG")
if DEBUG and not _loopback:
    raise WrongSetting("DEBUG", "对外网址上不能打开调试，请删去这一项。")
SECRET_KEY = secret_key(DATA_DIR)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or [
    _site.hostname,
    *(["127.0.0.1", "localhost", "[::1]"] if _loopback else []),
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "import_export",
    "simple_history",
    "tree_queries",
    "axes",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "portal.apps.PortalConfig",
    "portal.accounts",
    "portal.publishing",
    "portal.sheets",
    "portal.media",
    "portal.site",
    "projects",
    "portal.indicators",
    "news",
    "portal.feedback",
    "portal.search",
    "portal.opendata",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.site.middleware.ReaderMiddleware",
    "portal.away.AwayMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "portal.publishing.middleware.GoneMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.site.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.site.templatetags.shown",
                "portal.site.templatetags.tongues",
            ],
        },
    }
]

# --- database ---------------------------------------------------------------------------------
try:
    DATABASES = {
        "default": dj_database_url.parse(env_str("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")
    }
except (ValueError, KeyError) as error:
    raise WrongSetting("DATABASE_URL", "应形如 postgres://用户:口令@主机:5432/库名，或留空使用 SQLite。") from error
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without IMMEDIATE two writers deadlock and one loses its write at once instead of waiting its turn.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456; PRAGMA cache_size=-32000;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Where the database is away or every connection taken, a reader isn't left waiting for half a minute (portal/away.py).
    # A pool that tries on for long waits longer each time, and would find it back late: it gives up, and the next
    # reader makes it try anew.
    pool = {"min_size": 2, "max_size": env_int("DATABASE_POOL", 10, 2, 200), "timeout": 3, "reconnect_timeout": 2}
    DATABASES["default"]["OPTIONS"] = {"pool": pool, "connect_timeout": 3, "tcp_user_timeout": 10_000}
    # Connections that didn't outlive the database are noticed before a reader gets one.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
else:
    raise WrongSetting("DATABASE_URL", "只支持 SQLite 与 PostgreSQL。")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env_str("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "portal.lib.cache.SpareCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# Per account AND address, so that nobody can lock an office out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_CLIENT_IP_CALLABLE = "portal.lib.clients.client_ip"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # its pages are English; a lock ends by itself, or by manage.py axes_reset
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True

# --- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
# The second folder holds words that other packages left untranslated.
LOCALE_PATHS = [BASE_DIR / "portal" / "locale", BASE_DIR / "portal" / "locale_vendor"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# nginx serves the file itself when the view only has to say yes; empty: Django sends the bytes.
MEDIA_ACCEL_PREFIX = env_str("MEDIA_ACCEL_PREFIX")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if _bucket := env_str("MEDIA_BUCKET"):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _bucket,
            "endpoint_url": env_str("MEDIA_BUCKET_ENDPOINT") or None,
            "access_key": env_str("MEDIA_BUCKET_KEY") or None,
            "secret_key": env_str("MEDIA_BUCKET_SECRET") or None,
        },
    }
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["jpg", "png", "gif", "webp", "avif", "woff2", "gz", "br", "map"]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- what browsers are told -------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https

# Addresses of our own proxies; only from them are X-Forwarded-For and -Proto believed.
TRUSTED_PROXIES = env_list("TRUSTED_PROXIES")
for _proxy in TRUSTED_PROXIES:
    try:
        ipaddress.ip_network(_proxy)
    except ValueError as error:
        raise WrongSetting("TRUSTED_PROXIES", f"“{_proxy}”不是 IP 地址或网段。") from error
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- packages ---------------------------------------------------------------------------------
FILTERS_EMPTY_CHOICE_LABEL = ""
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
# What the open data may be used for; printed in every file of it.
OPEN_DATA_LICENCE = env_str("OPEN_DATA_LICENCE", "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/deed.zh-hans")
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # the same answer for everybody
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "portal.opendata.negotiation.AlwaysJSON",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "portal.opendata.errors.answer",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Open data",
    "VERSION": "1",
    "SERVERS": [{"url": SITE_URL}],
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}},
}
