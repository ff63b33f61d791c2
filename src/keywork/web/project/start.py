"""Loading Django, for the commands that need the database."""

import os


def start_django() -> None:
    """Load Django with the product's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keywork.web.project.settings")
    import django

    django.setup()
