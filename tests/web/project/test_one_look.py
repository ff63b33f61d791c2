"""A page that takes seconds to work out sees one state of the record, and keeps nobody from writing meanwhile."""

import os
import subprocess
import sys
from pathlib import Path

from homes_made import prepare_home

READER = """
import subprocess, sys
import django
django.setup()
from django_scopes import scope
from keywork.web.accounts.models import Authority, Team
from keywork.web.kernel.reading import one_look

owner = Authority.objects.get()
with scope(authority=owner):
    with one_look():
        before = Team.objects.count()
        subprocess.run([sys.executable, "-c", sys.argv[1]], check=True, timeout=30)
        during = Team.objects.count()
    print(before, during, Team.objects.count())
"""
WRITER = """
import django
django.setup()
from keywork.web.accounts.models import Authority, Team
Team._base_manager.create(authority=Authority.objects.get(), name="Written meanwhile")
"""


def test_a_long_look_keeps_nobody_waiting_and_sees_one_state(tmp_path: Path) -> None:
    home = {"KEYWORK_HOME": str(tmp_path / "home"), "DJANGO_SETTINGS_MODULE": "keywork.web.project.settings"}
    environment = {**os.environ, **home, "KEYWORK_DATABASE_URL": ""}
    keywork = Path(sys.executable).with_name("keywork")
    prepare_home(environment)
    subprocess.run([keywork, "authority", "add", "895", "Wexcombe"], env=environment, check=True, capture_output=True)
    seen = subprocess.run(
        [sys.executable, "-c", READER, WRITER], env=environment, check=True, capture_output=True, text=True
    )
    assert seen.stdout.split() == ["0", "0", "1"]
