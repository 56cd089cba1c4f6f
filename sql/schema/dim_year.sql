create table dim_year (
    year_key bigint not null,
    year bigint,
    five_year_plan varchar
);

comment on table dim_year is 'One row a year, and one for values of no known year.';
comment on column dim_year.year_key is 'Key: hash of year.';
comment on column dim_year.year is 'Calendar year; null in the row for unknown.';
comment on column dim_year.five_year_plan is 'Five-year plan that the year belongs to, such as 十四五.';
