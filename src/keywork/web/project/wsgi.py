"""The entry point for gunicorn. It does not start while a page lacks a policy."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keywork.web.project.settings")
application = get_wsgi_application()

from django.db import connections  # noqa: E402 - Django must be loaded first

from keywork.web.accounts.checks import refuse_to_start  # noqa: E402 - Django must be loaded first

refuse_to_start()
# The processes are made of this one, and each must have connections of its own.
connections.close_all()
