"""The error that every command tells as one line."""

from __future__ import annotations


class JiedaoError(Exception):
    """Something that the user can mend; its text names the file and the remedy."""

    exit_code = 1
    """What the command line exits with."""


class Interrupted(JiedaoError):
    """The user, or the system, ended the command."""

    exit_code = 130
