"""The clauses of a document as hashes: what tells whether two documents are the same report without comparing their texts."""

from __future__ import annotations

import polars as pl

MARKS = r"[^\p{Han}A-Za-z]+"
"""What does not count in a text that may be a copy: white space, marks and figures."""
_ENDS = r"[,，;；。!！?？:：、\n\r]+"
_SHORTEST = 5


def clauses(sentences: pl.DataFrame) -> dict[str, list[int]]:
    """By document the hashes of its distinct clauses (of body text, without white space, marks and figures), the lowest first.

    Takes the sentences of :func:`etl.pipeline.frames.batch`. The hashes are those of this version of Polars.
    """
    # A line end inside a sentence is layout, not the end of a clause.
    whole = pl.col("text").str.normalize("NFKC").str.replace_all(r"\s+", "")
    clause = whole.str.replace_all(_ENDS, "\n").str.split("\n").alias("clause")
    each = sentences.filter(pl.col("kind") == "body").select("document_id", clause).explode("clause")
    each = each.with_columns(pl.col("clause").str.replace_all(MARKS, "")).filter(pl.col("clause").str.len_chars() >= _SHORTEST)
    hashed = each.group_by("document_id").agg(pl.col("clause").hash().unique().sort())
    return dict(hashed.iter_rows())
