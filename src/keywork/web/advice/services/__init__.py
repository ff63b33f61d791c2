"""Asking for advice, answering, and what happens in between."""
