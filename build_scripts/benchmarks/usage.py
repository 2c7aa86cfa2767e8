"""What a process uses, as the system tells it; None where it does not."""

import os
from pathlib import Path


def cpu_seconds(pid: int) -> float | None:
    """Return the processor time that a process has used so far."""
    told = _told(pid, "stat")
    if told is None:
        return None
    # The name of the program may hold spaces; what follows its bracket does not. Fields 14 and 15 are ticks.
    fields = told.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float | None:
    """Return the memory that a process holds, in MB."""
    told = _told(pid, "statm")
    return None if told is None else int(told.split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak_mb(pid: int) -> float | None:
    """Return the most memory that a process ever held, in MB."""
    told = _told(pid, "status")
    return None if told is None else int(told.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


def _told(pid: int, name: str) -> str | None:
    file = Path("/proc") / str(pid) / name
    return file.read_text(encoding="utf-8") if file.exists() else None
