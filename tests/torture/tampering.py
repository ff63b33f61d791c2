"""Every kind of tampering with a ledger. Each says which entries it touched; a verification must name each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any

from django.db import DatabaseError, connection

from keywork.web.ledger import sealing
from keywork.web.ledger.findings import Fault, Finding
from keywork.web.ledger.verifying import verify, verify_strays
from torture.tampered import CASES, EVENTS, HEADS, PAYLOADS, ROW, Touched, World, defenceless, sql


class Tamperer:
    """Knows every kind of tampering, and does one of them."""

    def __init__(self, world: World, rng: Random) -> None:
        self.world, self.rng = world, rng
        self.key = world.authority.pk if connection.vendor == "postgresql" else world.authority.pk.hex
        self.others = world.other.pk if connection.vendor == "postgresql" else world.other.pk.hex
        dated = "+" if connection.vendor == "sqlite" else ""
        names = ", ".join(f"{dated}{name}" for name in ROW)
        rows = sql(f"SELECT {names} FROM {EVENTS} WHERE authority_id = %s ORDER BY position", self.key)
        self.rows = [dict(zip(ROW, row, strict=True)) for row in rows]
        names = f"p.event_id, {dated}p.body, p.salt"
        found = sql(
            f"SELECT {names} FROM {PAYLOADS} p JOIN {EVENTS} e ON e.id = p.event_id WHERE e.authority_id = %s", self.key
        )
        self.payloads = {row[0]: row[1:] for row in found if row[1] is not None}
        self.erased = [row[0] for row in found if row[1] is None]

    # What is done to one row

    def any_row(self) -> dict[str, Any]:
        return self.rng.choice(self.rows)

    def touched(self, *rows: dict[str, Any]) -> Touched:
        return Touched({str(r["id"]).replace("-", "") for r in rows}, {r["position"] for r in rows})

    def set(self, row: dict[str, Any], **values: Any) -> None:
        changes = ", ".join(f"{name} = %s" for name in values)
        sql(f"UPDATE {EVENTS} SET {changes} WHERE id = %s", *values.values(), row["id"])

    def another(self, name: str, row: dict[str, Any]) -> Any:
        """Another value of a column, as likely as the one that stands there."""
        old, rng = row[name], self.rng
        if name in {"digest", "seal"}:
            return rng.choice([rng.randbytes(32), self.any_row()["seal"], b""])
        if name in {"position", "sequence"}:
            return max(0, old + rng.choice([-3, -1, 1, 2, 1000]))
        if name == "authority_id":
            return self.others
        if name == "id":
            new = rng.randbytes(16).hex()
            return (
                new if connection.vendor == "sqlite" else f"{new[:8]}-{new[8:12]}-{new[12:16]}-{new[16:20]}-{new[20:]}"
            )
        if name in {"occurred_on", "not_after"}:
            return self.another_day(old)
        if name in {"recorded_at", "source_at"}:
            return self.another_moment(old or self.rows[0]["recorded_at"])
        if name == "thread":
            return rng.choice([None, "", "advice/ep", "advice/health", "-"])
        return rng.choice([self.any_row()[name], f"{old}x", str(old)[:-1], "system:other", "plan-first-made"])

    def another_day(self, old: Any) -> Any:
        day = old if isinstance(old, date) else date.fromisoformat(old) if old else date(2025, 5, 5)
        new = self.rng.choice([None, day + timedelta(days=self.rng.choice([-365, -1, 1, 14]))])
        return new.isoformat() if new is not None and connection.vendor == "sqlite" else new

    def another_moment(self, old: Any) -> Any:
        moment = old if isinstance(old, datetime) else datetime.fromisoformat(old)
        new = moment + self.rng.choice([timedelta(microseconds=1), timedelta(hours=1), timedelta(days=-9)])
        return str(new) if connection.vendor == "sqlite" else new

    def edit(self, name: str) -> Touched | None:
        row = self.any_row()
        new = self.another(name, row)
        if new == row[name] or (isinstance(new, str) and name.endswith("_id") and new == str(row[name])):
            return None
        self.set(row, **{name: new})
        touched = self.touched(row)
        if name == "id":
            touched.ids.add(str(new).replace("-", ""))
        return touched

    def delete(self, rows: list[dict[str, Any]]) -> Touched:
        for row in rows:
            sql(f"DELETE FROM {PAYLOADS} WHERE event_id = %s", row["id"])
            sql(f"DELETE FROM {EVENTS} WHERE id = %s", row["id"])
        return self.touched(*rows)

    def delete_some(self) -> Touched:
        first = self.rng.randrange(len(self.rows) - 2)
        return self.delete(self.rows[first : first + self.rng.randint(1, 3)])

    def delete_tail(self) -> Touched:
        return self.delete(self.rows[-self.rng.randint(1, 8) :])

    def delete_case(self) -> Touched:
        case = self.any_row()["case_id"]
        touched = self.delete([row for row in self.rows if row["case_id"] == case])
        if self.rng.random() < 0.5:
            sql(f"DELETE FROM {CASES} WHERE id = %s", case)
        return touched

    def roll_back(self) -> Touched:
        """Take the ledger back to an earlier state, head and all: only a head from outside tells."""
        keep = self.rng.randrange(1, len(self.rows) - 1)
        touched = self.delete(self.rows[keep:])
        self.set_head(keep, self.rows[keep - 1]["seal"])
        touched.places &= {max(self.world.outside)}
        touched.ids = set()
        return touched

    def set_head(self, position: int, seal: bytes) -> None:
        sql(f"UPDATE {HEADS} SET position = %s, seal = %s WHERE authority_id = %s", position, seal, self.key)

    def head(self) -> Touched:
        row, way = self.any_row(), self.rng.randrange(3)
        if way == 0:
            sql(f"DELETE FROM {HEADS} WHERE authority_id = %s", self.key)
        elif way == 1:
            self.set_head(row["position"] - 1, row["seal"])
        else:
            self.set_head(len(self.rows), self.rng.randbytes(32))
        return Touched(faults={Fault.HEAD})

    # Putting in

    def insert(self, **changes: Any) -> Touched:
        """Put a row in: a copy of one, with an identity of its own and whatever else is said."""
        row = dict(self.any_row())
        row |= {"id": self.another("id", row), "sequence": row["sequence"] + 50} | changes
        marks = ", ".join(["%s"] * len(ROW))
        sql(f"INSERT INTO {EVENTS} ({', '.join(ROW)}) VALUES ({marks})", *(row[name] for name in ROW))
        return self.touched(row)

    def insert_anywhere(self) -> Touched:
        touched = self.insert(position=self.rng.randint(0, len(self.rows) + 5))
        touched.places = set()
        return touched

    def replay(self) -> Touched:
        """Put in a copy of an entry at the end of the chain, rightly sealed."""
        row = dict(self.any_row()) | {"position": len(self.rows) + 1}
        row |= {"id": self.another("id", row), "sequence": row["sequence"] + 50, "corrects_id": None}
        seal = sealing.seal(self.rows[-1]["seal"], [row[name] for name in sealing.SEALED])
        self.insert(**{name: row[name] for name in ROW if name != "seal"}, seal=seal)
        return Touched(places={row["position"]}, faults={Fault.HEAD})

    def insert_payload(self) -> Touched | None:
        bare = [row for row in self.rows if row["digest"] is None]
        row = self.rng.choice(bare)
        self.put_payload(row["id"], '{"by": "post"}', self.rng.randbytes(16))
        return self.touched(row)

    def put_payload(self, pk: Any, body: str, salt: bytes) -> None:
        sql(f"INSERT INTO {PAYLOADS} (event_id, body, salt) VALUES (%s, %s, %s)", pk, body, salt)

    # What entries say

    def said(self) -> tuple[dict[str, Any], Any, bytes]:
        pk = self.rng.choice(sorted(self.payloads, key=str))
        row = next(row for row in self.rows if row["id"] == pk)
        return row, *self.payloads[pk]

    def edit_body(self) -> Touched:
        row, body, _ = self.said()
        new = self.rng.choice(['{"by": "post"}', "{}", '{"body": "EP"}', "[]", "null", body[:-1] + ', "more": true}'])
        sql(f"UPDATE {PAYLOADS} SET body = %s WHERE event_id = %s", new, row["id"])
        return self.touched(row)

    def edit_salt(self) -> Touched:
        row, *_ = self.said()
        new = self.rng.choice([None, self.rng.randbytes(16), self.said()[2][:8]])
        sql(f"UPDATE {PAYLOADS} SET salt = %s WHERE event_id = %s", new, row["id"])
        return self.touched(row)

    def edit_with_digest(self) -> Touched:
        """Change what an entry says and its digest with it, and leave the seal."""
        row, _, salt = self.said()
        sql(f"UPDATE {PAYLOADS} SET body = %s WHERE event_id = %s", '{"by": "post"}', row["id"])
        self.set(row, digest=sealing.payload_digest(salt, {"by": "post"}))
        return self.touched(row)

    def swap_payloads(self) -> Touched | None:
        (one, body, salt), (two, *other) = self.said(), self.said()
        if one["id"] == two["id"]:
            return None
        sql(f"UPDATE {PAYLOADS} SET body = %s, salt = %s WHERE event_id = %s", *other, one["id"])
        sql(f"UPDATE {PAYLOADS} SET body = %s, salt = %s WHERE event_id = %s", body, salt, two["id"])
        return self.touched(one, two)

    def remove_payload(self) -> Touched:
        row, *_ = self.said()
        sql(f"DELETE FROM {PAYLOADS} WHERE event_id = %s", row["id"])
        return self.touched(row)

    def erase(self) -> Touched:
        row, *_ = self.said()
        sql(f"UPDATE {PAYLOADS} SET body = NULL, salt = NULL WHERE event_id = %s", row["id"])
        return self.touched(row)

    def put_back(self) -> Touched:
        """Bring back what was lawfully erased."""
        pk = self.rng.choice(self.erased)
        sql(
            f"UPDATE {PAYLOADS} SET body = %s, salt = %s WHERE event_id = %s",
            '{"need": "ASD", "rank": "1"}',
            b"s" * 16,
            pk,
        )
        return self.touched(next(row for row in self.rows if row["id"] == pk))

    # Order

    def swap(self, *names: str) -> Touched | None:
        one, two = self.any_row(), self.any_row()
        if one["id"] == two["id"] or all(one[name] == two[name] for name in names):
            return None
        parked = {name: 10**6 if name in {"position", "sequence"} else one[name] for name in names}
        self.set(one, **parked)
        self.set(two, **{name: one[name] for name in names})
        self.set(one, **{name: two[name] for name in names})
        return self.touched(one, two)

    def remake(self, first: int, rows: list[dict[str, Any]]) -> None:
        """Seal the chain again from a place on, head and all, as if nothing had been."""
        last = self.rows[first - 1]["seal"] if first else sealing.FIRST
        for place, row in enumerate(rows[first:], start=first + 1):
            new = dict(row) | {"position": place}
            values = [new[name] for name in sealing.SEALED]
            if new["sequence"] == 1:
                sign = "+" if connection.vendor == "sqlite" else ""
                values += sql(
                    f"SELECT authority_id, pathway, reference, {sign}opened_at FROM {CASES} WHERE id = %s",
                    new["case_id"],
                )[0]
            last = sealing.seal(last, values)
            self.set(row, position=place, seal=last)
        self.set_head(len(rows), last)

    def reseal(self) -> Touched:
        """Change an entry and seal everything after it again: only a head from outside tells."""
        place = self.rng.randrange(max(self.world.outside))
        changed = dict(self.rows[place]) | {"recorded_by": "user:somebody-else"}
        self.set(changed, recorded_by=changed["recorded_by"])
        rows = [*self.rows[:place], changed, *self.rows[place + 1 :]]
        self.remake(place, rows)
        return Touched(places={place + 1}, faults={Fault.OUTSIDE, Fault.CUT_OFF})

    def take_out(self) -> Touched:
        """Take an entry out, close the gap and seal everything again: only a head from outside tells."""
        place = self.rng.randrange(max(self.world.outside))
        self.delete([self.rows[place]])
        self.remake(place, [*self.rows[:place], *self.rows[place + 1 :]])
        return Touched(places={place + 1}, faults={Fault.OUTSIDE, Fault.CUT_OFF})

    def edit_case(self) -> Touched | None:
        row = next(row for row in self.rows if row["case_id"] == self.any_row()["case_id"] or row["sequence"] == 1)
        name = self.rng.choice(["reference", "pathway", "opened_at", "authority_id"])
        new = {
            "reference": f"EHC-2024-{self.rng.randrange(9999):05}",
            "pathway": "sen-support",
            "authority_id": self.others,
        }
        value = new.get(name) or self.another_moment(self.rows[0]["recorded_at"])
        sql(f"UPDATE {CASES} SET {name} = %s WHERE id = %s", value, row["case_id"])
        return self.touched(next(r for r in self.rows if r["case_id"] == row["case_id"] and r["sequence"] == 1))

    @property
    def kinds(self) -> dict[str, Callable[[], Touched | None]]:
        edits = {f"edit {name}": (lambda name=name: self.edit(name)) for name in ROW}
        return edits | {
            "delete some": self.delete_some, "delete the tail": self.delete_tail, "delete a case": self.delete_case,
            "roll back": self.roll_back, "head": self.head, "insert": self.insert_anywhere, "replay": self.replay,
            "insert a payload": self.insert_payload, "edit a body": self.edit_body, "edit a salt": self.edit_salt,
            "edit with digest": self.edit_with_digest, "swap payloads": self.swap_payloads,
            "remove a payload": self.remove_payload, "erase": self.erase, "put back": self.put_back,
            "swap places": lambda: self.swap("position"), "swap places and seals": lambda: self.swap("position", "seal"),
            "swap days": lambda: self.swap("occurred_on", "not_after"), "swap seals": lambda: self.swap("seal"),
            "reseal": self.reseal, "take out": self.take_out, "edit a case": self.edit_case,
        }  # fmt: skip


@dataclass
class Outcome:
    """What came of many tamperings."""

    done: dict[str, int] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    wrongly_named: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def tamper(world: World, *, times: int, seed: int) -> Outcome:
    """Tamper at random, each time from the same untouched ledger, and verify each time."""
    rng, outcome = Random(seed), Outcome()
    tamperer = Tamperer(world, rng)
    for number, (name, kind) in enumerate(cycle(tamperer.kinds.items())):
        if sum(outcome.done.values()) == times:
            return outcome
        assert number < 5 * times, f"the database refused too much: {outcome.refused}"
        findings: list[Finding] = []
        touched = None
        try:
            with defenceless():
                touched = kind()
                if touched is not None:
                    verify(world.authority, findings.append, world.outside)
                    verify_strays(findings.append)
        except DatabaseError as error:
            if touched is not None:
                raise AssertionError(f"{name}, number {number}: the verification broke") from error
            outcome.refused[name] = str(error)
            continue
        if touched is not None:
            outcome.done[name] = outcome.done.get(name, 0) + 1
            judge(f"{name}, number {number} of seed {seed}", touched, findings, outcome)
    return outcome


def judge(what: str, touched: Touched, findings: list[Finding], outcome: Outcome) -> None:
    """Every entry touched must be named, and no other, unless it is said that it cannot be proven."""
    named = {f.event_id.replace("-", "") for f in findings if f.event_id}
    places = [(f.first, f.last if f.last is not None else f.first) for f in findings if f.first is not None]
    for place, pk in zip_places(touched):
        if pk not in named and not any(first <= place <= last for first, last in places):
            outcome.missed.append(f"{what}: place {place}, entry {pk}")
    if touched.faults and not touched.faults & {f.fault for f in findings}:
        outcome.missed.append(f"{what}: no {touched.faults}")
    if not findings:
        outcome.missed.append(f"{what}: nothing was found")
    by_itself = {Fault.CHANGED, Fault.PAYLOAD_CHANGED, Fault.PAYLOAD_REMOVED, Fault.PAYLOAD_INSERTED}
    for finding in findings:
        touched_it = finding.first in touched.places or finding.event_id.replace("-", "") in touched.ids
        if finding.fault in by_itself and not touched_it:
            outcome.wrongly_named.append(f"{what}: {finding.words}")


def zip_places(touched: Touched) -> list[tuple[int, str]]:
    """What must be named: each place; where an entry never had one of its own, the entry."""
    if touched.places:
        return [(place, "") for place in sorted(touched.places)]
    return [(-1, pk) for pk in sorted(touched.ids)]
