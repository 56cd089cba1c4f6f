"""Hand-made records for the tests of the warehouse: small reference tables, documents, and facts found in their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import reference
from etl.conform.batches import insert
from etl.conform.corrections import Correction
from etl.conform.results import DocumentResult, result_of
from etl.contracts import schemas
from etl.contracts.records import Document, Extraction, LedgerEntry, Mention, Rejected, Section, Sentence, Sidecar
from etl.grammar.rounding import interval
from etl.pipeline.frames import Tables, batch, file_row
from etl.warehouse import load
from etl.warehouse.star import star

TABLES = {
    "topics.csv": """code,name_zh,name_en
economy,经济,Economy
order,平安,Public order
welfare,民生保障,Welfare
""",
    "topic_words.csv": """topic,word,weight
economy,企业,1
economy,投资,1
order,治安,1
welfare,救助,1
""",
    "growth_caveats.csv": "code,caveat\necon_fai,revised base\n",
    "aliases.csv": "name,code,relation,note\n",
    "ordinary_names.csv": "name\n",
    "place_context.csv": "word,side,relation\n",
    "plausibility.csv": "indicator,ratio,least,most,others,note\n",
    "currency_codes.csv": "code,unit,becomes\n",
    "units.csv": """unit,dimension,base_unit,factor,aliases
元,money,元,1,人民币
美元,money,美元,1,
平方米,area,平方米,1,㎡
亩,area,平方米,666.66666667,
家,entity,家,1,
宗,case,宗,1,
%,share,%,1,
名次,rank,名次,1,
""",
    "dimensions.csv": """dimension,name_zh,base_unit,family,meets
money,金额,元,money,
area,面积,平方米,area,
entity,家数,家,count,case
case,件数,宗,count,
share,比率,%,share,
rank,名次,名次,rank,
""",
    "phrase_words.csv": """word,role,becomes,note
全年,lead,,
完成,lead,,
开展,lead,,
开展,tail,,
各类,fold,,
产值,quantity,,
办理,shield,,
新增,new,,
""",
    "indicators.csv": """code,name_zh,name_en,topic,dimension,kind,stock_flow,polarity,additive,broader,definition
econ_firms_new,新增市场主体,New firms,economy,entity,outcome,flow,up,yes,,Firms registered in the period.
econ_hitech,高新技术企业,High-tech firms,economy,entity,output,either,up,no over years,,Recognised firms.
econ_fai,固定资产投资,Fixed-asset investment,economy,money,outcome,flow,up,yes,,Investment in fixed assets.
demolished_area,拆除违法建设面积,Area demolished,order,area,output,flow,effort,yes,,Floor area.
demolished_count,拆除违法建设处数,Structures demolished,order,case,output,flow,effort,yes,,Structures.
order_cases,刑事警情,Criminal cases,order,case,outcome,flow,down,yes,,Cases reported.
""",
    "objects.csv": """code,name_zh,name_en,broader,topic,dimensions,class,polarity,general,stage,implies,splits,definition_zh,definition_en
firms,注册企业,Firms,,economy,entity,org,neutral,no,,,,,Firms.
hitech,高新技术企业,High-tech firms,,economy,entity,org,neutral,no,,,,,Recognised firms.
fai,固定资产投资,Fixed-asset investment,,economy,money,stat,up,no,,,,,Investment in fixed assets.
illegal_buildings,违法建设,Illegal buildings,,order,case|area,nuisance,down,no,,,,,Illegal buildings.
cases,刑事警情,Criminal cases,,order,case|entity,case,down,no,,,,,Cases reported.
""",
    "object_names.csv": """name,object,action,attribute
高企,hitech,,
固投,fai,,
固定资产投资额,fai,,
违建,illegal_buildings,,
拆违,illegal_buildings,remove,
刑事治安警情,cases,,
""",
    "actions.csv": """code,zh,en
add,新增,add
have,现有,have
net,净增,net increase
remove,拆除,remove
treat,整治,treat
apply,申报,apply
""",
    "action_verbs.csv": """verb,action,classes
新增,add,org
新,add,org
净增,net,
拆除,remove,nuisance
整治,treat,nuisance
申报,apply,
""",
    "attributes.csv": """code,zh,en,dimensions,words,staged
count,数量,count,entity|case,,no
amount,金额,amount,money,,no
area,面积,area,area,,no
share,占比,share,share,占比,no
per_head,人均,per head,,人均,no
""",
    "qualifiers.csv": """word,facet,normal
全年,neutral,
完成,neutral,
各类,neutral,
""",
    "key_codes.csv": """code,object,action,attribute
econ_firms_new,firms,add,count
econ_hitech,hitech,have,count
econ_fai,fai,,amount
demolished_area,illegal_buildings,remove,area
demolished_count,illegal_buildings,remove,count
order_cases,cases,,count
""",
}
TRUE_FOLDER = reference.FOLDER
"""The project's own reference tables."""
DIVISIONS = [
    ("33", "越东省"),
    ("3301", "明州市"),
    ("330101", "东湖区"),
    ("330101001", "柳桥街道"),
    ("330102", "西岭区"),
    ("330102001", "新安街道"),
    ("44", "粤南省"),
    ("4402", "珠岛市"),
    ("440202", "南屏区"),
    ("440202001", "新安街道"),
]


def use_reference(folder: Path, monkeypatch: pytest.MonkeyPatch, **changed: str) -> None:
    """Make the small tables above, or a `changed` one (by its name without .csv), the reference tables."""
    folder.mkdir(exist_ok=True)
    for name, text in TABLES.items():
        (folder / name).write_text(changed.get(name.removesuffix(".csv"), text), encoding="utf-8")
    # The grammar reads its verbs once, when it is imported; they are the same in every test.
    for words in ("verbs.csv", "nouns.csv"):
        (folder / words).write_bytes((TRUE_FOLDER / words).read_bytes())
    columns = ("code", "name")
    pq.write_table(pa.table(dict(zip(columns, zip(*DIVISIONS, strict=True), strict=True))), folder / "divisions.parquet")
    monkeypatch.setattr(reference, "FOLDER", folder)
    forget_reference()


_loaded_from = reference.FOLDER


def forget_other_reference() -> None:
    """Empty the caches if what they hold may be of another folder than that of the tables now."""
    if _loaded_from != reference.FOLDER:
        forget_reference()


def forget_reference() -> None:
    """Empty every cache that holds what the reference tables say."""
    global _loaded_from
    _loaded_from = reference.FOLDER
    from etl.conform import facts
    from etl.conform.concepts import indicators, key, phrase, words
    from etl.reference import concepts, places

    for module in (reference, places, facts, concepts, indicators, key, phrase, words):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def document(text: str, **fields: Any) -> Document:
    """A document with `text`, of the year 2022 and a path of its own unless `fields` say otherwise."""
    name = blake2b(text.encode(), digest_size=8).hexdigest()
    made = Document(
        document_id=name,
        text=text,
        title=None,
        publisher=None,
        published_on=None,
        url=None,
        report_kind="annual",
        report_year=2022,
        path=f"{name}.txt",
        sha256=sha256(text.encode()).hexdigest(),
    )
    return replace(made, **fields)


def extraction(doc: Document, *facts: tuple[str, str, dict[str, Any]]) -> Extraction:
    """What a grammar would make of `doc`: its sentences end at 。, and each fact is (quote, indicator text, fields that differ)."""
    text, start = doc.text, 0
    sentences: list[Sentence] = []
    while start < len(text):
        end = text.find("。", start) + 1 or len(text)
        sentences.append(Sentence(len(sentences), start, end, 0, "body"))
        start = end
    mentions: list[Mention] = []
    counts: dict[int, int] = {}
    for quote, indicator, fields in facts:
        at = text.index(quote)
        home = next(s for s in sentences if s.start <= at < s.end)
        made = Mention(
            anchor=at,
            numeral_ordinal=len({m.anchor for m in mentions if m.sentence == home.ordinal and m.anchor < at}),
            quote_start=at,
            quote_end=at + len(quote),
            quote=quote,
            value=Decimal("".join(c for c in quote if c in "0123456789.") or "0"),
            value_max=None,
            value_text="".join(c for c in quote if c in "0123456789."),
            unit=quote.lstrip("0123456789."),
            bound="exact",
            measure="level",
            aspect="flow",
            subset=None,
            status="actual",
            year=doc.report_year,
            period=None,
            period_start=date(2022, 1, 1),
            period_end=date(2022, 12, 31),
            period_basis="report year",
            place=None,
            rank_scope=None,
            rank_basis=None,
            growth_kind=None,
            baseline=None,
            baseline_stated=None,
            indicator_text=indicator,
            low=None,
            high=None,
            rounding=0,
            rule="toy",
            whole=None,
            topic="economy",
            sentence=home.ordinal,
            sentence_start=home.start,
            sentence_end=home.end,
        )
        made = replace(made, **fields)
        lies = interval(made.value, made.value_max, made.bound, made.value_text, made.quote, made.unit)
        made = replace(made, **lies._asdict())
        counts[made.anchor] = counts.get(made.anchor, 0) + 1
        mentions.append(made)
    ledger = tuple(LedgerEntry(anchor, text[anchor], "fact", n) for anchor, n in sorted(counts.items()))
    return Extraction(doc, (Section(0, 0, "", 0, len(text), "actual", doc.report_year),), tuple(sentences), tuple(mentions), ledger)


def report(district: str, figures: dict[str, str], *, year: int = 2022, fictional: bool = False, **fields: Any) -> DocumentResult:
    """The report of a district that states `figures` (indicator → quote), each in a sentence of its own, all with `fields`."""
    text = "".join(f"{indicator}{quote}。" for indicator, quote in figures.items()) + f"{district}{year}"
    doc = document(text, report_year=year, sidecar=Sidecar(district=district, fictional=fictional))
    return result_of(extraction(doc, *((quote, indicator, fields) for indicator, quote in figures.items())))


def fill(con: duckdb.DuckDBPyConnection, *results: DocumentResult, corrections: Sequence[Correction] = ()) -> None:
    """Fill the empty tables of a star schema from some documents, but for those that only a run knows."""
    con.execute("attach ':memory:' as work")
    files = schemas.frame("files", [file_row(r.extraction.document) for r in results])
    for name, frame in {**batch(results), "files": files}.items():
        con.register("incoming", frame)
        con.execute(f"create table work.{name} as from incoming")
    star(con, {}, datetime(2023, 1, 1), corrections)
    con.execute("detach work")


def star_of(*results: DocumentResult, corrections: Sequence[Correction] = ()) -> Tables:
    """The tables of the star schema of some documents, without those that only a run knows."""
    with duckdb.connect() as con:
        load.create_tables(con)
        fill(con, *results, corrections=corrections)
        tables = con.execute(
            "select table_name from duckdb_tables() where schema_name = 'main' and table_name not in ('etl_run', 'quarantine')"
        ).fetchall()
        return {name: con.sql(f"from {name}").pl() for (name,) in tables}


def database(file: Path, *results: DocumentResult, corrections: Sequence[Correction] = (), rejected: Sequence[Rejected] = ()) -> str:
    """Write the warehouse of some documents, as a run does; returns the hash of its content."""
    run = {"run_id": "r", "started_at": datetime(2023, 1, 1), "software_version": "1", "fingerprint": "f", "seconds": 0.5}
    with load.new(file) as con:
        fill(con, *results, corrections=corrections)
        insert(con, "quarantine", schemas.frame("quarantine", [asdict(r) for r in rejected]))
        insert(con, "etl_run", schemas.frame("etl_run", [run | load.counts(con) | {"files": 2, "quarantined": len(rejected)}]))
        return load.finish(con)


def read_toy(file: Any) -> list[DocumentResult | Rejected]:
    """In place of the grammar: every “number家” of a file is a fact; a file with 坏 in it cannot be read."""
    import re

    text = file.path.read_text(encoding="utf-8")
    if "坏" in text:
        return [Rejected(file.name, "corrupt", "It says 坏; write something else.")]
    doc = document(text, path=file.name)
    return [result_of(extraction(doc, *((quote, "新增注册企业", {}) for quote in dict.fromkeys(re.findall(r"\d+家", text)))))]
