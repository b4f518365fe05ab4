# SPDX-License-Identifier: EUPL-1.2
"""Django's settings, derived from the typed `Config`; nothing else reads the environment."""

from pathlib import Path

from django.utils.csp import CSP

from voordeur.conf.config import load
from voordeur.conf.databases import databases
from voordeur.conf.mail import mailer
from voordeur.conf.secrets import master_keys, signing_key

CONFIG = load()
ROOT = Path(__file__).resolve().parents[1]

DEBUG = False
SECRET_KEY = signing_key(CONFIG)
# Wraps the keys of persons and households; Django hides settings with KEY in their name.
MASTER_KEYS = master_keys(CONFIG)
ALLOWED_HOSTS = [host.strip() for host in CONFIG.allowed_hosts.split(",") if host.strip()]
DATABASES = databases(CONFIG)
DATABASE_ROUTERS = ["voordeur.conf.databases.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "door.Account"

# In the order of the house: a room may lean only on those before it.
ROOMS = [
    "history",
    "door",
    "partners",
    "people",
    "terms",
    "papers",
    "instruments",
    "ledger",
    "provisions",
    "livelihood",
    "intake",
    "coordination",
    "plan",
    "contact",
    "safety",
    "transitions",
    "cooperation",
    "counsel",
    "leeway",
    "money",
    "factlab",
    "figures",
    "resident",
    "supervision",
    "desk",
    "town",
    "imports",
]
BUILT = [room for room in ROOMS if (ROOT / room / "apps.py").exists()]

INSTALLED_APPS = [
    *[f"voordeur.{room}" for room in BUILT],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "voordeur.conf.idle.IdleMiddleware",
    "voordeur.conf.secondfactor.SecondFactorMiddleware",
    "voordeur.door.middleware.DoorMiddleware",
]

ROOT_URLCONF = "voordeur.conf.urls"
WSGI_APPLICATION = "voordeur.conf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                *(["voordeur.desk.context.shell"] if "desk" in BUILT else []),
            ],
        },
    }
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "voordeur.conf.signin.ClosedAccountAdapter"
SOCIALACCOUNT_ADAPTER = "voordeur.conf.signin.StaffAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Six tries, then locked out for a quarter of an hour (anchors, target 17).
ACCOUNT_RATE_LIMITS = {"login_failed": "6/15m/ip,6/15m/key", "login": "30/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# No setting of the operator switches this off; the tests of other things do.
SECOND_FACTOR = True
MFA_TOTP_ISSUER = "Voordeur"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "gemeente",
                "name": CONFIG.municipality,
                "client_id": CONFIG.oidc_client_id,
                "secret": (
                    CONFIG.oidc_client_secret_file.read_text(encoding="utf-8").strip()
                    if CONFIG.oidc_client_secret_file
                    else ""
                ),
                "settings": {"server_url": CONFIG.oidc_issuer},
            }
        ]
        if CONFIG.oidc_issuer
        else [],
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.data_dir / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_ENGINE = "voordeur.door.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "voordeur.conf.errors.csrf_failure"
_SECURE = CONFIG.production or CONFIG.secure_cookies
SESSION_COOKIE_SECURE = _SECURE
CSRF_COOKIE_SECURE = _SECURE
LANGUAGE_COOKIE_SECURE = _SECURE
SECURE_SSL_REDIRECT = CONFIG.production
SECURE_HSTS_SECONDS = 31536000 if CONFIG.production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = CONFIG.production
SECURE_HSTS_PRELOAD = CONFIG.production
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.production else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF, *([CONFIG.oidc_issuer] if CONFIG.oidc_issuer else [])],
    "worker-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A paper to its limit stays in memory: no plain copy of it ever lies in a temporary folder.
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

MAILERS = {"default": mailer(CONFIG)}
DEFAULT_FROM_EMAIL = CONFIG.mail_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "voordeur.conf.logs.AllowedFields"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.db.backends": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}
