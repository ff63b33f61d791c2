"""What is taken out of a page: every letter of a word that was named, and all that lies under a box."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from PIL import Image, ImageDraw

from keywork.web.documents.redaction.finding import places_of, whole_words
from keywork.web.documents.redaction.pages import Box, Page

# A letter leans and throws a shadow of its own: a black box reaches past it by a part of its height.
MARGIN = 0.18
LEAST = 2.0
COLUMNS, ROWS = 20, 28
SQUARE = re.compile(r"([A-T])(\d{1,2})", re.I)
SQUARES = re.compile(r"^\s*([A-Ta-t]\d{1,2})(?:\s*(?:-|–|to|:|\s)\s*([A-Ta-t]\d{1,2}))?\s*$")
BLACK, RED, GRID = (0, 0, 0), (212, 53, 28), (120, 130, 200)


@dataclass(frozen=True, slots=True)
class Marked:
    """What goes from one page.

    Args:
        boxes: what becomes black.
        places: the letters that go from the text.
        found: how often each term was found.
    """

    boxes: list[Box]
    places: frozenset[int]
    found: dict[str, int]


def squares(text: str) -> list[tuple[str, str]]:
    """Return the boxes that somebody typed, one a line, each by the squares of two corners.

    Raises:
        ValueError: a line is no box; the line is the message.
    """
    told = []
    for line in text.splitlines():
        if not line.strip():
            continue
        match = SQUARES.match(line)
        corners = [one.upper() for one in match.groups() if one] if match else []
        if not corners or any(not 1 <= int(one[1:]) <= ROWS for one in corners):
            raise ValueError(line.strip()[:40])
        told.append((corners[0], corners[-1]))
    return told


def box_of(corners: Sequence[str], size: tuple[int, int]) -> Box:
    """Return the box in a picture from one square of its grid to another."""
    across = [ascii_uppercase.index(one[0]) for one in corners]
    down = [int(one[1:]) - 1 for one in corners]
    wide, high = size[0] / COLUMNS, size[1] / ROWS
    return min(across) * wide, min(down) * high, (max(across) + 1) * wide, (max(down) + 1) * high


def marked(page: Page, terms: Iterable[str], boxes: Iterable[Sequence[str]]) -> Marked:
    """Return what goes from a page.

    Args:
        page: the page.
        terms: the words to take out.
        boxes: each by the squares of two corners.
    """
    gone: set[int] = set()
    counted: dict[str, int] = {}
    text, order = page.as_seen()
    for term in terms:
        finds = [places for _, places in places_of(page.text, [term])]
        seen = [{order[at] for at in places} for _, places in places_of(text, [term])]
        finds += [places for places in seen if not any(places & others for others in finds)]
        gone |= set().union(*finds, *seen)
        counted[term] = len(finds)
    drawn = [box_of(corners, page.picture.size) for corners in boxes]
    for box in drawn:
        for place in page.touched(box):
            gone |= whole_words(page.text, place, place + 1)
    # What lies where a letter goes lies under the same black: a second layer of the same words goes with it.
    beneath = {at for place in gone if (box := page.boxes[place]) for at in page.touched(_core(box))}
    gone = {place for place in gone | beneath if page.boxes[place]}
    return Marked([*drawn, *map(_wider, _joined(page, gone))], frozenset(gone), counted)


def _joined(page: Page, places: set[int]) -> list[Box]:
    """Return the boxes of letters, those that stand next to each other on a line as one."""
    joined: list[Box] = []
    last = -2
    for place in sorted(places):
        box = page.boxes[place]
        assert box is not None
        if place == last + 1 and joined and _on_one_line(joined[-1], box):
            left, top, right, bottom = zip(joined[-1], box, strict=True)
            joined[-1] = (min(left), min(top), max(right), max(bottom))
        else:
            joined.append(box)
        last = place
    return joined


def _on_one_line(before: Box, box: Box) -> bool:
    shared = min(before[3], box[3]) - max(before[1], box[1])
    near = -2 * (box[3] - box[1]) < box[0] - before[2] < 2 * (box[3] - box[1])
    return near and shared > 0.6 * min(before[3] - before[1], box[3] - box[1])


def _wider(box: Box) -> Box:
    left, top, right, bottom = box
    by = max(LEAST, (bottom - top) * MARGIN)
    return left - by, top - by, right + by, bottom + by


def _core(box: Box) -> Box:
    """Return the middle of a black box: what only its edge touches is a neighbour, and stays."""
    left, top, right, bottom = box
    across, down = (right - left) * 0.3, (bottom - top) * 0.3
    return left + across, top + down, right - across, bottom - down


def blackened(page: Page, what: Marked) -> Image.Image:
    """Return the picture of a page in which what goes is black."""
    picture = page.picture.copy()
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in what.boxes:
        pen.rectangle((int(left), int(top), int(right + 1), int(bottom + 1)), fill=BLACK)
    return picture


def shown(page: Page, what: Marked) -> Image.Image:
    """Return the picture of a page with its grid, and with a red frame around whatever will go."""
    picture = page.picture.copy()
    pen = ImageDraw.Draw(picture, "RGBA")
    for left, top, right, bottom in what.boxes:
        pen.rectangle((left, top, right, bottom), fill=(*RED, 60), outline=(*RED, 255), width=2)
    wide, high = picture.width / COLUMNS, picture.height / ROWS
    for column in range(COLUMNS):
        pen.line((column * wide, 0, column * wide, picture.height), fill=(*GRID, 90))
        pen.text((column * wide + 3, 1), ascii_uppercase[column], fill=(*GRID, 255), font_size=high * 0.38)
    for row in range(ROWS):
        pen.line((0, row * high, picture.width, row * high), fill=(*GRID, 90))
        pen.text((2, row * high + high * 0.4), str(row + 1), fill=(*GRID, 255), font_size=high * 0.38)
    return picture
