"""What the product is measured against: the same rows by the same gunicorn, and Django's own middleware alone."""

from __future__ import annotations

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "load.plain_settings"

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be loaded first
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

from bench.plain_site import MIDDLEWARE  # noqa: E402

# Only now: what the product is installed with checks its own middleware while Django is set up.
settings.MIDDLEWARE = MIDDLEWARE[1:]
application = WSGIHandler()
