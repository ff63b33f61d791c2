"""The same duties and measures as :mod:`keywork.core`, worked in sets over columns."""
