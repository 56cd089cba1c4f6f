"""The reference tables keep their promises: unique keys, closed sets, links that lead somewhere, no circles."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import polars as pl
import pytest

import etl.reference

FOLDER = Path(etl.reference.__file__).parent

TOPICS = {"epidemic", "economy", "urban", "cityscape", "ecology", "education", "health", "employment", "welfare"}
TOPICS |= {"culture", "safety", "order", "governance", "services", "party", "rural", "congress"}
Row = dict[str, str]


@lru_cache
def rows(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


@lru_cache
def divisions() -> pl.DataFrame:
    return pl.read_parquet(FOLDER / "divisions.parquet")


def parts(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def column(name: str, key: str) -> list[str]:
    return [row[key] for row in rows(name)]


def repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


KEYS = [("topics.csv", "code"), ("indicators.csv", "code"), ("indicators.csv", "name_zh"), ("indicators.csv", "name_en")]
KEYS += [("units.csv", "unit"), ("dimensions.csv", "dimension"), ("verbs.csv", "word"), ("nouns.csv", "word"), ("aliases.csv", "name")]


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_keys_are_unique_and_filled(name: str, key: str) -> None:
    values = column(name, key)
    assert values and all(value == value.strip() and value for value in values)
    assert repeated(values) == []


@pytest.mark.parametrize("name", ["topics.csv", "indicators.csv", "units.csv", "dimensions.csv", "verbs.csv", "aliases.csv"])
def test_cells_hold_no_stray_blanks_or_empty_parts(name: str) -> None:
    for row in rows(name):
        for key, cell in row.items():
            assert cell == cell.strip(), (row, key)
            assert not cell or all(parts(cell)), (row, key)


# --- units and dimensions -----------------------------------------------------------------------


def test_an_alias_belongs_to_one_unit() -> None:
    names = column("units.csv", "unit") + [alias for row in rows("units.csv") for alias in parts(row["aliases"])]
    assert repeated(names) == []


def test_units_convert_to_a_base_of_their_own_dimension() -> None:
    units = {row["unit"]: row for row in rows("units.csv")}
    assert len(units) >= 200
    for row in units.values():
        base = units[row["base_unit"]]
        assert base["dimension"] == row["dimension"]
        assert base["base_unit"] == base["unit"] and Decimal(base["factor"]) == 1
        assert Decimal(row["factor"]) > 0


def test_only_money_has_several_base_units() -> None:
    bases: dict[str, set[str]] = {}
    for row in rows("units.csv"):
        bases.setdefault(row["dimension"], set()).add(row["base_unit"])
    assert {dimension for dimension, found in bases.items() if len(found) > 1} == {"money"}


@pytest.mark.parametrize(
    ("unit", "base", "factor"),
    [("公顷", "平方米", "10000"), ("平方公里", "平方米", "1000000"), ("公里", "米", "1000"), ("斤", "公斤", "0.5"), ("‰", "%", "0.1")],
)
def test_known_factors(unit: str, base: str, factor: str) -> None:
    row = next(row for row in rows("units.csv") if row["unit"] == unit)
    assert (row["base_unit"], Decimal(row["factor"])) == (base, Decimal(factor))


def test_fifteen_mu_are_a_hectare() -> None:
    factor = {row["unit"]: Decimal(row["factor"]) for row in rows("units.csv")}
    assert abs(15 * factor["亩"] - factor["公顷"]) < Decimal("1e-9")


def test_dimensions_are_those_of_the_units() -> None:
    assert set(column("dimensions.csv", "dimension")) == set(column("units.csv", "dimension"))
    unit_of = {row["unit"]: row["dimension"] for row in rows("units.csv")}
    for row in rows("dimensions.csv"):
        assert unit_of[row["base_unit"]] == row["dimension"]


def test_dimensions_meet_other_dimensions_that_exist() -> None:
    known = set(column("dimensions.csv", "dimension"))
    for row in rows("dimensions.csv"):
        met = parts(row["meets"])
        assert set(met) <= known - {row["dimension"]}
        assert repeated(met) == []


def test_counts_meet_where_classifiers_are_interchangeable_and_nowhere_else() -> None:
    meets = {row["dimension"]: set(parts(row["meets"])) for row in rows("dimensions.csv")}
    family = {row["dimension"]: row["family"] for row in rows("dimensions.csv")}
    assert {"post", "seat", "item", "case", "facility", "entity"} <= meets["count"]
    assert family["entity"] == family["case"] == family["facility"] == family["item"]
    for one, other in [
        ("person", "person_time"),
        ("entity", "entity_time"),
        ("dwelling", "household"),
        ("area", "case"),
        ("event", "person_time"),
    ]:
        assert family[one] != family[other]


# --- topics and verbs ---------------------------------------------------------------------------


def test_the_seventeen_topics_and_no_other() -> None:
    assert set(column("topics.csv", "code")) == TOPICS


def test_each_topic_has_its_words_in_order() -> None:
    words = [(row["topic"], row["word"]) for row in rows("topic_words.csv")]
    assert words == sorted(words)
    assert min(Counter(topic for topic, _ in words).values()) >= 60


def scored(text: str) -> str:
    totals: Counter[str] = Counter()
    for row in rows("topic_words.csv"):
        totals[row["topic"]] += int(row["weight"]) if row["word"] in text else 0
    return max(totals, key=lambda code: totals[code])


def test_the_words_place_the_curated_indicators_in_their_topics() -> None:
    hits = [scored(re.sub(r"[(（“”)）]", "", row["name_zh"])) == row["topic"] for row in rows("indicators.csv")]
    assert sum(hits) / len(hits) >= 0.9


def test_there_are_verbs_of_every_sense() -> None:
    assert len(rows("verbs.csv")) >= 350
    assert set(column("verbs.csv", "sense")) == {"", *etl.reference.VERB_SENSES}


# --- indicators ---------------------------------------------------------------------------------


def test_indicators_cover_every_topic() -> None:
    found = Counter(column("indicators.csv", "topic"))
    assert len(rows("indicators.csv")) >= 250
    assert set(found) == TOPICS and min(found.values()) >= 10


def test_indicator_attributes_come_from_closed_sets() -> None:
    dimensions = set(column("dimensions.csv", "dimension"))
    for row in rows("indicators.csv"):
        assert re.fullmatch(r"[a-z][a-z0-9_]+", row["code"])
        assert row["dimension"] in dimensions
        assert row["kind"] in etl.reference.KINDS
        assert row["stock_flow"] in etl.reference.STOCK_FLOWS
        assert row["polarity"] in etl.reference.POLARITIES
        assert row["additive"] in etl.reference.ADDITIVES
        assert row["definition"].endswith(".") and row["definition"].isascii(), row["code"]
        assert parts(row["phrases"])


def test_shares_do_not_add_up() -> None:
    assert [row["code"] for row in rows("indicators.csv") if row["dimension"] == "share" and row["additive"] != "no"] == []


def test_stocks_do_not_add_up_over_years() -> None:
    assert [row["code"] for row in rows("indicators.csv") if row["stock_flow"] == "stock" and row["additive"] == "yes"] == []


def test_broader_indicators_exist_and_form_no_circle() -> None:
    broader = {row["code"]: row["broader"] for row in rows("indicators.csv")}
    for code in broader:
        path = [code]
        while above := broader[path[-1]]:
            assert above not in path, path
            path.append(above)


def test_a_phrase_names_one_indicator_of_a_dimension() -> None:
    claims = [f"{phrase} {row['dimension']}" for row in rows("indicators.csv") for phrase in parts(row["phrases"])]
    assert repeated(claims) == []


def test_phrases_are_written_as_they_are_compared() -> None:
    for row in rows("indicators.csv"):
        for phrase in parts(row["phrases"]):
            assert not re.search(r"[\s“”\"'‘’()（）、·%]", phrase), (row["code"], phrase)


def test_what_is_kept_apart_is_in_no_phrase_of_the_indicator_itself() -> None:
    for row in rows("indicators.csv"):
        own = [row["name_zh"], *parts(row["phrases"])]
        assert [apart for apart in parts(row["keep_apart"]) if any(apart in phrase for phrase in own)] == [], row["code"]


# Words of which one phrase of an indicator must not have one and another phrase another: they tell kinds, ranks, steps or quantities apart.
UNLIKE = """
净增 申报 注销
新增 净增
产值 增加值
受理 办结
发现 整改
立案 结案 破获
开工 竣工 在建
启动 完工
国家级 省级 市级
警情 案件
警情 发案
城市 农村
城镇 农村
出栏 存栏
千万 亿元
优良 达标
满意 办结 解决 响应
进口 出口
合同 实际
新建 改造
新建 拆除
新建 维修
清淤 修复
盗窃 抢 诈骗
小麦 水稻 玉米
面积 产量 亩产
知晓 参与 准确
行政拘留 刑事拘留
专职 兼职
社区 行政村
餐饮 住宿
批发 零售
第一 第二 第三
规上工业 规上服务业 限上
高血压 糖尿病
养老保险 医疗保险
取消 新增
报送 采用
人民币 本外币
公办 民办
城镇居民 农村居民
初中 高中
重度 困难
确诊 无症状
宣传 培训 演练
检查 整改
燃气 消防
"""


@pytest.mark.parametrize("words", UNLIKE.split("\n")[1:-1])
def test_an_indicator_has_phrases_of_one_kind(words: str) -> None:
    kinds = words.split(" ")
    for row in rows("indicators.csv"):
        of = {kind: [p for p in parts(row["phrases"]) if [k for k in kinds if k in p] == [kind]] for kind in kinds}
        assert len([kind for kind, phrases in of.items() if phrases]) < 2, (row["code"], of)


def test_what_stands_at_the_end_has_no_phrase_of_what_is_new() -> None:
    new = re.compile("新增|新建|净增|(?:建成|成立|组建|培育|创建|打造|招募|认定|取消|注销)(?!区)")
    for row in rows("indicators.csv"):
        if row["stock_flow"] == "stock":
            assert [phrase for phrase in parts(row["phrases"]) if new.match(phrase)] == [], row["code"]


def test_the_name_of_an_indicator_is_no_phrase_of_another() -> None:
    owner = {(phrase, row["dimension"]): row["code"] for row in rows("indicators.csv") for phrase in parts(row["phrases"])}
    for row in rows("indicators.csv"):
        assert owner.get((row["name_zh"], row["dimension"]), row["code"]) == row["code"]


def test_rates_that_do_not_say_of_what_name_no_indicator() -> None:
    bare = {"参保率", "满意率", "满意度", "群众满意率", "群众满意度", "覆盖率", "达标率", "合格率", "办结率"}
    bare |= {"签约率", "接种率", "化解率", "完成率", "普及率", "知晓率", "参与率", "准确率", "评价率", "受理率", "按时办结率"}
    bare |= {"综合满意率", "解决率", "响应率"}
    for row in rows("indicators.csv"):
        assert bare.isdisjoint(parts(row["phrases"])), row["code"]


LOOK_ALIKES = [
    ("拆除违法建设面积", "查违减存量"),
    ("发现安全隐患", "整改安全隐患"),
    ("受理信访", "化解信访案件"),
    ("排查矛盾纠纷", "化解矛盾纠纷"),
    ("警情总数", "刑事治安警情"),
    ("规上工业总产值", "规上工业增加值"),
    ("户籍人口", "常住人口"),
    ("居家隔离", "集中隔离"),
    ("走访企业", "检查企业"),
    ("新建党支部", "党支部总数"),
    ("高新技术企业", "科技型中小企业"),
    ("政务服务办结率", "政务服务满意率"),
    ("生猪出栏", "家禽出栏"),
]


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKES)
def test_look_alikes_stay_apart(one: str, other: str) -> None:
    owners: dict[str, set[str]] = {}
    for row in rows("indicators.csv"):
        for phrase in parts(row["phrases"]):
            owners.setdefault(phrase, set()).add(row["code"])
    assert owners[one] and owners[other]
    assert owners[one].isdisjoint(owners[other])


# --- divisions ----------------------------------------------------------------------------------


def test_divisions_are_counted_as_the_readme_says() -> None:
    found = dict(divisions().group_by("level").len().iter_rows())
    assert found == {"province": 31, "city": 333, "county": 2975, "township": 41352}
    shared = divisions().filter(pl.col("level") == "township").group_by("name").len().filter(pl.col("len") > 1)
    assert (shared.height, shared["len"].sum()) == (3743, 12384)


def test_division_codes_are_unique_and_as_long_as_their_level_asks() -> None:
    frame = divisions()
    assert frame["code"].is_unique().all()
    length = pl.col("level").replace_strict({"province": 2, "city": 4, "county": 6, "township": 9}, return_dtype=pl.UInt32)
    assert frame.filter(pl.col("code").str.len_chars() != length).is_empty()
    assert frame.filter(~pl.col("code").str.contains(r"^\d+$")).is_empty()


def test_every_division_below_a_province_has_a_parent_that_exists() -> None:
    frame = divisions()
    assert frame.filter(pl.col("parent_code").is_null())["level"].unique().to_list() == ["province"]
    orphans = frame.filter(pl.col("parent_code").is_not_null()).join(frame, left_on="parent_code", right_on="code", how="anti")
    assert orphans.is_empty()
    assert frame.filter(~pl.col("code").str.starts_with(pl.col("parent_code"))).is_empty()


def test_names_above_agree_with_the_parents() -> None:
    frame = divisions()
    counties = frame.filter(pl.col("level") == "township").join(frame, left_on="parent_code", right_on="code", suffix="_above")
    assert counties.filter((pl.col("level_above") == "county") & (pl.col("county") != pl.col("name_above"))).is_empty()
    assert counties.filter(pl.col("city") != pl.col("city_above")).is_empty()
    assert frame.filter(pl.col("province") == "").is_empty()


@pytest.mark.parametrize(
    ("name", "code", "above"),
    [
        ("市桥街道", "440113007", ("番禺区", "广州市", "广东省")),
        ("华庄街道", "320211006", ("滨湖区", "无锡市", "江苏省")),
        ("东华门街道", "110101001", ("东城区", "北京市", "北京市")),
        ("瓯海区", "330304", ("瓯海区", "温州市", "浙江省")),
        ("济源市", "419001", ("济源市", "", "河南省")),
    ],
)
def test_known_divisions(name: str, code: str, above: tuple[str, str, str]) -> None:
    found = divisions().filter(pl.col("name") == name)
    assert found.select("code", "county", "city", "province").rows() == [(code, *above)]


def test_homonyms_are_all_there() -> None:
    townships = divisions().filter(pl.col("level") == "township")
    assert sorted(townships.filter(pl.col("name") == "南区街道")["code"]) == ["150781002", "442000005"]
    assert townships.filter(pl.col("name") == "光明街道").height == 11


def test_aliases_are_former_names_of_divisions_that_exist() -> None:
    codes, names = set(divisions()["code"]), set(divisions().filter(pl.col("level") != "township")["name"])
    for row in rows("aliases.csv"):
        assert row["code"] in codes
        assert row["name"] not in names, "a name still in use is no alias"
        assert re.search(r"\b(19|20)\d\d\b", row["note"])
