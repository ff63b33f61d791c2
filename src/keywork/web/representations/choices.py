"""What can be chosen in an answer to a draft, and in a reply to it, by codes."""

from __future__ import annotations

SECTIONS = {
    "A": "Your views, interests and hopes",
    "B": "Special educational needs",
    "C": "Health care needs",
    "D": "Social care needs",
    "E": "Outcomes",
    "F": "Special educational provision",
    "G": "Health care provision",
    "H1": "Social care provision under the Act of 1970",
    "H2": "Other social care provision",
    "I": "The school or other setting",
    "J": "Personal budget",
    "K": "Advice and information",
}
# Those that section 38(3) lets families ask for by right, and the others.
SETTINGS = {
    "maintained": "A state school or nursery, or an academy",
    "college": "A further education college",
    "special": "A special school that the state does not run (non-maintained)",
    "section-41": "An independent school or college on the Government’s section 41 list",
    "independent": "Another independent school or college",
    "other": "Something else, or I am not sure",
}
BY_RIGHT = frozenset({"maintained", "college", "special", "section-41"})
WAYS = {
    "here": "On this site",
    "paper": "By letter or on paper",
    "e-mail": "By e-mail",
    "phone": "By telephone",
    "meeting": "At a meeting",
}
OUTCOMES = {
    "taken": "Taken over",
    "partly": "Taken over in part",
    "not": "Not taken over",
}
TEXT = 4000
