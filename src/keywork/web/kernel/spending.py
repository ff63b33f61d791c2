"""What this process has taken of the machine, for commands that say so."""

from __future__ import annotations

import resource
from time import process_time


def most_memory() -> int:
    """Return the most memory that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def spent_so_far() -> str:
    """Return in words what this process has taken: time of the processor, and memory."""
    return f"{process_time():.1f} s of the processor and at most {most_memory()} MB of memory"
