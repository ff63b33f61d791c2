"""A thread on paper: lines that are read from the right end at the left."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from keywork.web.documents.letter_print import Kept, ThreadPaper, direction, thread_pdf


def test_a_line_is_read_by_its_first_letter() -> None:
    lines = {"": "ltr", "1. Yes": "ltr", "שלום?": "rtl", "1. مرحبا!": "rtl", "Ada محمد": "ltr", "(محمد) Ada": "rtl"}
    assert {line: direction(line) for line in lines} == lines


def test_a_question_in_hebrew_has_its_mark_at_the_left() -> None:
    paper = ThreadPaper(
        "Messages", "Ada", "Wexcombe Council", "W-1", "Saved.", [Kept("Ada", "Today", ["שלום?", "Hello?"])]
    )
    text = pypdfium2.PdfDocument(BytesIO(thread_pdf(paper)))[0].get_textpage()
    letters = [(text.get_text_range(n, 1), text.get_charbox(n)[0]) for n in range(text.count_chars())]
    of_hebrew = [left for letter, left in letters if "\u05d0" <= letter <= "\u05ea"]
    in_hebrew, in_english = sorted((left for letter, left in letters if letter == "?"), reverse=True)
    assert in_english < in_hebrew < min(of_hebrew)
