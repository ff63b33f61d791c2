"""The pages of returns."""

from keywork.web.returns.views.loading import confirm, imports, load, one_import, reverse
from keywork.web.returns.views.quality import decide, quality, quality_file, reviews

__all__ = ["confirm", "decide", "imports", "load", "one_import", "quality", "quality_file", "reverse", "reviews"]
