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
    resolved_by varchar not null,
    how varchar not null,
    score double not null,
    candidates varchar
);

comment on table dim_district is 'One row a reporting district of any level; masked, unnamed and undecided ones have a row for each document.';
comment on column dim_district.district_key is 'Key: hash of natural_key.';
comment on column dim_district.natural_key is 'Division code, or the name where there is none.';
comment on column dim_district.name is 'Name of the division; as reported where the table of divisions has none such, masked where it is masked; null where no part of the document names one.';
comment on column dim_district.level is 'state, province, city, county, sub-district, town, township or zone (a farm or zone, a division or not).';
comment on column dim_district.code is 'Division code (9 digits, or 6 for a county and above); of a masked name or a zone that is no division, what it lies in; null where undecided.';
comment on column dim_district.county is 'County, district or county-level city that it is or lies in.';
comment on column dim_district.city is 'Prefecture-level city that it is or lies in.';
comment on column dim_district.province is 'Province that it is or lies in.';
comment on column dim_district.anonymised is 'Whether the publisher masked the name.';
comment on column dim_district.fictional is 'Whether the district is invented; such documents never stand beside real ones.';
comment on column dim_district.resolved_by is 'Which part of the document named it: sidecar, title, publisher, chrome, opening, signature, text or nothing.';
comment on column dim_district.how is 'The evidence for the district, in words; begins with undecided where it does not suffice.';
comment on column dim_district.score is 'How sure the district is, from 0 (undecided) to 1.';
comment on column dim_district.candidates is 'Codes of the divisions that it may be, parted by spaces, where undecided; a sidecar settles it.';
