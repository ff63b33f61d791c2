"""How much a return may hold: several times the largest authority's, and little enough to keep a small machine alive.

The largest authority has about 21,000 plans: an XML file of 30 MB, CSV files of 12 MB together, 40,000 rows in its
largest module. A file that passes these limits is not a return, whatever its name says.
"""

MB = 1024 * 1024
FILE_BYTES = 192 * MB  # one file, unpacked; it is held in memory while it is read
ALL_BYTES = 384 * MB  # all files of an archive, unpacked
ARCHIVE_MEMBERS = 200  # nine are needed; people pack whole folders
ARCHIVE_NAME = 1024  # characters of a name inside an archive, with its folders
RATIO = 200  # unpacked to packed; text packs ten to one, and a bomb a thousand to one
SMALL = 64 * 1024  # a packed file is never taken for smaller than this when its ratio is judged
ROWS = 500_000  # rows of one module
CELL = 200_000  # characters of one value; a name of 10 kB is read and flagged
LINE = 1_000_000  # characters of one line, or of one tag with its text; a row has 16 cells
ID = 60  # characters of a table id; COLLECT's have eight digits
DEPTH = 16  # elements inside elements; the return itself has eight
ELEMENTS = 10_000_000  # elements of one file; the largest authority's has two million
