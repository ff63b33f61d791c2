"""What every table of the product has in common."""

from __future__ import annotations

from django.db import models

from keywork.web.kernel.ids import new_id


class Identified(models.Model):
    """A row with a time-ordered identity."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
