"""The demonstration: an invented council, its people and their stories."""

COUNCIL = "Wexcombe Council"
