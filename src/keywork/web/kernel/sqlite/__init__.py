"""SQLite as Django drives it here: each change carries the moment at which it was committed."""
