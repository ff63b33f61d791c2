"""The pages of plans."""

from keywork.web.plans.views.reading import plan
from keywork.web.plans.views.writing import take, version, versions, write

__all__ = ["plan", "take", "version", "versions", "write"]
