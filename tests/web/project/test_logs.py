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
