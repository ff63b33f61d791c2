"""Django's settings, built from the typed settings of the kernel."""

import sys
from pathlib import Path

try:  # Debian's SQLite has a write-ahead-log fault that can lose commits; the wheel carries a mended one.
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
except ImportError:
    pass

from keywork.web.kernel.logs import logging_settings
from keywork.web.kernel.settings import Config
from keywork.web.project.databases import database
from keywork.web.project.mail import email_settings

CONFIG = Config.read()
SRC = Path(__file__).resolve().parents[3]
WEB = SRC / "keywork" / "web"

SECRET_KEY = CONFIG.signing_key()
DEBUG = CONFIG.debug
ALLOWED_HOSTS = list(CONFIG.allowed_hosts)
ROOT_URLCONF = "keywork.web.project.urls"
WSGI_APPLICATION = "keywork.web.project.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "keywork.web.ui",
    "keywork.web.accounts",
    "keywork.web.ledger",
    "keywork.web.deadlines",
    "keywork.web.people",
    "keywork.web.vaults",
    "keywork.web.messages.apps.MessagesConfig",
    "keywork.web.documents",
    "keywork.web.returns",
    "keywork.web.measuring",
    "keywork.web.advice",
    "keywork.web.assessments",
    "keywork.web.representations",
    "keywork.web.placements",
    "keywork.web.plans",
    "keywork.web.panels",
    "keywork.web.meetings",
    "keywork.web.voice",
    "keywork.web.casework",
    "keywork.web.exceptions",
    "keywork.web.family",
    "keywork.web.project",
]

MIDDLEWARE = [
    "keywork.web.project.busy.BusyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Above whatever may answer by itself, so that files and errors tell browsers the same as pages do.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "keywork.web.accounts.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "keywork.web.accounts.middleware.TextMiddleware",
    "keywork.web.accounts.sizes.SizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "keywork.web.accounts.middleware.SessionLimitsMiddleware",
    "keywork.web.accounts.middleware.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "keywork.web.accounts.middleware.PolicyMiddleware",
    "keywork.web.vaults.middleware.KeptOutMiddleware",
]
if CONFIG.demo:  # last, so that whatever asks for today within a request gets the demo's
    MIDDLEWARE.append("keywork.web.nonprod.travelling.OtherDayMiddleware")

DATABASES = {"default": database(CONFIG)}

# Pages: ours in Jinja2; Django's own templates only for what the libraries bring.
TEMPLATES = [
    {
        "NAME": "jinja",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(WEB.glob("*/templates")),
        "OPTIONS": {
            "environment": "keywork.web.ui.jinja.environment",
            "context_processors": ["keywork.web.project.context.page"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "keywork.web.ui.rendering.GovukRenderer"
NAVIGATION = (
    ("My work", "casework:my-work", "work.list"),
    ("Today’s work", "casework:support", "support.today"),
    ("My cases", "casework:cases", "case.list"),
    ("Find a case", "casework:find", "case.find"),
    ("Advice", "advice:tray", "advice.tray"),
    ("Plans", "plans:tray", "plan.list"),
    ("Consultations", "placements:tray", "consultation.tray"),
    ("Letters", "documents:letters-tray", "letter.tray"),
    ("Requests", "assessments:queue", "request.queue"),
    ("Panels", "panels:panels", "panel.list"),
    ("Exceptions", "exceptions:tray", "exception.tray"),
    ("Advice of your service", "advice:oversight", "advice.oversee"),
    ("Consultations of settings", "placements:oversight", "consultation.oversee"),
    ("Your requests", "assessments:own", "request.make"),
    ("Concerns", "voice:concerns", "concern.read"),
    ("Overview", "measuring:overview", "overview.read"),
    ("Data quality", "returns:quality", "quality.read"),
    ("Import", "returns:imports", "return.import"),
    ("Allocate", "casework:allocate", "case.allocate"),
    ("Alerts", "casework:notices", "alert.read"),
    ("Asked to see", "casework:reveals", "reveal.answer"),
    ("Users", "accounts:users", "users.read"),
    ("Confirm accounts", "accounts:waiting", "users.confirm"),
    ("Access log", "accounts:access-log", "log.read"),
    ("Letter templates", "documents:letter-templates", "template.read"),
    ("Law settings", "deadlines:law-settings", "law-settings.choose"),
    ("Duties", "casework:duties", "duties.read"),
    ("Outbox", "messages:outbox", "outbox.watch"),
    ("What is new", "messages:news", "news.read"),
)
# Pages of a case that are a room's own work: whoever has its list in the navigation is there, and not in the cases.
LISTS_OF_ROOMS = {"plans": "plans:tray"}
# Where a family is led from its list of cases, and the action that opens it; everybody else is led to the case.
FAMILYS_PAGE_OF_A_CASE = ("family:where", "case.where")
# Pages of a case that rooms above casework offer: name, words, and the action that opens it.
CASE_PAGES = (
    ("family:where", "Where is it?", "case.where"),
    ("family:deciding", "Who decides", "case.where"),
    ("plans:plan", "Plan", "plan.open"),
    ("exceptions:of-case", "Exceptions", "exception.read"),
)
# What each room still has open of a case when its request has ended or the child has gone.
LOOSE_ENDS = (
    "keywork.web.advice.loose_ends.loose_ends",
    "keywork.web.placements.loose_ends.loose_ends",
    "keywork.web.plans.loose_ends.loose_ends",
    "keywork.web.panels.loose_ends.loose_ends",
    "keywork.web.documents.letter_loose_ends.loose_ends",
    "keywork.web.exceptions.loose_ends.loose_ends",
)
# What rooms above casework show on the page that explains a date, of the clock it is about.
WHY_PANELS = ("keywork.web.exceptions.on_clock.on_clock",)
# What keeps a final plan from being sent yet, with why in words.
BEFORE_A_PLAN_GOES = (
    "keywork.web.representations.windows.why_not_yet",
    "keywork.web.plans.on_letters.why_not_yet",
)
# What rooms keep of somebody of a family once they are written down: given who writes, the index card and the member.
FAMILY_WRITTEN: tuple[str, ...] = ("keywork.web.assessments.letting_in.keep_needs_of",)
# What the rooms put on the page of a case, in this order; and on the page beside it about letters and contacts.
CASE_PANELS = (
    "keywork.web.casework.loose_ends.on_case",
    "keywork.web.panels.on_case.on_case",
    "keywork.web.advice.on_case.on_case",
)
# What rooms leave out of the record and the clocks of a case, or say by the own days of whoever reads them.
CASE_RECORD = ("keywork.web.panels.queries.own_record", "keywork.web.representations.readers.own_record")
CASE_CLOCKS = ("keywork.web.representations.readers.own_clocks",)
CONTACT_PANELS = (
    "keywork.web.meetings.on_case.on_case",
    "keywork.web.representations.on_case.on_case",
    "keywork.web.placements.on_case.on_case",
    "keywork.web.voice.on_case.on_case",
    "keywork.web.documents.letters_on_case.on_case",
    "keywork.web.documents.on_case.on_case",
    "keywork.web.messages.on_case.on_case",
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        **{f"{kind}-src": ["'self'"] for kind in ("script", "style", "img", "font", "connect", "manifest")},
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# The limits on attempts to sign in are counted here, so every worker must see the same counts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        # Django would keep 300 and throw away the rest: whoever fills it would be forgotten by the limits.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
}

# Background work: a row of the same database, written in the transaction of what it is for.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}
# What other rooms show beside the messages of a case: ways on, as words and addresses.
BESIDE_MESSAGES: tuple[str, ...] = ("keywork.web.documents.on_messages.beside",)
# Modules that are asked whether an e-mail may go and told what became of it (keywork.web.messages.ports).
MESSAGE_PORTS: tuple[str, ...] = ("keywork.web.documents.letter_mail",)
# What other rooms see to as the worker sweeps, every minute or so, in the scope of an authority.
SWEPT_WITH: tuple[str, ...] = (
    "keywork.web.deadlines.outlooks.keep_tendencies",
    "keywork.web.advice.services.reminding.remind",
)
# What the going of a letter records besides its own entry (keywork.web.documents.letter_ports).
LETTER_ENTRIES: tuple[str, ...] = ("keywork.web.plans.on_letters.entries",)
DEFAULT_FROM_EMAIL = CONFIG.email_from
vars().update(email_settings(CONFIG))

LOGGING = logging_settings(CONFIG.log_level)

# Signing in
AUTHENTICATION_BACKENDS = ["keywork.web.accounts.backends.MembershipBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "keywork.web.accounts.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "keywork.web.accounts.passwords.GuessableValidator"},
    {"NAME": "keywork.web.accounts.passwords.OurWordsValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
]
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
LOGIN_URL = "nonprod:people" if CONFIG.demo else "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_ADAPTER = "keywork.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "keywork.web.accounts.forms.SignInForm",
    "reauthenticate": "keywork.web.accounts.forms.ConfirmPasswordForm",
    "change_password": "keywork.web.accounts.forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PASSWORD_MIN_LENGTH = 12
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Passwords are counted by accounts/attempts.py; this counts codes of the second step, by person.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CONFIG.https else 0
MFA_ADAPTER = "keywork.web.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "keywork.web.accounts.forms.SecondStepForm",
    "reauthenticate": "keywork.web.accounts.forms.SecondStepAgainForm",
    "activate_totp": "keywork.web.accounts.forms.AddAppForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator set the address
MFA_TOTP_ISSUER = "Keywork"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = CONFIG.debug

# Cookies, and what browsers are told
SESSION_ENGINE = "keywork.web.accounts.session_store"
SESSION_COOKIE_NAME = "__Host-sid" if CONFIG.https else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if CONFIG.https else "csrf"
DEVICE_COOKIE_NAME = "__Host-device" if CONFIG.https else "device"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "keywork.web.accounts.views.own.stale_form"
MESSAGE_STORAGE = "keywork.web.accounts.told.MessageStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if CONFIG.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = CONFIG.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.https else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
BUILT = WEB / "ui" / "static_built"
STATICFILES_DIRS: list[Path] = [BUILT] if BUILT.exists() else []
WHITENOISE_USE_FINDERS = True  # the built assets are served from where they were built
MEDIA_ROOT = CONFIG.home / "uploads"
