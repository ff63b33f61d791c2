"""From a page to a PDF that a screen reader reads (PDF/UA-1), with nothing fetched from anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FONTS = Path(__file__).parents[1] / "ui" / "static_built" / "ui" / "fonts"
ASSET = "asset://fonts/"


class NotAnAsset(FatalURLFetchingError):
    """A document asked for something that the product does not bring itself."""


class Assets(URLFetcher):
    """Gives a document the fonts that the product brings, and refuses whatever else it asks for."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return a font.

        Raises:
            NotAnAsset: it is anything else.
        """
        name = url.removeprefix(ASSET)
        if not url.startswith(ASSET) or name not in {path.name for path in FONTS.glob("*.woff2")}:
            if not FONTS.is_dir():
                raise NotAnAsset("The fonts of letters are not built here. Run make assets.")
            raise NotAnAsset("A letter fetches nothing but the product's own fonts.")
        return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/woff2"})


def typeset(html: str, *rules: str) -> bytes:
    """Return a page as a PDF, with rules of style in the order in which they count."""
    fonts, assets = FontConfiguration(), Assets()
    styles = [CSS(string=one, url_fetcher=assets, font_config=fonts) for one in rules]
    document = HTML(string=html, url_fetcher=assets)
    made: bytes = document.write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1", font_config=fonts)
    return made
