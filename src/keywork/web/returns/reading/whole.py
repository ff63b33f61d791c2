"""Reading and checking a whole return."""

from __future__ import annotations

from pathlib import Path

from keywork.web.returns.reading.containers import open_return
from keywork.web.returns.reading.csvfiles import read_modules
from keywork.web.returns.reading.placing import hold_orphans, hold_seconds
from keywork.web.returns.reading.xmlfile import read_xml
from keywork.web.returns.rules.engine import check, gather
from keywork.web.returns.staging import RefusedReturn, StagedReturn


def read_return(path: Path) -> StagedReturn:
    """Read a return and check it; nothing is written anywhere.

    Args:
        path: a folder or zip of the nine COLLECT CSV files, or an XML file.

    Raises:
        RefusedReturn: it cannot be read as a return; one sentence says why and what to do.
    """
    staged = StagedReturn()
    contents = open_return(path)
    staged.files_left_alone, staged.missing = contents.left_alone, contents.missing
    if contents.files[0].module is None:
        read_xml(contents.files[0], staged)
    else:
        read_modules(contents.files, staged)
        hold_orphans(staged)
    if not staged.rows["person"]:
        raise RefusedReturn("The return holds no person that can be read. Export it again.")
    staged.findings += check(staged)
    hold_seconds(staged)
    staged.findings = gather(staged.findings)
    return staged
