-- Why a value does not stand beside the usual ones, as texts in English (en) and Chinese (zh); both arguments are structs of what values are
-- compared by. The words are those of etl.contracts.codes, which named(code) and told(code, …) give.
create or replace temp macro differences(this, usual) as list_filter(
    [
        case when this.suspect is not null then {'why': 'suspect', 'en': this.suspect, 'zh': this.suspect_zh, 'usual_en': null, 'usual_zh': null} end,
        case when this.place is not null then difference('place', this.place, null) end,
        case
            when this.subset is null and usual.subset is not null then difference('not only', null, usual.subset)
            when this.subset is distinct from usual.subset then difference('only', this.subset, null)
        end,
        case when this.span <> usual.span then difference('other', this.span, usual.span) end,
        case when this.measure <> usual.measure then difference('other', this.measure, usual.measure) end,
        -- Another measure has another aspect and another unit.
        case
            when this.measure = usual.measure and this.aspect <> usual.aspect then difference('other', this.aspect, usual.aspect)
        end,
        case when this.status <> usual.status then difference('other', this.status, usual.status) end,
        case
            when this.measure = usual.measure and this.family <> usual.family then difference('unit', this.unit, usual.unit)
        end,
        case
            when this.family = usual.family and this.kind <> usual.kind then difference('other', this.kind, usual.kind)
        end,
        case
            when this.baseline is distinct from usual.baseline
                then difference('baseline', coalesce(this.baseline, 'no stated base'), coalesce(usual.baseline, 'no stated base'))
        end,
        case when this.value is null then difference('too large', null, null) end
    ],
    lambda one: one is not null
);
