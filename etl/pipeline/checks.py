"""What a check found; `jiedao verify` and `jiedao doctor` print lists of these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked."""

    name: str
    found: str = ""
    """What there is, where all is well."""
    wrong: str = ""
    """What is not as it should be, and what to do about it; empty where all is well."""
