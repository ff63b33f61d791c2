"""How much a return may hold. The largest authority's return is about a tenth of these."""

FILE_BYTES = 512 * 1024 * 1024  # one file, unpacked
ALL_BYTES = 1024 * 1024 * 1024  # all files of an archive, unpacked
ARCHIVE_MEMBERS = 200
RATIO = 200  # unpacked to packed; text packs ten to one
ROWS = 3_000_000
CELL = 200_000  # characters of one value; a name of 10 kB is read and flagged
DEPTH = 16  # elements inside elements; the return itself has seven
