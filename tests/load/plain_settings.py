"""The settings of the plain site: the product's database, and addresses of its own."""

from keywork.web.project.settings import *  # noqa: F403
from keywork.web.project.settings import DATABASES

ROOT_URLCONF = "load.plain_views"
# As Django has it unless told otherwise: a page that reads opens no transaction.
DATABASES["default"]["ATOMIC_REQUESTS"] = False
