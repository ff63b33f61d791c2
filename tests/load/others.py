"""What others do on a busy day: advice givers, families, SENCOs and panel members, each answer checked for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urlencode

from load.checking import Case, Person, answered, demand, is_signed_in

TRAY, ADVICE, DRAFT = "advice tray", "advice", "advice draft"
WHERE, MESSAGE, PUPILS, PANELS = "where is it", "message", "pupils", "panels"
# Of a hundred pages. After a draft and a message the page that they lead to is shown: so two more.
OTHERS = {TRAY: 3, ADVICE: 2, DRAFT: 1, WHERE: 3, MESSAGE: 1, PUPILS: 2, PANELS: 1}
PANEL = "Load panel"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SEEN = re.compile(r'name="draft_seen" value="(\d*)"')
TRAYED = re.compile(r'app-quiet">([^<]*)</span></th>')
ENROLLED = re.compile(r'data-label="Reference">([^<]*)</td>')
ALL = re.compile(r"([\d,]+) cases?, those with")
SAID = ("Uses a visual timetable.", "Reads with a partner.", "Needs a quiet place.")


class Others:
    """What people who are not of the team do. It is a part of a visitor, who asks."""

    world: Any
    asked: Callable[..., Any]
    token: Callable[[Person], str]

    def tray(self) -> None:
        """The tray of somebody who is asked for advice holds what is asked of them, and nothing else."""
        with self.world.somebody(who="educational-psychologist") as person:
            theirs = {self.world.cases[case].reference for _, case in person.asked}

            def check(response: Any, text: str) -> None:
                answered(response, 200)
                is_signed_in(text, person)
                demand(set(TRAYED.findall(text)) == theirs, "the tray holds other requests")

            self.asked("GET", "/advice/", TRAY, person, check)

    def advice(self) -> None:
        """A request is shown to whom it was made, and to no other adviser."""
        with self.world.somebody(who="educational-psychologist") as person:
            other = self.world.rng.choice(self.world.groups["educational-psychologist"])
            whose = other if self.world.rng.random() < 0.1 else person
            if not whose.asked:
                return
            request, case = self.world.rng.choice(whose.asked)
            may = [request, case] in person.asked
            check = self._shown(person, self.world.cases[case], may=may)
            self.asked("GET", f"/advice/{request}/", ADVICE, person, check)

    def draft(self) -> None:
        """Somebody writes on with their advice; what they wrote is kept, and said to be."""
        with self.world.somebody(who="educational-psychologist") as person:
            if not (self.token(person) and person.asked and person.alone):
                return
            request, case = self.world.rng.choice(person.asked)
            path, words = f"/advice/{request}/write/", self._words()
            page = self.asked("GET", path, ADVICE, person, self._shown(person, self.world.cases[case], may=True))
            seen = SEEN.search(page.text) if page is not None else None
            if seen is None:
                return
            form = {"csrfmiddlewaretoken": self.token(person), "summary": words, "count": 1, "draft_seen": seen[1]}
            self._sent(person, path, form, DRAFT, f"/advice/{request}/")

            def kept(response: Any, text: str) -> None:
                answered(response, 200)
                demand(words in unescape(text), "the draft is not what was written")

            self.asked("GET", path, ADVICE, person, kept)

    def where(self) -> None:
        """A parent reads where their own child's case is, and no other parent's."""
        with self.world.somebody(who="parent") as person:
            other = self.world.rng.choice(self.world.groups["parent"])
            whose = other if self.world.rng.random() < 0.1 else person
            if not whose.mine:
                return
            [case] = whose.mine
            check = self._shown(person, self.world.cases[case], may=case in person.mine, says="Where is it?")
            self.asked("GET", f"/cases/{case}/where/", WHERE, person, check)

    def message(self) -> None:
        """A parent writes a message, and reads it in their own thread."""
        with self.world.somebody(who="parent") as person:
            if not (self.token(person) and person.mine):
                return
            words, path = self._words(), f"/cases/{person.mine[0]}/messages/write/"
            form = {"csrfmiddlewaretoken": self.token(person), "text": words}
            sent = self._sent(person, path, form, MESSAGE, "/messages/")
            if sent is None:
                return

            def there(response: Any, text: str) -> None:
                answered(response, 200)
                is_signed_in(text, person)
                demand(words in unescape(text), "the message is not in the thread")

            self.asked("GET", sent.headers["Location"], MESSAGE, person, there)

    def pupils(self) -> None:
        """A SENCO sees the cases of their own pupils, and all of them."""
        with self.world.somebody(who="senco") as person:
            theirs = {self.world.cases[case].reference for case in person.mine}

            def check(response: Any, text: str) -> None:
                answered(response, 200)
                is_signed_in(text, person)
                count, shown = ALL.search(text), ENROLLED.findall(text)
                number = int(count[1].replace(",", "")) if count else 0
                demand(number == len(theirs), f"{number} pupils instead of {len(theirs)}")
                demand(set(shown) <= theirs, "somebody else's pupil is listed")

            self.asked("GET", "/cases/", PUPILS, person, check)

    def panels(self) -> None:
        """A panel member sees the meeting they sit in."""
        with self.world.somebody(who="panel-member") as person:

            def check(response: Any, text: str) -> None:
                answered(response, 200)
                is_signed_in(text, person)
                demand(PANEL in text, "the panel they sit on is not there")

            self.asked("GET", "/panels/", PANELS, person, check)

    def _words(self) -> str:
        return f"{self.world.rng.choice(SAID)} {self.world.rng.randrange(10**9)}"

    def _shown(self, person: Person, case: Case, *, may: bool, says: str = "") -> Callable[[Any, str], None]:
        def check(response: Any, text: str) -> None:
            if not may:
                answered(response, 404)
                demand(case.reference not in text, f"{case.reference} shows through")
                return
            answered(response, 200)
            is_signed_in(text, person)
            demand(case.reference in text and case.forename in unescape(text), f"another case than {case.reference}")
            demand(says in text, "the page is another one")

        return check

    def _sent(self, person: Person, path: str, form: dict[str, Any], name: str, leads: str) -> Any:
        def check(response: Any, text: str) -> None:
            answered(response, 302)
            demand(response.headers["Location"].startswith(leads), "what was sent leads elsewhere")

        return self.asked("POST", path, name, person, check, data=urlencode(form), headers=FORM)
