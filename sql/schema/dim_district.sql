create table dim_district (
    district_key bigint not null,
    natural_key varchar not null,
    name varchar,
    level varchar,
    code varchar,
    county varchar,
    city varchar,
    province varchar,
    anonymised boolean not null,
    fictional boolean not null,
    resolved_by varchar not null
);

comment on table dim_district is 'One row a reporting sub-district, town or township; unnamed ones have a row for each document.';
comment on column dim_district.district_key is 'Key: hash of natural_key.';
comment on column dim_district.natural_key is 'Division code, or the name where there is none.';
comment on column dim_district.name is 'Name as reported; null where no part of the document names one.';
comment on column dim_district.level is 'sub-district, town or township.';
comment on column dim_district.code is 'Division code (9 digits, or 6); null where the name leaves several divisions, or none.';
comment on column dim_district.county is 'County, district or county-level city above it.';
comment on column dim_district.city is 'Prefecture-level city above it.';
comment on column dim_district.province is 'Province above it.';
comment on column dim_district.anonymised is 'Whether the publisher masked the name.';
comment on column dim_district.fictional is 'Whether the district is invented; such documents never stand beside real ones.';
comment on column dim_district.resolved_by is 'Which part of the document named it: sidecar, title, publisher, chrome, opening, signature or nothing.';
