"""What a phrase counts: object, action, attribute and qualifiers, each phrase with what it must and must not meet."""

from pathlib import Path

import pytest

from etl.conform.concepts import __main__ as tables
from etl.conform.concepts.indicators import described
from etl.conform.concepts.key import conceive
from etl.conform.concepts.phrase import read, read_in_context, unknown
from etl.conform.facts import unit_of
from etl.reference import concepts


def key(phrase: str, unit: str, before: str = "", after: str = "") -> str | None:
    measure = "rate" if unit == "%" else "level"
    found = conceive(phrase, unit_of(unit).dimension, measure, "flow", before, after)[1]
    return None if found is None else f"{found.object}.{found.action}.{found.attribute}"


@pytest.mark.parametrize(
    ("phrase", "unit", "expected"),
    [
        ("劝离流动摊贩", "起", "street_vending.treat.count"),
        ("城管队员依法规范出店经营", "处", "street_vending.treat.count"),
        ("店外经营整治", "宗", "street_vending.treat.count"),
        ("清撤马路市场", "处", "street_vending.treat.count"),
        ("拆除私搭乱建", "平方米", "illegal_buildings.remove.area"),
        ("拆除私搭乱建", "处", "illegal_buildings.remove.count"),
        ("制止乱搭乱建", "处", "illegal_buildings.prevent.count"),
        ("外贸自营进出口", "元", "trade..amount"),
        ("组织财政收入", "元", "fiscal_revenue..amount"),
        ("新敷设截污管道", "公里", "sewers.add.length"),
        ("受理来信来访", "件", "petitions.accept.count"),
        ("来信来访办结", "件", "petitions.resolve.count"),
        ("来信来访办结率", "%", "petitions.resolve.rate"),
        ("来信来访群众满意度", "%", "petitions..satisfaction"),
        ("摸排安全生产隐患", "条", "hazards.find.count"),
        ("消除安全生产隐患", "条", "hazards.rectify.count"),
        ("隐患整改完成率", "%", "hazards.rectify.rate"),
        ("参加普法宣传", "人次", "law_publicity.join.people"),
        ("举办普法宣传", "场", "law_publicity.hold.count"),
        ("为困难老人适老化改造", "户", "adaptations.renovate.count"),
        # What a check is made of, not the check.
        ("对餐饮店开展安全检查", "家次", "food_units.inspect.visits"),
        ("对企业开展安全检查", "家次", "inspections.inspect.visits"),
        # 开展 opens a facility's works only where no other verb says what was done.
        ("对河道开展清淤", "公里", "rivers.clean.length"),
        # 套 counts things one by one.
        ("安装视频门禁", "套", "door_systems.install.count"),
        # Rounds of work are not what was worked on.
        ("隐患排查", "轮", "hazards.find.times"),
        ("开展占道经营整治", "场", "street_vending.treat.times"),
        ("劝导占道经营", "次", "street_vending.treat.count"),
        # What was done is not known, so it is no stock of what there is.
        ("承租停车位", "个", "parking..count"),
        ("上榜停车位", "个", "parking..count"),
        # A name of several parts ends where a word does.
        ("发放环保宣传资料", "份", "materials.distribute.count"),
        ("开展环保宣传", "场", "environment_publicity.hold.count"),
        ("新改建公共厕所", "座", "public_toilets.add.count"),
        ("完成公租房分配任务", "套", "urban_public_rental_homes.allot.count"),
        # The rate of a case is that of its end, whether a verb says so or not.
        ("网格事件处置率", "%", "grid_events.resolve.rate"),
        ("网格事件办结率", "%", "grid_events.resolve.rate"),
        ("网格事件受理率", "%", "grid_events.accept.rate"),
        # The cut that leaves the least unknown, though 文明实践志愿服务 is a longer word.
        ("建立文明实践志愿服务队", "支", "vol_teams.add.count"),
        # 规划 before another verb is no plan.
        ("规划施划停车位", "个", "parking.add.count"),
        ("规划停车位", "个", "parking.plan.count"),
        ("上门走访居民", "户次", "household_visits.visit.households"),
        # A verb may mean more for one object than for its class.
        ("培育社会组织", "家", "social_orgs.add.count"),
        ("培育高新技术企业", "家", "hitech_firms.cultivate.count"),
        # A statistic keeps its name whatever verb stands inside it.
        ("规模以上服务业企业累计实现营收", "元", "econ_service_revenue_scale..amount"),
        # What a verb of its own stands before is the head, not what the works before it were.
        ("老旧小区改造同步增设机动车位", "个", "parking.add.count"),
        # A part of what a name of two words says does not stand against it.
        ("老年人健康体检", "人", "elder_exams.join.people"),
        # Whom something reaches is no object, nor who was given it.
        ("居家养老服务惠及独居老人", "人次", "home_care.join.people"),
        ("残疾人办理残疾人证", "人", "welfare_disability_certificates.handle.people"),
        # What is sown tells the crop, whatever the verb.
        ("冬种油菜", "亩", "rural_rape_area..area"),
        ("新增种粮补贴资金", "元", "rural_subsidies_grain.add.amount"),
    ],
)
def test_a_phrase_is_read_as_object_action_and_attribute(phrase: str, unit: str, expected: str) -> None:
    assert key(phrase, unit) == expected


@pytest.mark.parametrize(
    ("phrase", "unit", "look_alike", "its_unit"),
    [
        ("受理信访件", "件", "办结信访件", "件"),
        ("化解信访积案", "件", "化解信访件", "件"),
        ("林长巡林", "次", "河长巡河", "次"),
        ("现有规上工业企业", "家", "新增规上工业企业", "家"),
        ("检查餐饮单位", "家次", "检查企业", "家次"),
        ("老旧小区改造", "个", "老旧小区改造", "平方米"),
        ("启动老旧小区改造", "个", "老旧小区改造", "个"),
        ("城镇居民人均可支配收入", "元", "农村居民人均可支配收入", "元"),
        ("楼宇税收", "元", "税收收入", "元"),
        ("刑事警情", "起", "盗窃警情", "起"),
        ("小区党支部", "个", "两新党支部", "个"),
        ("授权发明专利", "件", "有效发明专利", "件"),
        ("授权发明专利", "件", "实用新型专利", "件"),
        ("免疫生猪", "头", "免疫家禽", "羽"),
        ("外出招商", "次", "招商推介活动", "次"),
        ("上市后备企业", "家", "新增上市企业", "家"),
        ("残疾人两项补贴", "元", "享受残疾人两项补贴", "人"),
        ("企业贷款贴息", "元", "企业贷款", "元"),
        ("新增工业产值", "元", "工业总产值", "元"),
        ("劳务输出收入占地区生产总值比重", "%", "地区生产总值", "%"),
        ("规上企业", "家", "民营企业", "家"),
        ("列入企业", "家", "新增注册企业", "家"),
        ("领办企业实事", "条", "企业", "家"),
        ("重点项目完成投资", "元", "总投资", "元"),
        ("农村劳动力转移就业", "人", "带动就业", "人"),
    ],
)
def test_look_alikes_stay_apart(phrase: str, unit: str, look_alike: str, its_unit: str) -> None:
    assert key(phrase, unit) != key(look_alike, its_unit)


@pytest.mark.parametrize(
    ("phrase", "unit", "before", "after", "expected"),
    [
        ("拆除", "块", "集中治理违规户外广告,拆除", "", "illegal_ads.remove.count"),
        ("满意率", "%", "受理群众信访件86件,满意率达", "", "petitions..satisfaction"),
        ("办结", "件", "受理12345热线工单97件,办结", "", "hotline.resolve.count"),
        # People do the work that is counted in 处: they are no object of it.
        ("执法人员整治", "处", "店外经营明显减少,执法人员整治", "", "street_vending.treat.count"),
        ("各类矛盾纠纷", "起", "各类矛盾纠纷", "得到成功化解", "disputes.resolve.count"),
        ("收集意见建议", "条", "人大代表进站接待选民,收集意见建议", "", "deputy_opinions.collect.count"),
    ],
)
def test_the_sentence_tells_what_a_bare_phrase_counts(phrase: str, unit: str, before: str, after: str, expected: str) -> None:
    assert key(phrase, unit, before, after) == expected


def test_a_sum_of_money_is_not_counted_one_by_one() -> None:
    assert key("集体收入村", "个", "集体收入超60万元的村") is None
    assert key("村集体收入", "元") == "collective_income..amount"


def test_what_was_done_in_unknown_words_narrows() -> None:
    assert dict(read("新建口袋公园镶铜刻石", "facility", "level").qualifiers) == {"other": "镶铜刻石"}
    assert conceive("小微企业缓缴延期", "entity", "level", "flow")[1] != conceive("小微企业", "entity", "level", "flow")[1]


def test_a_whole_is_not_the_object_of_a_share_of_it() -> None:
    assert key("占地区生产总值比重", "%", "园区产值占地区生产总值比重") is None


def test_a_verb_of_its_own_outweighs_that_of_the_sentence() -> None:
    assert key("处罚企业", "家", "检查企业80家,处罚企业") == "firms.punish.count"
    assert key("企业", "家次", "扎实开展检查,共巡查企业") == "inspections.inspect.visits"


def test_a_grade_makes_another_indicator_where_the_object_says_so() -> None:
    city = conceive("新增市级龙头企业", "entity", "level", "flow")[1]
    province = conceive("新增省级农业龙头企业", "entity", "level", "flow")[1]
    assert city and province and city.code != province.code and city.object == province.object


@pytest.mark.parametrize("phrase", ["新增残疾人托养机构", "新建垃圾中转棚站点系统"])
def test_a_name_before_an_unknown_noun_is_not_what_is_counted(phrase: str) -> None:
    assert key(phrase, "家") is None


def test_a_bare_event_is_the_one_that_was_named_in_full_before() -> None:
    assert key("培训", "人次", "各村组织技能培训,培训") == "skill_training.join.people"
    assert key("培训", "人次", "举办文艺演出,培训") is None


def test_a_rank_inside_a_name_narrows() -> None:
    assert dict(read("新增省级龙头企业", "entity", "level").qualifiers) == {"grade": "省级"}
    assert read("新增省级专精特新企业", "entity", "level").qualifiers == ()


def test_unknown_things_meet_whatever_the_verb_for_it_and_the_order() -> None:
    assert unknown("组建皮影戏班") == unknown("皮影戏班成立") == unknown("新建皮影戏班") == ("add", "皮影戏班", "")
    assert unknown("举办皮影赛") == unknown("开展各类皮影赛") == ("", "皮影赛", "")
    assert unknown("查封皮影戏班") != unknown("组建皮影戏班")
    assert unknown("皮影戏班覆盖率") != unknown("皮影戏班")
    assert unknown("办理") is None


def test_a_bare_phrase_has_no_object() -> None:
    assert key("满意率", "%") is None
    assert key("开展活动", "场") is None
    assert not read("修缮古戏楼石狮", "item", "level").object


def test_words_that_narrow_are_qualifiers_and_neutral_ones_are_dropped() -> None:
    assert read("整治各类占道经营", "case", "level").subset is None
    assert read("新建国家级口袋公园", "facility", "level").qualifiers == (("grade", "国家级"),)
    assert read("整治烧烤占道经营", "case", "level").qualifiers == (("other", "烧烤"),)


def test_an_age_splits_a_vaccination_rate_but_not_an_allowance_that_it_defines() -> None:
    def of(phrase: str, measure: str, dimension: str, before: str) -> tuple[tuple[str, str], ...]:
        return read_in_context(phrase, dimension, measure, "flow", before, "").qualifiers

    assert ("age", "80岁以上") in of("老年人疫苗接种率", "rate", "share", "80岁以上老年人疫苗接种率")
    assert not of("发放高龄津贴", "level", "money", "为80岁以上老人发放高龄津贴")
    codes = {conceive("疫苗接种率", "share", "rate", "flow", f"{age}岁以上人群疫苗接种率")[1] for age in (60, 80)}
    assert len(codes) == 2


def test_a_narrowed_statistic_and_a_general_object_have_codes_of_their_own() -> None:
    plain, narrowed = conceive("税收收入", "money", "level", "flow")[1], conceive("餐饮业税收收入", "money", "level", "flow")[1]
    assert plain and narrowed and plain.curated and not narrowed.curated and narrowed.object == plain.object
    one, other = conceive("举办舞龙活动", "event", "level", "flow")[1], conceive("举办剪纸活动", "event", "level", "flow")[1]
    assert one and other and one.object == other.object == "events" and one.code != other.code


def test_each_key_has_one_code_and_its_object_exists() -> None:
    codes = concepts.key_codes()
    assert len(set(codes.values())) == len(codes)
    assert codes["gdp", "", "amount"] == "econ_gdp"


def test_names_are_no_neutral_words_and_verbs_are_told_once() -> None:
    for verb, ways in concepts.action_verbs().items():
        assert len({way.action for way in ways}) == len(ways), verb


def test_what_stands_after_a_stage_is_output_and_the_work_alone_activity() -> None:
    kinds = {action: described("x", "adaptations", action, "count").kind for action in ("have", "renovate", "inspect", "")}
    assert kinds == {"have": "context", "renovate": "output", "inspect": "activity", "": "activity"}


@pytest.mark.parametrize(
    ("phrase", "unit", "expected"),
    [
        ("新开国际友好城市", "个", "sister_cities.add.count"),
        ("民营经济完成增加值", "元", "private_va..amount"),
        ("铁路营运里程", "公里", "railways.have.length"),
        ("取消行政事业性收费", "项", "public_charges.cancel.count"),
        ("改造供热老旧管网", "公里", "heating_pipes_old.renovate.length"),
        ("组建教育集团", "个", "edu_groups.add.count"),
    ],
)
def test_what_counties_count_has_an_object(phrase: str, unit: str, expected: str) -> None:
    assert key(phrase, unit) == expected


@pytest.mark.parametrize(
    ("phrase", "look_alike", "unit"),
    [
        ("新能源装机容量", "可再生能源装机容量", "千瓦"),
        ("县域就诊率", "基层就诊率", "%"),
        ("科技进步贡献率", "农业科技进步贡献率", "%"),
        ("选派科技特派员", "选派科技特派员工作站", "个"),
        ("消除大班额", "消除超大班额", "个"),
        ("化学需氧量排放量", "化学需氧量减排量", "吨"),
    ],
)
def test_what_counties_count_keeps_its_look_alikes_apart(phrase: str, look_alike: str, unit: str) -> None:
    assert None not in (key(phrase, unit), key(look_alike, unit))
    assert key(phrase, unit) != key(look_alike, unit)


def test_chains_and_clusters_of_one_kind_meet_no_others() -> None:
    codes = {getattr(conceive(phrase, "item", "level", "flow")[1], "code", None) for phrase in ("产业链", "百亿级产业链", "新兴产业链")}
    assert len(codes - {None}) == 3


def test_sorting_drops_lines_told_twice_and_names_words_told_differently(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tables, "SORTED", {"object_names.csv": ("object", "name"), "action_verbs.csv": ("verb", "action")})
    (tmp_path / "object_names.csv").write_text("name,object\n路灯,lamps\n凉亭,pavilions\n凉亭,parks\n路灯,lamps\n", encoding="utf-8")
    (tmp_path / "action_verbs.csv").write_text("verb,action,classes\n治,treat,land\n治,treat,case\n治,cure,\n", encoding="utf-8")
    tables.sort(tmp_path)
    assert (tmp_path / "object_names.csv").read_text(encoding="utf-8") == "name,object\n路灯,lamps\n凉亭,parks\n凉亭,pavilions\n"
    assert capsys.readouterr().out.splitlines() == [
        "object_names.csv: keep one of 凉亭,pavilions | 凉亭,parks",
        "action_verbs.csv: keep one of 治,treat,land | 治,treat,case",
    ]
