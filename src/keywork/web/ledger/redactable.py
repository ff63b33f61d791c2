"""The one change that the database lets anybody make: a payload becomes null, and its salt with it.

Only where the redaction that says so stands in the same case.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from keywork.web.kernel import triggers

EVENTS, PAYLOADS = "ledger_ledgerevent", "ledger_eventpayload"
ALLOWED = f"""
NEW.event_id = OLD.event_id AND NEW.body IS NULL AND NEW.salt IS NULL AND EXISTS (
    SELECT 1 FROM {EVENTS} AS entry JOIN {EVENTS} AS redaction
    ON redaction.case_id = entry.case_id AND redaction.corrects_id = entry.id
    WHERE entry.id = OLD.event_id AND redaction.kind = 'payload-redacted'
)"""  # noqa: S608 - names of tables
REFUSAL = f"{PAYLOADS} is append-only: a payload goes by a redaction of its case, and no other way"
SQLITE = f"""
CREATE TRIGGER {PAYLOADS}_no_update BEFORE UPDATE ON {PAYLOADS} WHEN NOT ({ALLOWED})
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;
"""
POSTGRES = f"""
CREATE OR REPLACE FUNCTION {PAYLOADS}_redaction_only() RETURNS trigger AS $$
BEGIN
    IF {ALLOWED} THEN RETURN NEW; END IF;
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER {PAYLOADS}_redaction BEFORE UPDATE ON {PAYLOADS}
FOR EACH ROW EXECUTE FUNCTION {PAYLOADS}_redaction_only();
CREATE TRIGGER {PAYLOADS}_no_change BEFORE DELETE ON {PAYLOADS}
FOR EACH ROW EXECUTE FUNCTION {PAYLOADS}_append_only();
CREATE TRIGGER {PAYLOADS}_no_truncate BEFORE TRUNCATE ON {PAYLOADS}
FOR EACH STATEMENT EXECUTE FUNCTION {PAYLOADS}_append_only();
"""


def guard(editor: BaseDatabaseSchemaEditor) -> None:
    """Let payloads be added and redacted, and nothing else."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES)
        return
    editor.execute(SQLITE)
    editor.execute(triggers.SQLITE.format(table=PAYLOADS, verb="delete", VERB="DELETE"))
