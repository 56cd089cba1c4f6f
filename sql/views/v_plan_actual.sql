create view v_plan_actual as
select *
from derived.plan_actual;

comment on view v_plan_actual is 'What was planned for a year against what was done in it: the target that a report sets (as a rule the report of the year before), the actual value, and the share of the target that the district itself says it reached. The whole district and the whole year only.';
comment on column v_plan_actual.year is 'Year that was planned.';
comment on column v_plan_actual.measure is 'level, rate or growth: what the target is about.';
comment on column v_plan_actual.planned is 'Target, in base_unit; the lower end of a range. Null where only the share of a target is stated.';
comment on column v_plan_actual.planned_bound is 'exact, approx (左右), lower (以上, 不少于) or upper (不高于).';
comment on column v_plan_actual.sense is 'at least, or at most: on which side of the target it is met; at most for 不高于, for what should be low, and for a planned fall.';
comment on column v_plan_actual.actual is 'Actual value of the year, in base_unit; null where no report states it.';
comment on column v_plan_actual.actual_bound is 'Bound of the actual value.';
comment on column v_plan_actual.actual_status is 'actual or estimate (预计).';
comment on column v_plan_actual.base_unit is 'Unit of planned and actual.';
comment on column v_plan_actual.outcome is 'met; missed; open where a bound, 左右 or an estimate leaves it open; null where no actual value and no share of the target is stated.';
comment on column v_plan_actual.completion is 'actual in percent of planned; levels only.';
comment on column v_plan_actual.completion_stated is 'Percent of the target that a report says it reached (完成年度目标的92%).';
comment on column v_plan_actual.planned_quote is 'Quote of the target.';
comment on column v_plan_actual.actual_quote is 'Quote of the actual value.';
comment on column v_plan_actual.completion_quote is 'Quote of the stated share of the target.';
comment on column v_plan_actual.planned_title is 'Report that sets the target.';
comment on column v_plan_actual.actual_title is 'Report that states the actual value.';
comment on column v_plan_actual.planned_fact_id is 'Fact of the target.';
comment on column v_plan_actual.actual_fact_id is 'Fact of the actual value.';
comment on column v_plan_actual.completion_fact_id is 'Fact of the stated share of the target.';
comment on column v_plan_actual.planned_rounding is 'Half of the last written place of the target.';
comment on column v_plan_actual.actual_rounding is 'Half of the last written place of the actual value.';
comment on column v_plan_actual.completion_rounding is 'Half of the last written place of the stated share.';
