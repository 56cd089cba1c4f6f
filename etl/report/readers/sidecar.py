"""Sidecars: `NAME.toml` beside a report says what the report is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime

from etl.contracts.records import Sidecar
from etl.report.readers.lines import MAX_YEAR, MIN_YEAR
from etl.report.readers.reading import Unreadable

KINDS = ("annual", "half_year", "quarter", "plan", "term", "other")


MAX_BYTES = 20_000


def parse_sidecar(data: bytes, name: str) -> Sidecar:
    """The sidecar in `data`; raises :class:`Unreadable` with reason `sidecar` for anything it cannot take at its word."""
    if len(data) > MAX_BYTES:
        raise _wrong(name, f"has more than {MAX_BYTES:,} bytes, which no sidecar needs")
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise _wrong(name, f"is no TOML ({error})") from error
    unknown = sorted(set(table) - set(_READERS))
    if unknown:
        raise _wrong(name, f"has an unknown key {unknown[0]!r} (known: {', '.join(_READERS)})")
    values: dict[str, object] = {}
    for key, value in table.items():
        try:
            values[key] = _READERS[key](value)
        except ValueError as error:
            raise _wrong(name, f"{key}: {error}") from error
    return Sidecar(**values)  # type: ignore[arg-type]  # each reader returns its field's type


def _wrong(name: str, what: str) -> Unreadable:
    return Unreadable("sidecar", f"The sidecar {name} {what}; correct it or remove it.")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"must be a text in quotes, not {value!r}")
    return value.strip()


def _year(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not MIN_YEAR <= value <= MAX_YEAR:
        raise ValueError(f"must be a year from {MIN_YEAR} to {MAX_YEAR}, not {value!r}")
    return value


def _kind(value: object) -> str:
    if value not in KINDS:
        raise ValueError(f"must be one of {', '.join(KINDS)}, not {value!r}")
    return str(value)


def _url(value: object) -> str:
    url = _text(value)
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"must begin with http:// or https://, not {value!r}")
    return url


def _published(value: object) -> date:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(f"must be a date such as 2023-02-16, not {value!r}") from None
    if not isinstance(value, date) or not MIN_YEAR <= value.year <= MAX_YEAR:
        raise ValueError(f"must be a date such as 2023-02-16, not {value!r}")
    return value


def _fictional(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {value!r}")
    return value


_READERS: dict[str, Callable[[object], object]] = {
    "district": _text,
    "year": _year,
    "kind": _kind,
    "url": _url,
    "published": _published,
    "fictional": _fictional,
}
