"""What the columns of views hold: by names of their own, or as the tables have it.

Apart from the tables, so that another comment here is no reason to read any report again.
"""

from __future__ import annotations

from decimal import Decimal

from etl.contracts import codes
from etl.contracts.columns import Column, Columns
from etl.contracts.tables import STAR

SHOWN: Columns = {
    "district": Column("Name of the district that reports; null where no part of its report names one.", zh="地区"),
    "district_code": Column("Division code (9 digits, or 6).", zh="行政区划代码"),
    "district_level": Column("sub-district, town or township.", zh="地区级别", codes=codes.LEVELS),
    "fictional": Column("Whether the district is invented.", zh="是否虚构", type=bool),
    "year": Column("Year the value is about.", zh="年份", type=int),
    "topic": Column("Code of the topic.", zh="主题"),
    "topic_zh": Column("Chinese name of the topic."),
    "indicator": Column("Name of the conformed indicator.", zh="指标"),
    "indicator_code": Column(
        "Code of the indicator; x_… where it is not curated, behind the code of what it narrows where known.", zh="指标代码"
    ),
    "indicator_curated": Column("Whether the indicator is in the reference table.", type=bool),
    "indicator_dimension": Column(
        "Unit dimension of the indicator: share for one that is a percentage by itself; null where its values have several."
    ),
    "unit": Column("Unit of value, as written without 万 and 亿.", zh="单位"),
    "unit_dimension": Column("What the unit measures."),
    "unit_family": Column(
        "What values have in common that may stand side by side: 家, 个 and 宗 are counts alike; each currency stands alone."
    ),
    "base_unit": Column("Unit of base_value.", zh="基本单位"),
    "base_value": Column(
        "value converted for comparison; null beyond the range of DECIMAL(28,8).", unit="base_unit", zh="数值（基本单位）", type=Decimal
    ),
    "document_id": STAR["dim_document"].columns["document_id"],
    "district_resolved_by": Column("Which part of the report named the district.", codes=codes.RESOLVED_BY),
    "state": Column(
        "value; stated zero; not mentioned (a report is there and is silent: that is no zero); no report; not comparable (see reason).",
        zh="单元格状态",
    ),
    "reason": Column(
        "Why what the report states is not comparable: 1-9月, not 全年; growth, not level; only a subset or a part of the district.",
        zh="不可比的原因",
    ),
    "values_stated": Column(
        "How many different values they are: above 1 the reports state several, and the exact and largest was taken.",
        zh="不同数值的个数",
        type=int,
    ),
    "sentence": Column("The sentence that states the fact.", zh="原句"),
}
"""Columns of views under names of their own, or in the place of a table's; a view that means another thing says so itself."""


def shown(name: str) -> Column | None:
    """What is said of a view's column by its name alone; None where tables mean different things by it."""
    if name in SHOWN:
        return SHOWN[name]
    if name in STAR["fact_indicator"].columns:
        return STAR["fact_indicator"].columns[name]
    found = {table.columns[name].comment: table.columns[name] for table in STAR.values() if name in table.columns}
    return next(iter(found.values())) if len(found) == 1 else None
