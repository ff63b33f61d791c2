"""The mixed day, as locust plays it: real people with live sessions, each answer checked for the one who asked.

Of a hundred pages 38 are lists, 34 are cases (after a save the case is shown again, and one in fifty asks for a
stranger's case and must be refused), 10 save an event and 3 search. The other 15 are advice givers', families', SENCOs'
and panel members' (``others.py``).
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.cookiejar import DefaultCookiePolicy
from typing import Any, ClassVar
from urllib.parse import urlencode

from locust import FastHttpUser

from keywork.web.people.names import fold
from load import checking
from load.checking import Case, Person, Wrong, answered
from load.others import DRAFT, FORM, OTHERS, TRAY, WHERE, Others

LIST, CASE, SAVE, SEARCH, PUT_ASIDE = "list", "case", "save", "search", "search sent"
PLAIN, PLAIN_SAVE, PING = "plain list", "plain save", "ping"
# What is counted as a page: sending a search only leads to the page that answers it.
PAGES = (LIST, CASE, SAVE, SEARCH, *OTHERS)
# A save is followed by the page of its case, so 24 and 10 make the 34 cases of a hundred pages.
DAY = {LIST: 38, CASE: 24, SAVE: 10, SEARCH: 3} | OTHERS
KINDS = ("disagreement-raised", "disagreement-resolution-offered", "provision-away-from-school-considered")
STRANGERS = 0.02
MANAGER, OTHERS = 0.1, 0.05
TURNED_AWAY = "turned away"
# What a visitor does, where it bears another name than its pages.
DOES = {TRAY: "tray", DRAFT: "draft", WHERE: "where"}

Check = Callable[[Any, str], None]


class World:
    """The people and cases, and what this generator has done with them."""

    def __init__(self, made: dict[str, Any], seed: int = 1) -> None:
        self.rng = random.Random(seed)
        self.people, self.cases = checking.world_of(made)
        by_role: dict[str, list[Person]] = {}
        for person in self.people:
            by_role.setdefault(person.role, []).append(person)
        self.keyworkers, self.managers = by_role.pop("keyworker"), by_role.pop("manager")
        self.groups = by_role
        self.others = [*by_role["educational-psychologist"], *by_role["auditor"]]
        self.by_id = {person.id: person for person in self.people}
        self.places = {case.id: case.events for case in self.cases.values()}
        self.to_write: dict[str, list[Case]] = {}
        self.to_write_plainly: list[Case] = []
        self.restricted: list[Case] = []
        self.every = list(self.cases.values())
        for case in self.cases.values():
            lot = self.rng.random()
            if case.named is not None:
                self.restricted.append(case)
            elif case.keyworker and lot < 0.2:
                self.to_write.setdefault(case.keyworker, []).append(case)
            elif case.keyworker and lot < 0.4:
                self.to_write_plainly.append(case)
        self.written = {case.id for some in self.to_write.values() for case in some}
        self.written |= {case.id for case in self.to_write_plainly}
        self.busy: Counter[str] = Counter()
        self.acknowledged: list[list[Any]] = []
        self.words = {case.id: _words(f"{case.forename} {case.surname}") for case in self.cases.values()}
        self.by_word = sorted((word, case_id) for case_id, words in self.words.items() for word in words)
        self.by_reference = {case.reference: case for case in self.cases.values()}
        self.texts = list(dict.fromkeys(case.surname for case in self.cases.values() if len(fold(case.surname)) > 2))
        self.answers: dict[str, list[Case]] = {}
        self.first_day = date.fromisoformat(made["today"]) - timedelta(days=60)

    @contextmanager
    def somebody(self, *, who: str = "") -> Iterator[Person]:
        """Be somebody who does nothing else meanwhile, as long as not everybody is at it."""
        some = {"keyworker": self.keyworkers, "other": self.others, **self.groups}.get(who)
        for _ in range(20):
            person = self.rng.choice(some or (self.managers if self.rng.random() < MANAGER else self.keyworkers))
            if not self.busy[person.id]:
                break
        self.busy[person.id] += 1
        if self.busy[person.id] > 1:
            person.alone = False
        try:
            yield person
        finally:
            self.busy[person.id] -= 1
            if not self.busy[person.id]:
                person.alone = True

    def wanted(self, text: str) -> list[Case]:
        """Return the cases that a surname or a whole reference finds."""
        if text not in self.answers:
            first, *others = sorted(fold(text).split(), key=len, reverse=True)
            place, found = bisect_left(self.by_word, (first, "")), set[str]()
            while place < len(self.by_word) and self.by_word[place][0].startswith(first):
                found.add(self.by_word[place][1])
                place += 1
            wanted = [
                self.cases[case_id]
                for case_id in found
                if all(any(word.startswith(one) for word in self.words[case_id]) for one in others)
            ]
            referred = self.by_reference.get(text)
            self.answers[text] = wanted + [referred] * (referred is not None)
        return self.answers[text]


def _words(name: str) -> set[str]:
    """Return the words of a name; what follows an apostrophe is one too."""
    return {*fold(name).split(), *fold(name.replace("’", " ").replace("'", " ")).split()}


class Visitor(Others, FastHttpUser):
    """Somebody at a browser. Cookies are carried by hand, as one visitor plays many people."""

    abstract = True
    world: ClassVar[World]
    network_timeout = connection_timeout = 30.0
    pages: ClassVar[dict[str, int]] = DAY

    def __init__(self, environment: Any) -> None:
        super().__init__(environment)
        self.client.cookiejar.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def asked(self, method: str, path: str, name: str, person: Person, check: Check, **more: Any) -> Any:
        """Ask for a page and check its answer; what is wrong is counted as a failure, with its reason."""
        self.turned_away = False
        csrf = person.csrf
        cookies = f"sid={person.sid}" + (f"; csrf={csrf}" if csrf else "")
        headers = {"Cookie": cookies, **more.pop("headers", {})}
        with self.client.request(
            method, path, name=name, headers=headers, allow_redirects=False, catch_response=True, **more
        ) as response:
            if response.status_code == 503 and response.headers.get("Retry-After"):
                self.turned_away = True
                response.failure(TURNED_AWAY)
                return None
            text = response.text or ""
            self._remember(response, text, person, csrf)
            try:
                check(response, text)
            except Wrong as wrong:
                response.failure(str(wrong))
                return None
            response.success()
            return response

    @staticmethod
    def _remember(response: Any, text: str, person: Person, csrf: str) -> None:
        """Keep a token with the cookie it belongs to: the one that came with the page, or went with the question.

        Two pages that somebody asked for at once, before they had a cookie, come with a cookie each.
        """
        for name, cookie in response.headers.items() if response.headers else ():
            if name.lower() == "set-cookie" and cookie.startswith("csrf="):
                csrf = cookie.split(";")[0].removeprefix("csrf=")
        if csrf and (token := checking.TOKEN.search(text)):
            person.csrf, person.token = csrf, token[1]

    def token(self, person: Person) -> str:
        """Return the token of a form that this person has been given; where there is none yet, a page is opened.

        It is empty where that page was turned away: whoever has no form sends none.
        """
        if not (person.token and person.csrf):
            self.asked("GET", "/find/", "a form", person, lambda r, _: answered(r, 200))
        return person.token

    def step(self) -> None:
        """Do one thing of the day."""
        name = self.world.rng.choices(list(self.pages), list(self.pages.values()))[0]
        self.does(name)

    def does(self, name: str) -> None:
        """Do one thing by its name."""
        getattr(self, DOES.get(name, name))()

    def list(self) -> None:
        with self.world.somebody() as person:
            whose = "area" if person.role == "manager" else self.world.rng.choice(("mine", "mine", "team"))

            def check(response: Any, text: str) -> None:
                answered(response, 200)
                checking.work_list(text, person, self.world.cases, whose=whose)

            self.asked("GET", "/work/" + ("?whose=team" if whose == "team" else ""), LIST, person, check)

    def case(self) -> None:
        rng, cases = self.world.rng, self.world.cases
        with self.world.somebody(who="other" if rng.random() < OTHERS else "") as person:
            if person.role != "manager" and rng.random() < STRANGERS:
                self._stranger(person)
            else:
                some = person.mine if rng.random() < 0.8 else person.team
                self._look(person, cases[rng.choice(some)] if some else rng.choice(self.world.every))

    def _stranger(self, person: Person) -> None:
        """Ask for a case of anybody's; as often for one that is restricted, be it one's own."""
        rng, world = self.world.rng, self.world
        self._look(person, rng.choice(world.restricted if world.restricted and rng.random() < 0.5 else world.every))

    def _look(self, person: Person, case: Case) -> None:
        if person.may_open(case):
            return self._open(person, case)

        def check(response: Any, text: str) -> None:
            answered(response, 404)
            checking.hidden(text, case)

        self.asked("GET", f"/cases/{case.id}/", CASE, person, check)
        return None

    def _open(self, person: Person, case: Case, *, says: str = "") -> None:
        def check(response: Any, text: str) -> None:
            answered(response, 200)
            checking.case_page(text, person, case, unchanged=case.id not in self.world.written)
            told_here = person.alone  # asked now: whoever is two at once may have been told on the other page meanwhile
            checking.demand(not told_here or says in text, "the page does not say that it was recorded")

        self.asked("GET", f"/cases/{case.id}/", CASE, person, check)

    def save_only(self) -> None:
        self.save(look=False)

    def save(self, *, look: bool = True) -> None:
        world = self.world
        with world.somebody(who="keyworker") as person:
            if not (self.token(person) and world.to_write.get(person.id)):
                return
            case, kind = world.to_write[person.id].pop(), world.rng.choice(KINDS)  # nobody else writes on it meanwhile
            place = world.places[case.id]
            on = world.first_day + timedelta(days=place % 60)
            if self._saved(person, case, place, kind, on):
                world.places[case.id] = place + 1
                world.acknowledged.append([case.id, place + 1, kind, on.isoformat(), person.id])
                if look:
                    self._open(person, case, says=checking.RECORDED)
            elif not self.turned_away:
                return  # what became of it is not known: its case is left alone
            world.to_write[person.id].insert(0, case)

    def _saved(self, person: Person, case: Case, place: int, kind: str, on: date) -> bool:
        form = {
            "csrfmiddlewaretoken": self.token(person), "on-day": on.day, "on-month": on.month, "on-year": on.year,
            "confirmed": "yes", "sequence": place,
        }  # fmt: skip

        def check(response: Any, text: str) -> None:
            answered(response, 302)
            checking.demand(response.headers["Location"] == f"/cases/{case.id}/", "the save leads elsewhere")

        path = f"/cases/{case.id}/record/{kind}/"
        return self.asked("POST", path, SAVE, person, check, data=urlencode(form), headers=FORM) is not None

    def search(self) -> None:
        rng = self.world.rng
        case = rng.choice(self.world.every) if rng.random() < 0.3 else None
        words = case.reference if case else rng.choice(self.world.texts)
        with self.world.somebody() as person:
            if not self.token(person):
                return
            form = {"csrfmiddlewaretoken": self.token(person), "asked": "1", "text": words}
            sent = self.asked(
                "POST", "/find/", PUT_ASIDE, person, lambda r, _: answered(r, 302), data=urlencode(form), headers=FORM
            )

            def check(response: Any, text: str) -> None:
                answered(response, 200)
                checking.found(text, person, self.world.wanted(words))

            if sent is not None and person.alone:
                self.asked("GET", sent.headers["Location"], SEARCH, person, check)

    def plain(self) -> None:
        """The plain list view, asked for by the same people."""

        def check(response: Any, text: str) -> None:
            answered(response, 200)
            checking.demand(text.count('<a href="/case/') == 50, "the plain list has other rows")

        with self.world.somebody() as person:
            self.asked("GET", "/", PLAIN, person, check)

    def plain_save(self) -> None:
        case = self.world.to_write_plainly.pop()
        person = self.world.by_id[case.keyworker]
        if not (person.token and person.csrf):
            self.asked("GET", f"/write/{case.id}/", "a form", person, lambda r, _: answered(r, 200))
        form = {"csrfmiddlewaretoken": person.token, "kind": KINDS[0]}

        def check(response: Any, text: str) -> None:
            answered(response, 302)

        self.asked("POST", f"/write/{case.id}/", PLAIN_SAVE, person, check, data=urlencode(form), headers=FORM)
        self.world.to_write_plainly.insert(0, case)

    def ping(self) -> None:
        def check(response: Any, text: str) -> None:
            checking.demand(text == "pong", "no pong")

        self.asked("GET", "/ping/", PING, self.world.people[0], check)
