"""From records to frames: the results of some documents as validated tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

import polars as pl

from etl.conform.clauses import clauses
from etl.conform.links import is_addition
from etl.conform.results import LONGEST_NAME, DocumentResult, exact
from etl.contracts import schemas
from etl.contracts.records import Document

Tables = dict[str, pl.DataFrame]

BATCH_TABLES = ("documents", "sections", "sentences", "mentions", "links", "plan_years", "ledger")


def batch(results: Sequence[DocumentResult]) -> Tables:
    """The tables of BATCH_TABLES of some documents. Raises ContractError where one breaks its contract."""
    sentences = _gather("sentences", ((r, r.extraction.sentences) for r in results), text=_sentence_texts(results))
    said = clauses(sentences)
    documents = [_document_row(result) | {"clauses": said.get(result.extraction.document.document_id, [])} for result in results]
    tables = {
        "documents": schemas.frame("documents", documents),
        "sections": _gather("sections", ((r, r.extraction.sections) for r in results)),
        "sentences": sentences,
        "mentions": _gather("mentions", ((r, r.extraction.mentions) for r in results), **_mention_columns(results)),
        "links": _gather("links", ((r, r.links) for r in results)),
        "plan_years": _gather("plan_years", ((r, r.plan_years) for r in results)),
        "ledger": _gather("ledger", ((r, r.extraction.ledger) for r in results)),
    }
    schemas.validate_batch(tables)
    return tables


def _gather(name: str, records: Iterable[tuple[DocumentResult, Sequence[Any]]], **made: list[Any]) -> pl.DataFrame:
    """A frame with one row a record; columns of `made` are not attributes of the records."""
    found = list(records)
    columns: dict[str, list[Any]] = {"document_id": [r.extraction.document.document_id for r, items in found for _ in items]}
    for column in schemas.polars_schema(name):
        if column in made:
            columns[column] = made[column]
        elif column != "document_id":
            columns[column] = [value for _, items in found for value in map(attrgetter(column), items)]
    return schemas.frame(name, columns)


def _sentence_texts(results: Sequence[DocumentResult]) -> list[str]:
    return [r.extraction.document.text[s.start : s.end] for r in results for s in r.extraction.sentences]


def _mention_columns(results: Sequence[DocumentResult]) -> dict[str, list[Any]]:
    mentions = [m for r in results for m in r.extraction.mentions]
    try:
        values = [exact(m.value) for m in mentions]
        highest = [None if m.value_max is None else exact(m.value_max) for m in mentions]
    except ValueError as error:
        raise schemas.ContractError(f"mentions: {error}") from error
    return {
        "fact_id": [fact_id for r in results for fact_id in r.fact_ids],
        "whole_fact_id": [None if m.whole is None else r.fact_ids[m.whole] for r in results for m in r.extraction.mentions],
        "value": values,
        "value_max": highest,
        "addition": [is_addition(m.indicator_text) for m in mentions],
        "indicator_text": [m.indicator_text[:LONGEST_NAME] for m in mentions],
    }


def _document_row(result: DocumentResult) -> dict[str, Any]:
    document, district = result.extraction.document, result.district
    return {
        "document_id": document.document_id,
        "title": document.title or None,
        "publisher": document.publisher or None,
        "published_on": document.published_on,
        "url": document.url or None,
        "report_kind": document.report_kind,
        "report_year": document.report_year,
        "year_how": document.year_how,
        "year_confidence": document.year_confidence,
        "place_how": district.how,
        "place_score": district.score,
        "source_tier": result.source_tier,
        "text": document.text,
        "district": district.natural_key,
        "district_name": district.name,
        "district_level": district.level,
        "district_code": district.code,
        "district_county": district.county,
        "district_city": district.city,
        "district_province": district.province,
        "district_anonymised": district.anonymised,
        "district_fictional": district.fictional,
        "district_resolved_by": district.resolved_by,
        "district_how": district.how,
        "district_score": district.score,
        "district_candidates": " ".join(district.candidates) or None,
    }


def file_row(document: Document) -> dict[str, str]:
    """The row of the file that a document was read from."""
    return {
        "document_id": document.document_id,
        "path": document.path,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "encoding": document.encoding,
    }
