"""What a district is called where it stands among others: its name, with what tells it from those of the same name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

UNNAMED = "未具名 Unnamed"
INVENTED = "（虚构）"


def labels(districts: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """A label for each of some rows of dim_district, by district_key; no two are the same.

    Two of one name have what they lie in behind it, those of one name in one place a number, and invented ones say so.

    >>> row = {"district_key": 1, "name": "柳桥街道", "county": "东湖区", "city": None, "code": None}
    >>> row |= {"fictional": False, "natural_key": "a"}
    >>> labels([row, row | {"district_key": 2, "natural_key": "b"}, row | {"district_key": 3, "county": "西岭区", "fictional": True}])
    {1: '柳桥街道·东湖区 #1', 2: '柳桥街道·东湖区 #2', 3: '柳桥街道·西岭区（虚构）'}
    """
    rows = sorted(districts, key=lambda row: (row["fictional"], row["name"] or "", row["natural_key"]))
    shared = Counter(row["name"] for row in rows)
    wide = {row["district_key"]: _wide(row) if shared[row["name"]] > 1 else row["name"] or UNNAMED for row in rows}
    alike, seen = Counter(wide.values()), Counter[str]()
    found = {}
    for row in rows:
        label = wide[row["district_key"]]
        seen[label] += 1
        number = f" #{seen[label]}" if alike[label] > 1 else ""
        found[row["district_key"]] = f"{label}{number}{INVENTED if row['fictional'] else ''}"
    return found


def label(name: str | None, *, fictional: bool) -> str:
    """The label of a district that stands alone.

    >>> label(None, fictional=False), label("柳桥街道", fictional=True)
    ('未具名 Unnamed', '柳桥街道（虚构）')
    """
    return f"{name or UNNAMED}{INVENTED if fictional else ''}"


def label_in_sql(name: str, fictional: str) -> str:
    """The same in SQL, of two expressions."""
    return f"coalesce({name}, '{UNNAMED}') || if({fictional}, '{INVENTED}', '')"


def _wide(row: Mapping[str, Any]) -> str:
    around = row["county"] or row["city"] or row["code"]
    return f"{row['name'] or UNNAMED}{f'·{around}' if around else ''}"
