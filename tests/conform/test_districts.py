"""Which division a report is about: invented reports of real places, namesakes told apart, and what has to stay open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import forget_other_reference

from etl import reference
from etl.conform import districts
from etl.conform.districts import District, resolve
from etl.conform.placenames import upper_names
from etl.contracts import codes
from etl.contracts.records import Document, Sidecar
from etl.reference.places import Divisions, divisions
from etl.report.ingest import read_text

FILLER = "全年完成固定资产投资3亿元,走访企业20家次,办结民生实事10件,新增就业岗位300个。"


def page(text: str, sidecar: Sidecar | None = None) -> Document:
    """The document that ingest makes of a page; `…` stands for prose that names no place."""
    return read_text(text.replace("…", FILLER), sidecar=sidecar)


@pytest.fixture(autouse=True, scope="module")
def shipped_tables() -> None:
    """Tests of other modules may have left small tables in the cache."""
    forget_other_reference()


def table() -> Divisions:
    return divisions()


def found(text: str, sidecar: Sidecar | None = None) -> District:
    return resolve(page(text, sidecar), table())


RESOLVED = [
    # Namesakes, told apart by what stands beside the name.
    ("陇县东风镇2021年政府工作报告\n各位代表:\n现在,我代表镇人民政府作工作报告。…", "610327101"),
    ("2022年工作总结\n2022年,城东街道坚持稳中求进。…\n乐清市人民政府城东街道办事处\n2023年1月8日", "330382001"),
    ("和林格尔县城关镇人民政府2019年工作总结\n一年来,镇党委、政府团结奋斗。…", "150123100"),
    ("首页 > 政务公开 > 路北区 > 光明街道\n光明街道2022年工作总结\n来源:光明街道 发布日期:2023-01-05\n2022年,街道上下齐心。…", "130203010"),
    ("吉林省长春市朝阳区南湖街道2020年工作总结\n一年来,街道坚持党建引领。…", "220104003"),
    ("北京市房山区城关街道2022年工作总结\n一年来,街道坚持党建引领。…", "110111001"),
    ("成都市金牛区人民政府关于2022年工作情况的报告\n…", "510106"),
    # Namesakes, told apart by the county, the city, the province or the neighbours in the text.
    ("南湖街道2022年工作总结\n2022年,南湖街道围绕武昌区委部署,服务武汉市发展大局。…", "420106015"),
    ("南湖街道2022年工作总结\n2022年,南湖街道落实嘉兴市委要求,服务浙江高质量发展。…", "330402010"),
    ("新城街道2021年工作总结\n2021年,新城街道紧跟尖草坪区委步伐。…承接迎新街街道来访群众20人次。", "140108009"),
    ("解放街道2022年工作总结\n2022年,解放街道坚持党建引领。…与建设街道、新嘉街道、东栅街道联合开展巡查。", "330402008"),
    ("城关镇2020年工作总结\n一年来,城关镇党委政府团结带领全镇群众。…全镇生产总值居五河县第一。在五河县考核中名列前茅。", "340322100"),
    ("中山街道2022年工作总结\n2022年,中山街道聚焦松江新城建设。…松江区首个项目落地,上海市领导到街道调研。", "310117004"),
    ("和平街道2022年工作总结\n2022年,和平街道坚持为民服务。…\n主办:和平街道办事处 备案号:晋ICP备00000000号", "140109003"),
    # A report that names its city often is still the street's.
    (
        "人民街道2022年工作总结\n2022年,在广州市委、越秀区委领导下,人民街道奋发有为。…广州市首个。广州市第一。广州市先进。广州市级。广州市评优。",
        "440104010",
    ),
    # Short forms, spaced-out names, a publisher alone, a department of the street.
    ("2022年工作总结\n来源:番禺区人民政府\n2022年,市桥街全力推进各项工作。…市桥街连续三年获评先进。", "440113007"),
    ("虹 星 桥 镇 2014 年 政 府 工 作 报 告\n2014年,全镇上下真抓实干。…", "330522106"),
    ("2022年工作总结\n发布机构:长兴县画溪街道办 发布日期:2023-01-11\n一年来,街道上下齐心。…", "330522002"),
    ("水口乡人大2021年工作总结\n一年来,乡人大在长兴县人大指导下开展工作。…长兴县代表20人次。", "330522200"),
    # Counties, cities, provinces, the state.
    ("2023年长兴县政府工作报告\n各位代表:现在,我代表县人民政府向大会报告工作。…雉城街道、和平镇、水口乡率先完成。", "330522"),
    ("政府工作报告\n——2023年1月5日在义乌市第十六届人民代表大会第二次会议上\n各位代表:现在,我代表义乌市人民政府报告工作。…", "330782"),
    ("南京市鼓楼区2022年政府工作报告\n…", "320106"),
    ("鼓楼区2022年政府工作报告\n…中央门街道、湖南路街道面貌一新,南京市考核优秀。", "320106"),
    ("政府工作报告\n各位代表:我代表温州市人民政府向大会报告工作。…瓯海区、鹿城区、乐清市进展较快。", "330300"),
    ("广东省2022年政府工作报告\n…广州市、深圳市、佛山市引领发展。", "440000"),
    ("2022年国务院政府工作报告\n各位代表:现在,我代表国务院,向大会报告政府工作。…", "000000"),
    ("重庆市渝中区2021年政府工作报告\n…", "500103"),
    ("延边州2021年政府工作报告\n…", "222400"),
    ("大理白族自治州2021年政府工作报告\n…", "532900"),
    ("紫云县2021年政府工作报告\n…", "520425"),
    ("东乌珠穆沁旗2021年政府工作报告\n…", "152525"),
    ("洪格尔苏木2021年工作总结\n一年来,苏木党委在苏尼特左旗旗委领导下努力工作。…", "152523202"),
    ("济源市2021年政府工作报告\n…", "419001"),
    # Former names: of the county beside the name, of the county itself, of a town that is a sub-district now.
    ("崇安区崇安寺街道2012年工作总结\n一年来,街道上下齐心。…", "320213021"),
    ("萧山市1998年政府工作报告\n…", "330109"),
    ("雉城镇2008年工作总结\n一年来,雉城镇在长兴县委领导下努力工作。…长兴县第一。", "330522001"),
]


@pytest.mark.parametrize(("text", "code"), RESOLVED, ids=[text[:16].replace("\n", " ") for text, _ in RESOLVED])
def test_the_right_division(text: str, code: str) -> None:
    district = found(text)
    assert district.code == code, district
    assert district.score > 0 and district.how and not district.candidates
    assert not district.anonymised and not district.fictional
    assert district.natural_key == (code if code != "000000" else "state")


NAMESAKES = [
    # Mentions of other places decide nothing among namesakes.
    ("东湖街道", "走访北京路、上海路商户180家。", None),
    ("东湖街道", "选派医护5人支援湖北武汉,教师2人援藏。", None),
    ("东湖街道", "来自江西南昌的务工人员320人返岗。", None),
    ("东湖街道", "与武汉东湖高新区企业签约2个,武汉大学学生实习30人。", None),
    ("新华街道", "组织党员赴延安、井冈山学习2批。", None),
    ("新华街道", "接待四川成都考察团3批,河南郑州客商2批。", None),
    ("新华街道", "石家庄籍务工人员120人、邯郸籍40人。", None),
    ("解放街道", "与吉林省松原市解放路社区结对。", None),
    ("解放街道", "帮销贵州省遵义市农产品210万元。", None),
    ("和平街道", "天津医院专家坐诊6次,沈阳和平里小区改造完成。", None),
    ("和平街道", "外出招商3次,赴深圳、东莞拜访企业12家。", None),
    ("建设街道", "推广枫桥经验,学习浙江诸暨做法。", None),
    ("人民街道", "广州开往长沙的列车经停,疏导旅客3000人次。", None),
    ("城关镇", "对口帮扶甘肃省渭源县,协作资金50万元。", None),
    ("城关镇", "兰州拉面馆12家完成明厨亮灶。", None),
    ("胜利街道", "救助从新疆克拉玛依返回人员3人。", None),
    ("光明街道", "深圳企业落户3家,与深圳市光明区签订协作协议。", None),
    ("南湖街道", "嘉兴南湖红船精神宣讲12场,参观嘉兴南湖革命纪念馆3批。", None),
    ("新兴街道", "云浮市新兴县产业园企业到街道招工300人。", None),
    ("团结街道", "昆明市西山区居民来信1件。", None),
    # What the report calls its own decides, with the same mentions beside it.
    ("东湖街道", "在芙蓉区委、芙蓉区政府领导下,承接试点2项;来自北京的企业3家。", "430102017"),
    ("和平街道", "落实万柏林区委部署。赴沈阳市和平区学习2次。万柏林区首个。", "140109003"),
    ("新华街道", "贯彻庄河市委部署。支援上海抗疫2批。庄河市考核第一。", "210283002"),
    ("光明街道", "支援罗湖、福田2次,服务深圳市光明区委中心工作。深圳市先进。", "440311001"),
]


@pytest.mark.parametrize(("name", "mention", "code"), NAMESAKES, ids=[f"{name}: {mention[:12]}" for name, mention, _ in NAMESAKES])
def test_mentions_of_other_places_decide_nothing_among_namesakes(name: str, mention: str, code: str | None) -> None:
    district = found(f"{name}2023年工作总结\n一年来,各项工作稳步推进,现将情况报告如下。\n{mention}…")
    assert (district.name, district.code) == (name, code) if code is None else district.code == code, district


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("**政府工作报告**\n**——2024年1月5日在义乌市第十六届人民代表大会第二次会议上**\n市长 甘棠\n…乐清市、苍南县派员考察。", "330782"),
        ("——2024年1月5日在市三届人大二次会议上\n浙江省义乌市人民政府市长 甘棠\n…", "330782"),
        ("各位代表:\n现在,我代表省人民政府,向大会报告工作。\n浙江制造,浙江故事。浙江首个。美丽浙江。上海、江苏来客。浙江发展。", "330000"),
        (
            "一、过去一年\n我市工业增长,全市投资增长,我市外贸增长,全市就业稳定,我市财政增收。义乌小商品。义乌精神。义乌制造。义乌效率。义乌故事。",
            "330782",
        ),
        ("——2024年1月5日在嘉峪关市第十一届人民代表大会第四次会议上\n…", "620200"),
        # What the title says of its own city stands against a name that is unique elsewhere.
        ("义乌市2023年政府工作报告\n画溪街道在全国率先试点,画溪街道画溪街道画溪街道。…\n来源:长兴县画溪街道", "330782"),
    ],
)
def test_formal_lines_and_self_references_name_the_place(text: str, code: str) -> None:
    assert found(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "大量农民工返乡创业\n一年来,大量农民工返乡,城乡面貌改善,干部下乡300人次。",
        "2023年工作总结\n大批青年返乡。大量农民工返乡。新建集镇2个。古镇旅游收入3亿元。",
        "2023年工作总结\n一年来,干部下乡办事12件,农民工返乡工作有序。",
        "各位代表:\n现在,我代表镇人民政府,向大会报告工作。一年来,新建公园3座。",
        "政府工作报告\n我谨代表乡人民政府向大会作报告\n一年来,新建公园3座。",
        "**一、回顾**\n**乡村振兴**扎实推进,**镇域经济**稳步增长。",
    ],
)
def test_words_that_end_like_names_are_none(text: str) -> None:
    district = found(text)
    assert (district.name, district.code, district.anonymised) == (None, None, False), district


def test_two_cities_that_both_speak_leave_it_open() -> None:
    text = "义乌市2023年政府工作报告\n——2024年1月5日在乐清市第三届人民代表大会第二次会议上\n现在,我代表乐清市人民政府报告工作。…"
    district = found(text)
    assert district.code is None and {"330782", "330382"} <= set(district.candidates)


OPEN = [
    # Nothing in the text tells the namesakes apart.
    ("光明街道2022年工作总结\n一年来,光明街道走光明之路。…光明街道再获佳绩。", "光明街道", 11),
    ("城关镇2021年工作总结\n一年来,全镇上下齐心。…", "城关镇", 12),
    # Two counties of one city each have it, and the city alone is named.
    ("2022年工作总结\n一年来,我街道上下齐心。…", None, 0),
    ("新闻一则\n今天天气很好。", None, 0),
]


@pytest.mark.parametrize(("text", "name", "candidates"), OPEN)
def test_what_the_text_does_not_tell_stays_open(text: str, name: str | None, candidates: int) -> None:
    district = found(text)
    assert (district.name, district.code, district.score) == (name, None, 0.0), district
    assert len(district.candidates) == candidates and district.how.startswith("undecided: ")


def test_open_namesakes_are_not_taken_for_one_district() -> None:
    one, other = (found(f"光明街道{year}年工作总结\n一年来,街道上下齐心。…") for year in (2021, 2022))
    assert one.natural_key != other.natural_key


def test_a_name_that_the_table_has_not_keeps_what_stands_above_it() -> None:
    district = found("长兴县白石头街道2024年工作总结\n一年来,街道上下齐心。…")
    assert (district.name, district.level, district.code) == ("白石头街道", "sub-district", None)
    assert (district.county, district.city, district.province) == ("长兴县", "湖州市", "浙江省")
    namesake_elsewhere = found("长兴县市桥街道2024年工作总结\n一年来,街道上下齐心。…")
    assert (namesake_elsewhere.code, namesake_elsewhere.county) == (None, "长兴县")
    assert "has none in 长兴县" in namesake_elsewhere.how


def test_a_longer_name_is_not_taken_for_the_shorter_one_at_its_end() -> None:
    assert table().below_county("石桥街道") and not table().below_county("青石桥街道")
    assert found("青石桥街道2022年工作总结\n一年来,街道上下齐心。…").name == "青石桥街道"


def test_the_one_division_of_a_name_is_not_taken_where_the_page_names_another_province() -> None:
    district = found("首页 > 昆明市 > 五华区\n华庄街道2024年工作总结\n来源:昆明市人民政府\n一年来,华庄街道上下齐心。…")
    assert district.code is None and district.candidates == ("320211006",)


@pytest.mark.parametrize(
    ("text", "code", "name", "level"),
    [
        ("*街道2022年工作总结\n一年来,*街道围绕“山水瓯海”建设。…美丽瓯海。平安瓯海。瓯海的一天。", "330304", "瓯海区*街道", "sub-district"),
        ("XX镇2022年工作总结\n一年来,镇党委在长兴县委领导下努力工作。…长兴县第一。", "330522", "长兴县XX镇", "town"),
        ("2022年工作总结\n一年来,义乌市某街道努力工作。…", "330782", "义乌市某街道", "sub-district"),
        ("2022年工作总结\n一年来,**乡努力工作。…延边朝鲜族自治州首个。", "222400", "延边朝鲜族自治州**乡", "township"),
    ],
)
def test_a_masked_name_resolves_to_what_it_lies_in(text: str, code: str, name: str, level: str) -> None:
    district = found(text)
    assert (district.code, district.name, district.level, district.anonymised) == (code, name, level, True)
    assert "masked" in district.how


def test_masked_names_of_two_documents_are_two_districts_and_ordinary_words_are_no_county() -> None:
    texts = (
        "*街道2022年工作总结\n一年来,*街道实现平安和谐。…友好协商。振兴乡村。友好城区。平安街区。振兴经济。平安校园。",
        "*街道工作总结\n…",
    )
    districts = [found(text) for text in texts]
    assert len({district.natural_key for district in districts}) == 2
    assert all(district.code is None and district.anonymised and district.name == "*街道" for district in districts)


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("无锡经济开发区管委会2022年工作总结\n一年来,经开区上下齐心。…", "320200", "无锡经济开发区"),
        ("合肥高新区2023年工作总结\n一年来,高新区上下齐心。…合肥市第一。", "340100", "合肥高新区"),
        ("经开区管委会2023年工作总结\n一年来,经开区在芜湖市委领导下奋力发展。…芜湖市首个。赴苏州工业园区学习2次。", "340200", "经开区"),
        ("滨江新区管委会2023年工作总结\n一年来,新区在安庆市委领导下努力工作。…安庆市第一。引进上海企业12家。", "340800", "滨江新区"),
        ("安庆经济技术开发区管委会关于2023年工作情况的报告\n一年来,与月山镇联合整治。…", "340800", "安庆经济技术开发区"),
        ("云起高新技术产业开发区2022年工作总结\n一年来,高新区奋发有为。…长兴县第一。长兴县首个。", "330522", "云起高新技术产业开发区"),
    ],
)
def test_a_zone_that_is_no_division_resolves_to_what_it_lies_in(text: str, code: str, name: str) -> None:
    district = found(text)
    assert (district.code, district.name, district.level) == (code, name, "zone")
    assert district.natural_key != code and "no division" in district.how


def test_a_zone_with_a_code_of_its_own_is_a_division() -> None:
    assert found("唐山高新技术产业开发区2022年工作总结\n…").code == "130273"


SIDECARS = [
    ("442000005", "442000005"),
    ("442000005000", "442000005"),
    ("330304", "330304"),
    ("440000", "440000"),
    ("440300", "440300"),
    ("广东省中山市南区街道", "442000005"),
    ("光明区光明街道办事处", "440311001"),
    ("番禺区市桥街", "440113007"),
    ("满洲里市 南区街道", "150781002"),
    ("瓯海区", "330304"),
    ("浙江省温州市瓯海区", "330304"),
    ("萧山市", "330109"),
]


@pytest.mark.parametrize(("said", "code"), SIDECARS)
def test_a_sidecar_outranks_the_text(said: str, code: str) -> None:
    district = found("城关镇2021年工作总结\n五河县城关镇上下齐心。…", Sidecar(district=said))
    assert (district.code, district.resolved_by) == (code, "sidecar")


def test_a_sidecar_settles_what_the_text_leaves_open_and_the_text_what_the_sidecar_leaves_open() -> None:
    text = "新城街道2021年工作总结\n2021年,新城街道上下齐心。…尖草坪区第一。"
    assert found(text.replace("尖草坪区", "全区"), Sidecar(district="尖草坪区新城街道")).code == "140108009"
    assert found(text, Sidecar(district="新城街道")).code == "140108009"


@pytest.mark.parametrize(("said", "name"), [("999999999", None), ("云水市青岚区白石街道", "白石街道")])
def test_a_sidecar_that_names_no_division(said: str, name: str | None) -> None:
    district = found("工作总结\n…", Sidecar(district=said))
    assert (district.code, district.name, district.resolved_by) == (None, name, "sidecar")


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("澜宁市南漪区云汀街道", ("云汀街道", "sub-district", "南漪区", "澜宁市", None)),
        ("越东省明州市东湖区市桥街道", ("市桥街道", "sub-district", "东湖区", "明州市", "越东省")),
        ("澜宁市南漪区", ("南漪区", "county", "南漪区", "澜宁市", None)),
        ("云水县白石镇", ("白石镇", "town", "云水县", None, None)),
    ],
)
def test_an_invented_district_is_taken_apart_and_never_looked_up(said: str, parts: tuple[str | None, ...]) -> None:
    district = found("市桥街道2022年工作总结\n番禺区市桥街道上下齐心。…", Sidecar(district=said, fictional=True))
    assert (district.name, district.level, district.county, district.city, district.province) == parts
    assert district.fictional and district.code is None


def test_the_reason_names_the_evidence() -> None:
    district = found("南区街道2022年工作总结\n2022年,南区街道上下齐心。…中山市第一,中山市首个。中山市南区街道。")
    assert district.code == "442000005"
    assert "title" in district.how and "中山市" in district.how and "2 divisions bear that name" in district.how


def test_samples_that_tell_their_place_resolve(samples: Path) -> None:
    codes = {
        name: resolve(read_text((samples / f"{name}.txt").read_text("utf-8")), table()).code
        for name in ("guangming-2022", "huazhuang-2022")
    }
    assert codes == {"guangming-2022": "440311001", "huazhuang-2022": "320211006"}


def test_layout_does_not_matter() -> None:
    plain = page("南湖街道2022年工作总结\n2022年,南湖街道围绕武昌区委部署开展工作。…")
    spaced = replace(plain, text=plain.text.replace("\n", "\r\n\r\n").replace("南湖", "南 湖"))
    assert resolve(spaced, table()).code == resolve(plain, table()).code == "420106015"


def test_the_table_knows_codes_parents_and_short_forms() -> None:
    assert table().above("440113007") == ("440113", "4401", "44")
    assert table().division("110101001").city == "北京市"
    assert table().division("442000005").county is None
    assert {"延边朝鲜族自治州", "延边州", "延边"} <= {w.text for w, _ in table().named_in("延边朝鲜族自治州、延边州、延边")}
    counted = {w.text: n for w, n in table().named_in("番禺区里有番禺广场")}
    assert (counted["番禺区"], counted["番禺"]) == (1, 1)


def test_ordinary_words_name_no_place_alone_and_every_one_of_them_is_a_name() -> None:
    words = [row.text("name") for row in reference._rows("ordinary_names.csv", ("name",), key="name")]
    assert len(words) > 400
    for word in words:
        written = [found for found in table().beginning(word, 0) if found.text == word]
        assert written and all(found.ordinary for found in written), word
    assert not list(upper_names("平安建设和拆迁安置", table()))
    assert [name.codes for name in upper_names("海东市平安区", table())] == [("630203",)]


def test_each_part_that_can_name_a_district_is_a_code() -> None:
    assert {*districts._WEIGHT, "nothing"} == set(codes.RESOLVED_BY)


@pytest.mark.parametrize(
    ("title", "prose", "code"),
    [
        ("锡林郭勒盟行政公署2019年工作报告", "2019年,全盟生产总值增长5%。", "152500"),
        ("2013年阿克苏地区行署工作报告", "2012年,全地区生产总值增长9%。", "652900"),
        ("2011年海东地区行署工作报告", "2010年,全地区生产总值增长9%。", "630200"),
        ("2009年襄樊市政府工作报告", "2008年,全市生产总值增长9%。", "420600"),
        ("1993年大庸市政府工作报告", "1992年,全市生产总值增长9%。", "430800"),
        ("2001年伊克昭盟行政公署工作报告", "2000年,全盟生产总值增长9%。", "150600"),
        ("1998年淮阴市政府工作报告", "1997年,全市生产总值增长9%。", "320800"),
        ("2018年宁夏政府工作报告", "2017年,全区生产总值增长9%。", "640000"),
        ("海西州人民政府2020年工作报告", "2019年,全州生产总值增长9%。", "632800"),
        ("二〇一三年宿迁市政府工作报告", "二〇一二年,全市生产总值增长9%。", "321300"),
        ("2015年海南州政府工作报告", "2014年,全州生产总值增长9%。落实青海省委部署。", "632500"),
    ],
)
def test_governments_of_every_kind(title: str, prose: str, code: str) -> None:
    assert found(f"{title}\n各位代表:\n{prose}…").code == code


def test_a_place_that_was_merged_into_another_keeps_its_own_name() -> None:
    former = found("2017年莱芜市政府工作报告\n——2017年2月10日在莱芜市第十八届人民代表大会第一次会议上\n2016年,全市生产总值增长7%。…")
    assert (former.name, former.level, former.code, former.city, former.province) == ("莱芜市", "city", None, "莱芜市", "山东省")
    assert former.score > 0.9
    assert former.natural_key != found("2017年济南市政府工作报告\n2016年,全市生产总值增长7%。…").natural_key


def test_a_short_name_of_a_district_is_none_of_a_prefecture() -> None:
    text = "巴州2014年政府工作报告\n全州上下齐心,我州招商成绩显著,全州旅游红火,我州农业丰收,全州教育进步。…"
    assert (found(text).code, found(text).score, found(text).candidates) == (None, 0.0, ("511902",))
    assert found(text.replace("全州", "全区").replace("我州", "我区")).code == "511902"
