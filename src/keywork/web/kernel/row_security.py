"""The last net: PostgreSQL itself shows, changes and takes no row but those of the authority that is acted for.

A table's policy is made from the model: its column ``authority``, or the way to it that the model declares. SQLite
has no such net; there the scopes alone keep authorities apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models.options import Options

FUNCTIONS = """
CREATE OR REPLACE FUNCTION keywork_acts_for() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('keywork.acts_for', true), '') $$;
CREATE OR REPLACE FUNCTION keywork_authorities() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN current_setting('keywork.acts_for', true) IN ('', 'all') THEN '{}'
   ELSE string_to_array(current_setting('keywork.acts_for', true), ',')::uuid[] END $$
"""
# Each stands in a subquery, so that it is worked out once for a statement and not for every row.
FOR_ALL = "(SELECT keywork_acts_for()) = 'all'"
FOR_NOBODY = "(SELECT keywork_acts_for()) = ''"
ONE_OF_THEM = "ANY ((SELECT keywork_authorities())::uuid[])"
STANDING = """
SELECT c.relname, obj_description(p.oid, 'pg_policy') FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE p.polname = 'keywork_rows' AND c.relrowsecurity AND c.relforcerowsecurity
AND c.relnamespace = current_schema()::regnamespace
"""
POLICY = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS keywork_rows ON {table};
CREATE POLICY keywork_rows ON {table} USING ({using}) WITH CHECK ({check});
COMMENT ON POLICY keywork_rows ON {table} IS '{mark}'
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Whose the rows of a table are, where it has no column ``authority`` or is needed before anybody signed in.

    Args:
        path: the way from the table to the authority, as a query writes it; empty: the rows are nobody's.
        before_sign_in: what may be done while nobody is signed in, and so no authority is known: "nothing", "add"
            or "everything".
        anybody_adds: may a row be added before it belongs to an authority?
        unowned: does a row that belongs to nobody yet answer to everybody?
        why: in words, for whoever reviews what the net leaves out.
    """

    path: str = "authority"
    before_sign_in: str = "nothing"
    anybody_adds: bool = False
    unowned: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy of one table, in the database's own words."""

    table: str
    using: str
    check: str

    @property
    def mark(self) -> str:
        """Return what tells this policy from another one of the table."""
        return sha256(f"{self.using}|{self.check}".encode()).hexdigest()[:16]


def rows_of(model: type[models.Model], libraries: dict[str, Rows]) -> Rows | None:
    """Return whose the rows of a model are; None where nothing says so.

    Args:
        model: of the product or of a library.
        libraries: what is so for the models of libraries, by their label.
    """
    declared = vars(model).get("belongs") or libraries.get(model._meta.label)
    if isinstance(declared, Rows):
        return declared
    return Rows() if any(field.name == "authority" for field in model._meta.concrete_fields) else None


def policy_of(model: type[models.Model], rows: Rows) -> Policy | None:
    """Return the policy of a model's table; None where its rows are nobody's."""
    if not rows.path:
        return None
    meta = model._meta
    using = [FOR_ALL, _belongs(meta, _quoted(meta.db_table), rows.path.split("__"))]
    if rows.before_sign_in == "everything":
        using.append(FOR_NOBODY)
    if rows.unowned:
        using.append(f"{_quoted(meta.get_field(rows.path.split('__')[0]).column)} IS NULL")
    check = [*using, FOR_NOBODY] if rows.before_sign_in == "add" else using
    return Policy(meta.db_table, " OR ".join(using), "true" if rows.anybody_adds else " OR ".join(check))


def _belongs(meta: Options[Any], table: str, path: list[str]) -> str:
    """Return the condition under which a row belongs to an authority that is acted for."""
    field: Any = meta.get_field(path[0])
    if len(path) == 1:
        return f"{table}.{_quoted(field.column)} = {ONE_OF_THEM}"
    there = field.related_model._meta
    other = _quoted(there.db_table)
    if field.concrete:
        joined = f"{other}.{_quoted(there.pk.column)} = {table}.{_quoted(field.column)}"
    else:
        joined = f"{other}.{_quoted(field.field.column)} = {table}.{_quoted(meta.pk.column)}"
    return f"EXISTS (SELECT 1 FROM {other} WHERE {joined} AND {_belongs(there, other, path[1:])})"  # noqa: S608 - names of our own tables


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def policies(libraries: dict[str, Rows]) -> list[Policy]:
    """Return the policy of every table that has one."""
    found = [(model, rows_of(model, libraries)) for model in apps.get_models() if model._meta.managed]
    made = [policy_of(model, rows) for model, rows in found if rows is not None]
    return [policy for policy in made if policy is not None]


def set_policies(libraries: dict[str, Rows]) -> int:
    """Let the tables of a PostgreSQL database have the policies of their models, touching only what differs.

    Returns:
        How many tables got another policy.
    """
    if connection.vendor != "postgresql":
        return 0
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(STANDING)
        standing = dict(cursor.fetchall())
        changed = [p for p in policies(libraries) if p.table in tables and standing.get(p.table) != p.mark]
        if changed:
            cursor.execute(FUNCTIONS)
        for policy in changed:
            words = {"using": policy.using, "check": policy.check, "mark": policy.mark}
            cursor.execute(POLICY.format(table=_quoted(policy.table), **words))
    return len(changed)


def why_it_does_not_hold() -> str:
    """Say why the database would not keep to its policies for us; empty where it does, or has none."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            return (
                "The database is used as a role that its row policies do not bind. Use one that is no superuser and "
                "has no BYPASSRLS (docs/postgresql.md)."
            )
    return ""
