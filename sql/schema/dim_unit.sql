create table dim_unit (
    unit_key bigint not null,
    unit varchar not null,
    dimension varchar not null,
    base_unit varchar not null,
    factor decimal(28, 8) not null,
    family varchar not null,
    curated boolean not null
);

comment on table dim_unit is 'One row a unit.';
comment on column dim_unit.unit_key is 'Key: hash of unit.';
comment on column dim_unit.unit is 'Unit as stored with a value (元, 平方米, 人次); empty where none is written.';
comment on column dim_unit.dimension is 'What it measures (money, area, …).';
comment on column dim_unit.base_unit is 'Unit that values are converted to for comparison.';
comment on column dim_unit.factor is 'value * factor is the value in base_unit.';
comment on column dim_unit.family is 'What values have in common that may stand side by side: 家, 个 and 宗 are counts alike; each currency stands alone.';
comment on column dim_unit.curated is 'Whether it is in the reference table.';
