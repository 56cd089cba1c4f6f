create view v_growth as
select * exclude (indicator_key)
from derived.growth;

comment on view v_growth is 'Change of an indicator in one district: as its reports state it, and as the levels of two successive years give it. The whole district and the whole year only.';
comment on column v_growth.aspect is 'Aspect under which the levels are compared.';
comment on column v_growth.stated_growth is 'Change as a report states it, in growth_unit; falls are negative. Null where none is stated.';
comment on column v_growth.stated_bound is 'Bound of the stated change.';
comment on column v_growth.growth_kind is '%, 个百分点, amount, 倍 or ratio (是上年的2倍).';
comment on column v_growth.growth_unit is 'Unit of stated_growth and computed_growth.';
comment on column v_growth.status is 'actual or estimate (预计).';
comment on column v_growth.computed_growth is 'Change from the level of the year before to that of the year, of the same kind as the stated one; null where a level is missing or the former is not above 0.';
comment on column v_growth.both_exact is 'Whether both levels are exact; otherwise the computed change is approximate.';
comment on column v_growth.base_value is 'Level of the year, in base_unit.';
comment on column v_growth.value_before is 'Level of the year before, in base_unit.';
comment on column v_growth.stated_quote is 'Quote of the stated change.';
comment on column v_growth.quote is 'Quote of the level of the year.';
comment on column v_growth.quote_before is 'Quote of the level of the year before.';
comment on column v_growth.stated_title is 'Report that states the change.';
comment on column v_growth.title is 'Report that states the level of the year.';
comment on column v_growth.title_before is 'Report that states the level of the year before.';
comment on column v_growth.stated_fact_id is 'Fact that states the change.';
comment on column v_growth.fact_id is 'Fact that states the level of the year.';
comment on column v_growth.fact_id_before is 'Fact that states the level of the year before.';
comment on column v_growth.stated_low is 'Least that the stated change can be by its bound, an amount in base_unit.';
comment on column v_growth.stated_high is 'Most that it can be by its bound, an amount in base_unit.';
comment on column v_growth.stated_rounding is 'Half of its last written place, an amount in base_unit.';
comment on column v_growth.low is 'Least that the level can be by its bound.';
comment on column v_growth.high is 'Most that it can be by its bound.';
comment on column v_growth.rounding is 'Half of its last written place.';
comment on column v_growth.low_before is 'Least that the level of the year before can be.';
comment on column v_growth.high_before is 'Most that it can be.';
comment on column v_growth.rounding_before is 'Half of its last written place.';
