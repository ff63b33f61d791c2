"""The log tells where a fault was, and nothing of what somebody typed."""

import logging

from keywork.web.kernel.logs import PlaceOnly, logging_settings


def test_a_fault_is_told_by_kind_and_place() -> None:
    try:
        raise ValueError("Zoë O’Testing-Smith, born 2015-05-01")
    except ValueError as fault:
        told = (type(fault), fault, fault.__traceback__)
    record = logging.LogRecord("keywork", logging.ERROR, __file__, 1, "Internal Server Error: /cases/x/", None, told)
    text = PlaceOnly("%(levelname)s %(message)s").format(record)
    assert "ValueError at " in text
    assert "test_logs.py" in text
    assert "Testing-Smith" not in text


def test_the_level_is_the_one_that_is_set() -> None:
    for name in ("keywork", "django"):
        assert logging_settings("ERROR")["loggers"][name]["level"] == "ERROR"
        assert logging_settings("NONSENSE")["loggers"][name]["level"] == "INFO"


def test_a_line_that_names_a_child_would_fail_any_test(nobody_is_named_in_the_log: list[str]) -> None:
    logging.getLogger("keywork.casework").warning("could not send to %s", "Zyxcanary")
    logging.getLogger("django.request").error("Zyxcanary")
    assert nobody_is_named_in_the_log == ["keywork.casework: could not send to Zyxcanary", "django.request: Zyxcanary"]
    nobody_is_named_in_the_log.clear()
