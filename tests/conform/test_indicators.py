"""Which phrases of reports share an indicator, and which only look alike. Reads the project's own reference tables."""

from __future__ import annotations

import pytest
from builders import forget_other_reference

import etl
from etl.conform.concepts.indicators import is_own
from etl.conform.facts import indicator_of, unit_of


@pytest.fixture(scope="module", autouse=True)
def _own_tables() -> None:
    forget_other_reference()


def code(phrase: str, unit: str, measure: str = "level") -> str:
    """Code of the indicator that a phrase with a value in `unit` maps to."""
    return indicator_of(phrase, measure, unit_of(unit).dimension).code


# phrase, unit, code; the measure is told by the unit where it is no level
SAME = """
地区生产总值 元 econ_gdp
国内生产总值 元 econ_gdp
完成地区生产总值 元 econ_gdp
规上工业总产值 元 econ_industry_output_scale
规模以上工业总产值 元 econ_industry_output_scale
规模以上工业总产值力争 元 econ_industry_output_scale
规上工业增加值 元 econ_industry_va_scale
固定资产投资额 元 econ_fixed_investment
完成固定资产投资 元 econ_fixed_investment
固定资产投资完成 元 econ_fixed_investment
社零总额 元 econ_retail_sales
社会零售额 元 econ_retail_sales
限额以上消费品零售总额 元 econ_retail_sales_scale
货物进出口总额 元 econ_foreign_trade
实际利用外资 美元 econ_fdi_actual
到位外资 美元 econ_fdi_actual
走访慰问企业 家次 econ_firm_visits
新增注册企业 家 econ_firms_registered_new
新增市场主体 户 econ_market_entities_new
新增“四上”企业 家 econ_scaleup_firms_new
推动企业小升规 家 econ_scaleup_firms_new
拆除违建 平方米 city_illegal_demolished_area
拆违 平方米 city_illegal_demolished_area
拆除违法建设 平方米 city_illegal_demolished_area
违法建设拆除 平方米 city_illegal_demolished_area
完成拆违 平方米 city_illegal_demolished_area
拆除违章建筑 处 city_illegal_demolished_count
拆除违建 宗 city_illegal_demolished_count
清理占道经营 起 city_street_vending
占道经营整治 起 city_street_vending
整治六乱一超 宗 city_disorder_cases
六乱一超整治 宗 city_disorder_cases
查处“六乱”问题 起 city_disorder_cases
既有住宅加装电梯 台 urban_elevators_added
加装电梯 部 urban_elevators_added
完成既有住宅加装电梯 台 urban_elevators_added
改造老旧小区 个 urban_old_estates_renewed
老旧小区改造 个 urban_old_estates_renewed
完成背街小巷整治 条 urban_alleys_renewed
背街小巷整治完成 条 urban_alleys_renewed
举办招聘会 场 emp_job_fairs
开展线上线下招聘会 场 emp_job_fairs
举办各类招聘会 场 emp_job_fairs
提供岗位 个 emp_jobs_offered
推出岗位 个 emp_jobs_offered
城镇新增就业 人 emp_urban_new_jobs
新增城镇就业 人 emp_urban_new_jobs
劳资纠纷化解 宗 emp_disputes_settled
发放低保金 元 welfare_dibao_paid
低保金 元 welfare_dibao_paid
发放最低生活保障金 元 welfare_dibao_paid
低保在册 户 welfare_dibao_households
开展文体活动 场 culture_events
举办文体活动 场 culture_events
开展文艺演出 场 culture_performances
举办文艺演出 场 culture_performances
新时代文明实践活动开展 场次 culture_practice_events
接警情 起 order_alarms_all
接报警情 起 order_alarms_all
警情总量 起 order_alarms_all
刑事治安警情 起 order_crime_alarms
各类刑事治安警情 起 order_crime_alarms
电信网络诈骗警情 起 order_fraud_cases
电诈发案数 起 order_fraud_incidents
化解矛盾纠纷 件 order_disputes_mediated
矛盾纠纷调处 件 order_disputes_mediated
信访积案化解 件 order_petition_cases_resolved
化解信访积案 件 order_petition_cases_resolved
排查安全隐患 处 safety_hazards_found
发现隐患 条 safety_hazards_found
整改隐患 处 safety_hazards_fixed
安全隐患整改 处 safety_hazards_fixed
检查企业 家次 safety_inspections
检查企业和场所 家次 safety_inspections
现有微网格 个 gov_microgrids
专兼职网格员 人 gov_grid_staff
召开党工委理论学习中心组学习 次 party_study_sessions
中心组学习 次 party_study_sessions
新建两新党组织 个 party_branches_new
办理人大代表建议 件 congress_motions_handled
代表建议 件 congress_motions_handled
污水管网新建 公里 eco_sewer_built
新建污水管网 公里 eco_sewer_built
PM2.5平均浓度 微克/立方米 eco_pm25
空气优良率 % eco_good_air_share
空气质量优良率力争 % eco_good_air_share
村集体经济收入 元 rural_collective_income
现有高标准农田 亩 rural_farmland_highstandard
第二针接种 人 epidemic_vaccinated_second
妥处群体性劳资事件 起 emp_mass_disputes
接报盗窃警情 起 order_theft_alarms
盗窃类警情 起 order_theft_alarms
接报治安警情 起 order_security_alarms
可防性案件发案 起 order_preventable_cases
侵财类警情 起 order_property_alarms
电诈案件 起 order_fraud_incidents
立刑事案件 起 order_criminal_cases
城乡居民基本医疗保险参保参保率 % welfare_medical_insured_share
居民医保参保率 % welfare_medical_insured_share
医疗保险覆盖率 % welfare_medical_insured_share
城乡居民养老保险参保参保率 % welfare_pension_insured_share
合作医疗参合率 % welfare_new_rural_medical_share
空气质量优良天数优良率 % eco_good_air_share
优良天数比例 % eco_good_air_share
水质优良率 % eco_water_good_share
集中式饮用水水源地水质达标率 % eco_water_source_share
接诉即办案件满意率 % gov_hotline_satisfaction
接诉即办案件解决率 % gov_hotline_resolution_share
政务服务中心办件办结率 % services_completion_share
新登记经营主体 户 econ_market_entities_new
现有市场主体 户 econ_market_entities_total
在册市场主体 户 econ_market_entities_total
登记在册个体工商户 户 econ_self_employed_total
协议外资 美元 econ_fdi_contracted
实际到账外资 美元 econ_fdi_actual
粮食平均亩产 公斤/亩 rural_grain_yield
粮食总产 吨 rural_grain_output
水稻单产 公斤/亩 rural_rice_yield
家庭医生签约签约率 % health_family_doctor_share
家庭医生签约 人 health_family_doctor_signed
家庭医生签约 户 health_family_doctor_households
重点人群家庭医生签约率 % health_family_doctor_key_share
三无小区 个 gov_estates_unmanaged
无物业小区引入物业服务 个 gov_estates_brought_in
拆除违法建设 处 city_illegal_demolished_count
拆除违法建设面积 平方米 city_illegal_demolished_area
整治两违 宗 city_illegal_treated_count
拆除存量违建 平方米 city_illegal_old_demolished_area
规模以上工业企业 家 econ_scaleup_industry_total
新增限额以上企业 家 econ_scaleup_trade_new
新认定高新技术企业 家 econ_hitech_firms_new
纳税超千万元企业 家 econ_taxpayers_10m
外贸进口额 元 econ_imports
非税收入完成 元 econ_nontax_revenue
城乡居民储蓄存款余额 元 econ_savings_deposits
农民人均收入 元 rural_income_net_per_head
高血压患者规范化管理率 % health_hypertension_share
孕产妇住院分娩率 % health_hospital_delivery_share
畜禽粪污资源化利用率 % eco_manure_share
畜禽粪污综合利用率 % eco_manure_share
农膜回收利用率 % eco_farm_film_share
生活垃圾无害化处理率 % city_rubbish_harmless_share
发生火灾 起 safety_fires
争取上级资金 元 gov_funds_won
受理信访举报 件 party_reports_received
运用第一种形态 人次 party_discipline_first_form
现有5G基站 个 urban_5g_stations
拥有5G基站 个 urban_5g_stations
现有托育机构 家 edu_childcare_centres
最小应急单元 个 gov_microgrids
现有农民专业合作社 家 rural_coops
高新技术企业保有量 家 econ_hitech_firms
出口外贸进出口总额 元 econ_exports
夏粮粮食总产量 吨 rural_summer_grain_output
城乡居民基本医疗保险参保 人 welfare_medical_insured
走访企业 家 econ_firms_visited
规上工业亩均税收 元/平方米 econ_tax_per_mu_scale
亩均税收 元 econ_tax_per_mu
"""

# phrase, unit, and the look-alike with its unit
APART = """
信访受理 件 信访件办结 件
受理信访件 件 化解信访案件 件
受理矛盾纠纷 件 成功调解矛盾纠纷 件
排查矛盾纠纷 件 化解矛盾纠纷 件
排查安全隐患 处 整改安全隐患 处
发现隐患 处 隐患整改率 %
整改消防安全隐患 处 整改安全隐患 处
受理问题线索 件 办结问题线索 件
受理问题线索 件 初步核实 件
拆除违建 平方米 拆除违建 处
拆除违建 平方米 两违整治 平方米
拆除违建 处 查处违建 宗
拆除违规广告 平方米 拆除违建 平方米
完成征收签约面积 平方米 征收总任务 平方米
老旧小区改造 个 老旧小区改造 平方米
老旧小区改造 个 老旧小区改造涉及楼栋 栋
老旧小区改造 个 老旧小区改造惠及居民 户
老旧小区改造 个 老旧小区改造开工 个
启动加装电梯 台 加装电梯竣工 台
审批加装电梯 台 加装电梯竣工 台
交付安置房 套 选房 套
交付安置房 套 在建安置房 套
选房 套 选房 户
新增规上企业 家 规上企业 家
新增规上企业 家 净增规上企业 家
新增高新技术企业 家 高新技术企业总数 家
新增高新技术企业 家 申报高新技术企业 家
新增市场主体 户 市场主体总量 户
新增市场主体 户 净增市场主体 户
新增市场主体 户 新增个体工商户 户
规上工业总产值 元 规上工业增加值 元
规上工业总产值 元 工业总产值 元
社会消费品零售总额 元 限上消费品零售总额 元
限上零售额 元 限上批发业销售额 元
固定资产投资 元 工业投资 元
工业投资 元 技改投资 元
财政总收入 元 一般公共预算收入 元
税收收入 元 亩均税收 元
协议投资额 元 到位资金 元
签约项目 个 在谈项目 个
签约项目 个 签约金额 元
实际利用外资 美元 合同利用外资 美元
实到外资 美元 到位内资 元
授信金额 元 发放贷款 元
贷款余额 元 存款余额 元
申报扶持资金 元 兑现产业奖补资金 元
一般性支出 元 三公经费 元
走访企业 家次 检查企业 家次
走访企业 家次 解决企业诉求 宗
提供岗位 个 达成就业意向 人
提供岗位 个 公益性岗位 个
提供岗位 个 招聘会 场
城镇登记失业率 % 城镇调查失业率 %
义务教育巩固率 % 适龄儿童入学率 %
学前三年毛入园率 % 高考本科上线率 %
新增学位 个 新增幼儿园学位 个
低保在册 户 低保在册 人
低保金 元 特困供养金 元
低保金 元 临时救助金 元
残疾人生活补贴 元 残疾人护理补贴 元
养老床位 张 家庭养老床位 张
居家养老服务中心 个 老年人活动站点 个
刑事治安警情 起 警情总量 起
刑事治安警情 起 刑事警情 起
刑事案件立案 起 破获刑事案件 起
电信诈骗警情 起 侦破电信诈骗案件 起
入室盗窃警情 起 刑事治安警情 起
信访积案化解 件 信访积案化解率 %
接待来访群众 批 接待来访群众 人次
初次信访及时受理率 % 信访案件办结率 %
热线满意率 % 热线办结率 %
热线解决率 % 热线办结率 %
微网格 个 网格 个
网格员 人 微网格长 人
收集意见建议 条 解决群众问题 件
党支部 个 新建党支部 个
新建党支部 个 党小组 个
党内警告 人 党内严重警告 人
立案查处违纪问题 件 给予党纪处分 人
办理人大建议 件 办理政协提案 件
办理人大建议 件 上报人大建议 件
建议办结率 % 建议办理满意率 %
农村居民人均可支配收入 元 农民人均纯收入 元
城镇居民人均可支配收入 元 农村居民人均可支配收入 元
村集体经济收入 元 村集体经营性收入 元
出栏生猪 头 生猪存栏 头
家禽出栏 羽 牛存栏 头
硬化村道 公里 新修村道 公里
新建道路 条 改造道路 条
打通断头路 条 新建道路 条
核酸采样 人次 核酸采样率 %
第一针接种 人 第二针接种 人
第二针接种 人 第二针接种率 %
集中隔离 人 居家隔离 人
排查入境人员 人 排查国内重点地区人员 人
发放唐氏筛查券 张 发放地贫筛查券 张
垃圾分类达标小区 个 垃圾分类示范小区 个
垃圾分类准确率 % 垃圾分类知晓率 %
市容环境考核 分 环卫指数测评 分
整治占道经营 处 整治六乱 宗
居民用户完成瓶改管 户 餐饮单位完成油改管油改电 家
居民用户完成两件套更换 户 餐饮场所完成四件套安装 家
学生慈善助学资助 人 学生慈善助学资助 元
盗窃警情 起 接报警情 起
盗窃警情 起 刑事治安警情 起
刑事警情 起 治安警情 起
电诈警情 起 接报警情 起
电诈警情 起 电诈案件 起
电诈案件 起 侦破电诈案件 起
诈骗警情 起 电诈警情 起
可防性案件 起 刑事案件 起
侵财案件 起 刑事案件 起
两抢一盗警情 起 盗窃警情 起
有效警情 起 接报警情 起
治安案件 起 查处治安案件 起
刑事拘留 人 行政拘留 人
参保率 % 医保参保率 %
参保率 % 养老保险参保率 %
医保参保率 % 养老保险参保率 %
医保参保率 % 新农合参合率 %
社保参保率 % 养老保险参保率 %
优良率 % 水质优良率 %
空气优良率 % 水质优良率 %
满意率 % 热线满意率 %
群众满意率 % 政务服务满意率 %
热线满意率 % 政务服务满意率 %
覆盖率 % 垃圾分类覆盖率 %
垃圾分类覆盖率 % 垃圾分类参与率 %
物业覆盖率 % 业委会组建率 %
问题整改率 % 隐患整改率 %
水质优良率 % 断面水质达标率 %
饮用水源地水质达标率 % 断面水质达标率 %
市场主体总数 户 新增市场主体 户
市场主体 户 新增市场主体 户
新增市场主体 户 新增注册企业 家
市场主体总数 户 个体工商户 户
新增个体工商户 户 个体工商户 户
注销市场主体 户 净增市场主体 户
合同利用外资 美元 实际利用外资 美元
合同外资 美元 到位外资 美元
到位内资 元 省外到位资金 元
粮食亩产 公斤/亩 粮食产量 吨
粮食亩产 公斤/亩 水稻亩产 公斤/亩
粮食产量 吨 水稻产量 吨
粮食播种面积 亩 小麦播种面积 亩
家庭医生签约率 % 家庭医生签约 人
家庭医生签约 人 家庭医生签约 户
家庭医生签约率 % 重点人群签约率 %
签约率 % 家庭医生签约率 %
签约率 % 征收签约率 %
无物业小区 个 物业服务小区 个
无物业小区 个 引入物业小区 个
拆除违法建设 处 拆除违法建设 平方米
拆除违建 平方米 拆除新增违建 平方米
拆除违建 处 治理违建 处
查处违法建设 处 违法用地 宗
规上企业 家 规上工业企业 家
规上工业企业 家 规上服务业企业 家
新增规上工业企业 家 新增限上企业 家
新增高新技术企业 家 净增高新技术企业 家
新增高新技术企业 家 培育高新技术企业 家
纳税超千万元企业 家 纳税超亿元企业 家
上市企业 家 新三板挂牌企业 家
独角兽企业 家 瞪羚企业 家
高新技术产业产值 元 高新技术产业增加值 元
省重点项目 个 市重点项目 个
签约项目 个 落地项目 个
竣工项目 个 投产项目 个
出口额 元 出口交货值 元
批发业销售额 元 限上批发业销售额 元
餐饮业营业额 元 住宿业营业额 元
专利授权 件 专利申请 件
有效发明专利 件 发明专利授权 件
农林牧渔业总产值 元 农业总产值 元
财政支出 元 一般公共预算支出 元
耕地面积 亩 耕地保有量 亩
造林面积 亩 森林抚育 亩
森林覆盖率 % 林木覆盖率 %
污水处理率 % 污水集中收集率 %
生活污水治理率 % 农村生活污水治理率 %
新建污水管网 公里 修复污水管网 公里
清淤管网 公里 排查管网 公里
新建公厕 座 改造公厕 座
新建公厕 座 公厕 座
加装电梯完工 台 加装电梯在建 台
新增停车位 个 停车位 个
新建路灯 盏 维修路灯 盏
新增低保 户 低保户 户
新增低保 户 取消低保 户
城市低保 户 农村低保 户
独居老人 人 老年人 人
脱贫户 户 贫困户 户
脱贫户 户 监测户 户
新增学位 个 新增小学学位 个
小学 所 中学 所
幼儿园 所 公办幼儿园 所
招聘教师 人 专任教师 人
高中阶段毛入学率 % 适龄儿童入学率 %
高血压患者规范管理率 % 糖尿病患者规范管理率 %
火灾事故 起 生产安全事故 起
亡人交通事故 起 交通事故 起
配备灭火器 具 安装烟感报警器 个
C级危房 栋 D级危房 栋
食品抽检合格率 % 农产品检测合格率 %
进京上访 批 赴省上访 批
信访积案化解率 % 重复信访化解率 %
网上信访 件 受理信访 件
邻里纠纷 件 化解矛盾纠纷 件
调解成功率 % 矛盾纠纷化解率 %
常住人口 人 总人口 人
常住人口 人 实有人口 人
社区 个 行政村 个
网格长 人 网格员 人
专职网格员 人 兼职网格员 人
上报网格事件 件 办结网格事件 件
党支部 个 党组织 个
受理信访举报 件 问题线索 件
组织处理 人 党纪政务处分 人
第一种形态 人次 谈话提醒 人次
政协委员 人 人大代表 人
基干民兵 人 民兵 人
生猪存栏 头 能繁母猪存栏 头
新建农村公路 公里 农村公路 公里
确诊病例 例 无症状感染者 例
志愿者 人 注册志愿者 人
信息被采用 条 报送信息 条
走访企业 家 走访企业 家次
新建公园 个 改造公园 个
新建幼儿园 所 新建公办幼儿园 所
廉政谈话 人次 谈话提醒 人次
敬老院 所 养老机构 所
人大代表建议办结率 % 政协提案办结率 %
办理人大建议 件 办理建议提案 件
代表满意率 % 委员满意率 %
农业总产值 元 牧业产值 元
城镇居民人均消费支出 元 农村居民人均消费支出 元
城市低保标准 元/人月 农村低保标准 元/人月
企业职工养老保险参保 人 城乡居民养老保险参保 人
失业保险参保 人 工伤保险参保 人
刑事案件破案率 % 命案破案率 %
人民币存款余额 元 本外币存款余额 元
种植大户 户 养殖大户 户
社区卫生服务中心 家 社区卫生服务站 家
便民服务中心 个 便民服务站 个
群众安全感满意度 % 平安建设满意度 %
初中 所 高中 所
孤儿生活费 元 困境儿童生活费 元
"""


def _measure(unit: str) -> str:
    return "rate" if unit == "%" else "level"


@pytest.mark.parametrize("row", SAME.split("\n")[1:-1])
def test_phrases_of_one_indicator_share_its_code(row: str) -> None:
    phrase, unit, expected = row.split(" ")
    assert code(phrase, unit, _measure(unit)) == expected


@pytest.mark.parametrize("row", APART.split("\n")[1:-1])
def test_look_alikes_have_codes_of_their_own(row: str) -> None:
    phrase, unit, other, other_unit = row.split(" ")
    assert code(phrase, unit, _measure(unit)) != code(other, other_unit, _measure(other_unit))


@pytest.mark.parametrize(
    ("phrase", "unit", "measure", "expected"),
    [
        ("固定资产投资", "%", "growth", "econ_fixed_investment"),
        ("固定资产投资", "名次", "rank", "econ_fixed_investment"),
        ("加装电梯", "名次", "rank", "urban_elevators_added"),
        ("厨余垃圾分出率", "名次", "rank", "city_kitchen_waste_share"),
        ("PM2.5平均浓度", "%", "growth", "eco_pm25"),
        ("隐患整改率", "个百分点", "growth", "safety_hazard_fix_share"),
        ("电信诈骗警情", "%", "growth", "order_fraud_cases"),
        ("村集体收入", "%", "growth", "rural_collective_income"),
    ],
)
def test_growth_and_rank_share_the_indicator_of_their_level(phrase: str, unit: str, measure: str, expected: str) -> None:
    assert code(phrase, unit, measure) == expected


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [
        ("开展灯谜会", "举办灯谜会", "场"),
        ("灯谜会", "举办各类灯谜会", "场"),
        ("完成旧住房修缮", "旧住房修缮", "平方米"),
        ("编修村志完成", "完成编修村志", "部"),
    ],
)
def test_phrases_that_nobody_curated_still_meet(one: str, other: str, unit: str) -> None:
    assert code(one, unit) == code(other, unit)
    assert is_own(code(one, unit))


@pytest.mark.parametrize(
    ("carried", "unit", "said_once"),
    [
        ("城乡居民医保参保参保率", "%", "城乡居民医保参保率"),
        ("居民养老保险参保参保率", "%", "养老保险参保率"),
        ("家庭医生签约签约率", "%", "家庭医生签约率"),
        ("信访积案化解化解率", "%", "信访积案化解率"),
        ("农村劳动力转移就业转移就业", "人", "农村劳动力转移就业"),
    ],
)
def test_what_a_subject_and_its_rate_both_say_is_said_once(carried: str, unit: str, said_once: str) -> None:
    assert code(carried, unit, _measure(unit)) == code(said_once, unit, _measure(unit))


@pytest.mark.parametrize(
    ("phrase", "unit", "read", "aspect"),
    [
        ("充电桩", "个", "flow", "stock"),
        ("新建充电桩", "个", "flow", "flow"),
        ("养老机构", "家", "flow", "stock"),
        ("创建美丽乡村", "个", "flow", "flow"),
        ("美丽乡村创建", "个", "flow", "flow"),
        ("新装充电桩", "个", "flow", "flow"),
        ("充电桩", "个", "cumulative", "cumulative"),
        ("充电桩", "个", "target", "target"),
        ("火灾事故", "起", "flow", "flow"),
        ("灯谜会", "场", "flow", "flow"),
        # A verb has told the grammar what it is.
        ("现有充电桩", "个", "flow", "flow"),
    ],
)
def test_a_thing_without_a_verb_is_there_and_not_new(phrase: str, unit: str, read: str, aspect: str) -> None:
    assert indicator_of(phrase, "level", unit_of(unit).dimension).aspect(read) == aspect


@pytest.mark.parametrize(
    ("phrase", "unit"), [("满意率", "%"), ("全年满意率达", "%"), ("项目", "个"), ("完成参保率", "%"), ("死亡人数", "人")]
)
def test_words_that_do_not_say_of_what_are_an_indicator_of_their_report_alone(phrase: str, unit: str) -> None:
    key = indicator_of(phrase, _measure(unit), unit_of(unit).dimension)
    assert not key.curated
    assert key.code_in("0123456789abcdef") != key.code_in("fedcba9876543210")


@pytest.mark.parametrize(("phrase", "unit"), [("热线满意率", "%"), ("灯谜会", "场"), ("居民议事厅满意率", "%"), ("签约项目", "个")])
def test_words_that_say_of_what_are_one_indicator_in_all_reports(phrase: str, unit: str) -> None:
    key = indicator_of(phrase, _measure(unit), unit_of(unit).dimension)
    assert key.code_in("0123456789abcdef") == key.code_in("fedcba9876543210") == key.code


def test_a_series_in_dollars_is_another_than_the_one_in_yuan() -> None:
    text = (
        "金华市2022年政府工作报告\n一年来,各项工作扎实推进,成效明显。\n进出口总额达到52亿美元,增长6%。进出口总额达到360亿元,增长9%。"
        "实际利用外资3亿美元。人均地区生产总值达到1.2万美元。\n"
    )
    assert [(fact.quote, fact.indicator_code) for fact in etl.extract(text)] == [
        ("52亿美元", "econ_foreign_trade_usd"),
        ("6%", "econ_foreign_trade_usd"),
        ("360亿元", "econ_foreign_trade"),
        ("9%", "econ_foreign_trade"),
        ("3亿美元", "econ_fdi_actual"),
        ("1.2万美元", "econ_gdp_per_head_usd"),
    ]


def test_what_the_fields_could_yield_and_revenue_of_all_levels_stand_apart() -> None:
    assert code("粮食产能", "吨") != code("粮食产量", "吨")
    assert code("全口径公共财政收入", "元") == code("财政总收入", "元") != code("公共财政预算收入", "元")


@pytest.mark.parametrize(
    ("one", "other"),
    [
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
        ("开通热线", "办理热线"),
        ("设立热线", "12345热线工单"),
    ],
)
@pytest.mark.parametrize("unit", ["个", "人", "平方米", "元", "%"])
def test_look_alikes_stay_apart(one: str, other: str, unit: str) -> None:
    assert code(one, unit) != code(other, unit)


@pytest.mark.parametrize("rate", ["参保率", "满意率", "满意度", "覆盖率", "达标率", "签约率", "化解率", "知晓率", "综合满意率", "响应率"])
def test_a_rate_that_does_not_say_of_what_is_no_curated_indicator(rate: str) -> None:
    assert code(rate, "%").startswith("x_")
