"""datapackage.json: what exported files hold, after the Data Package standard (Frictionless)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from etl.export.files import replacing
from etl.warehouse.catalog import Relation

_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "VARCHAR": "string",
}
_MEDIA_TYPES = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}


def describe(relations: Sequence[Relation], folder: Path, form: str, version: str, built: datetime) -> Path:
    """Write the descriptor of the files `folder`/<relation>.`form`; returns it.

    A field has the comment of its column. A CSV leaves out what its header leaves out; a foreign key is told if its table is there.
    """
    names = {relation.name for relation in relations}
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "jiedao-warehouse",
        "title": "What Chinese sub-districts (街道) and towns say, in numbers, in their annual work reports",
        "version": version,
        "created": f"{built.isoformat()}Z",
        "resources": [_resource(relation, folder / f"{relation.name}.{form}", names) for relation in relations],
    }
    file = folder / "datapackage.json"
    with replacing(file) as new:
        new.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file


def _resource(relation: Relation, file: Path, names: set[str]) -> dict[str, Any]:
    form = file.suffix.removeprefix(".")
    # In a CSV an empty text looks like a missing one.
    fields = [
        _field(column.name, column.type, column.required and not (form == "csv" and column.type == "VARCHAR"), column.comment)
        for column in relation.columns
    ]
    if form == "csv":
        with file.open(encoding="utf-8-sig") as lines:
            header = lines.readline().rstrip("\n").split(",")
        fields = [field for field in fields if field["name"] in header]
    schema: dict[str, Any] = {"fields": fields}
    if form == "parquet":
        # Nulls are nulls there, and an empty text is none of them.
        schema["missingValues"] = []
    if relation.key:
        schema["primaryKey"] = list(relation.key)
    keys = [
        {"fields": [column], "reference": {"resource": other, "fields": [target]}}
        for column, other, target in relation.references
        if other in names
    ]
    if keys:
        schema["foreignKeys"] = keys
    described = {
        "name": relation.name,
        "type": "table",
        "path": file.name,
        "description": relation.comment,
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        "schema": schema,
    }
    return described | ({"encoding": "utf-8"} if form == "csv" else {})


def _field(name: str, kind: str, required: bool, comment: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": "number" if kind.startswith("DECIMAL") else _TYPES[kind], "description": comment}
    return field | ({"constraints": {"required": True}} if required else {})
