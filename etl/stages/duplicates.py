"""Which documents are the same report twice, and where a copy states another figure.

A copy may come from another site, in another format, with a watermark, or with blanks that character recognition put in. So texts are
compared clause by clause, without white space, marks and figures; the figures are compared by themselves. Set-based and near-linear: a
document is compared only with the best document that shares one of its clauses.
"""

from __future__ import annotations

import polars as pl

CONTAINED = 0.8
"""Share of the clauses of the shorter text that the longer one has, from which on it is a copy."""
SKETCH = 64
"""Clauses of a document (those of the lowest hashes) by which documents that may be copies meet."""
_FEWEST = 3
_CLAUSE_LENGTH = 5
_CONTEXT = 14
"""Characters before a figure by which it is found again in a copy."""

_MARKS = r"[^\p{Han}A-Za-z]+"
_ENDS = r"[,，;；。!！?？:：、\n\r]+"
_TIERS = ("official", "repost", "unknown", "template")

DIFFERENCES = pl.Schema({"fact_id": pl.String, "other_fact_id": pl.String})
DUPLICATES = pl.Schema({"document_id": pl.String, "duplicate_of": pl.String})


def duplicates(documents: pl.DataFrame, sentences: pl.DataFrame, mentions: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The documents that repeat another (document_id, duplicate_of), and facts that a copy gives otherwise (fact_id, other_fact_id).

    Takes the frames of :func:`etl.stages.frames.batch`. Only reports of one year and kind are compared, none of districts with different
    names, and no invented one with a real one. Of several copies the nearest to its author stands for all. A copy with another figure is
    no duplicate: both documents count, and the figures are told as differences.
    """
    ranked = _ranked(documents)
    clauses = _clauses(ranked, sentences)
    repeating: list[pl.DataFrame] = []
    differing: list[pl.DataFrame] = []
    open_ids = ranked["document_id"]
    # Copies of a copy with another figure meet in the next round, where the document that parted them is out.
    while len(open_ids) > 1:
        copies = _copies(clauses.filter(pl.col("document_id").is_in(open_ids.implode())), ranked)
        if copies.is_empty():
            break
        different = _different(copies, sentences, mentions)
        parted = different.select("document_id", "other_id").unique()
        repeating.append(copies.join(parted, on=["document_id", "other_id"], how="anti").select("document_id", duplicate_of="other_id"))
        differing.append(different.select("fact_id", "other_fact_id"))
        open_ids = parted["document_id"].unique().sort()
    return (
        pl.concat([pl.DataFrame(schema=DUPLICATES), *repeating]).sort("document_id"),
        pl.concat([pl.DataFrame(schema=DIFFERENCES), *differing]).sort("fact_id", "other_fact_id"),
    )


def _ranked(documents: pl.DataFrame) -> pl.DataFrame:
    """The documents, the one that speaks for its copies before them: nearest to its author, not masked, longest."""
    # A copy may have lost the title that says annual; that of a half-year it would not be.
    kind = pl.when(pl.col("report_kind") == "other").then(pl.lit("annual")).otherwise("report_kind").alias("report_kind")
    district = pl.when(~pl.col("district_anonymised")).then("district_name").alias("named")
    tier = pl.col("source_tier").replace_strict(_TIERS, range(len(_TIERS)), return_dtype=pl.Int64)
    return (
        documents.select(
            "document_id",
            "report_year",
            kind,
            district,
            "district_fictional",
            "district_anonymised",
            tier,
            pl.col("text").str.len_chars().cast(pl.Int64).alias("length"),
        )
        .sort("source_tier", "district_anonymised", pl.col("length").neg(), "document_id")
        .with_row_index("rank")
    )


def _clauses(ranked: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """The distinct clauses of each document as hashes, with the document's rank and what it may be compared within."""
    body = sentences.filter(pl.col("kind") == "body").select("document_id", pl.col("text").str.normalize("NFKC"))
    # A line end inside a sentence is layout, not the end of a clause.
    split = pl.col("text").str.replace_all(r"\s+", "").str.replace_all(_ENDS, "\n").str.split("\n").alias("clause")
    each = body.select("document_id", split).explode("clause").with_columns(pl.col("clause").str.replace_all(_MARKS, ""))
    return (
        each.filter(pl.col("clause").str.len_chars() >= _CLAUSE_LENGTH)
        .select("document_id", pl.col("clause").hash())
        .unique()
        .join(ranked.select("document_id", "rank", "report_year", "report_kind", "district_fictional"), on="document_id")
    )


def _copies(clauses: pl.DataFrame, ranked: pl.DataFrame) -> pl.DataFrame:
    """Pairs of a document and the better one that it is a copy of (document_id, other_id): one row a document."""
    within = ["clause", "report_year", "report_kind", "district_fictional"]
    sketch = clauses.sort("clause").group_by("document_id", maintain_order=True).head(SKETCH)
    # Each clause brings its documents together with the best of them alone: that is linear, where all pairs are not.
    best = sketch.group_by(within).agg(pl.col("rank").min().alias("other_rank"))
    met = (
        sketch.join(best, on=within, nulls_equal=True)
        .filter(pl.col("rank") > pl.col("other_rank"))
        .group_by("document_id", "rank", "other_rank")
        .agg(pl.len().alias("met"))
        .filter(pl.col("met") >= _FEWEST)
        .join(ranked.select(other_rank="rank", other_id="document_id", other_named="named"), on="other_rank")
        .join(ranked.select("document_id", "named"), on="document_id")
        .filter(pl.col("named").is_null() | pl.col("other_named").is_null() | (pl.col("named") == pl.col("other_named")))
    )
    sizes = clauses.group_by("document_id").agg(pl.len().alias("size"))
    shared = (
        met.join(clauses.select("document_id", "clause"), on="document_id")
        .join(clauses.select(other_id="document_id", clause="clause"), on=["other_id", "clause"])
        .group_by("document_id", "other_id", "other_rank")
        .agg(pl.len().alias("shared"))
        .join(sizes, on="document_id")
        .join(sizes.rename({"document_id": "other_id", "size": "other_size"}), on="other_id")
    )
    contained = pl.col("shared") >= CONTAINED * pl.min_horizontal("size", "other_size")
    return shared.filter(contained).sort("document_id", "other_rank").unique("document_id", keep="first", maintain_order=True)


def _different(copies: pl.DataFrame, sentences: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """The facts of the pairs that stand in the same words with another figure (document_id, other_id, fact_id, other_fact_id)."""
    concerned = pl.concat([copies["document_id"], copies["other_id"]]).unique()
    facts = mentions.filter(pl.col("document_id").is_in(concerned.implode())).join(
        sentences.select("document_id", pl.col("start").alias("sentence_start"), "text"), on=["document_id", "sentence_start"]
    )
    before = pl.col("text").str.slice(0, pl.col("quote_end") - pl.col("sentence_start"))
    words = before.str.normalize("NFKC").str.replace_all(_MARKS, "").str.tail(_CONTEXT)
    figure = ["value", "value_max", "unit"]
    place = ["words", "measure", "nth"]
    told = (
        facts.sort("document_id", "anchor", "value")
        .with_columns(words.alias("words"))
        .with_columns(pl.int_range(pl.len()).over("document_id", "words", "measure").alias("nth"))
        .select("document_id", "fact_id", *place, *figure)
    )
    other = told.rename({"document_id": "other_id", "fact_id": "other_fact_id", **{c: f"other_{c}" for c in figure}})
    same = pl.all_horizontal(pl.col(c).eq_missing(pl.col(f"other_{c}")) for c in figure)
    return (
        copies.select("document_id", "other_id")
        .join(told, on="document_id")
        .join(other, on=["other_id", *place])
        .filter(~same)
        .select("document_id", "other_id", "fact_id", "other_fact_id")
    )
