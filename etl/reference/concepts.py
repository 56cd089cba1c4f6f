"""The tables of what reports count: objects with their names, actions with their verbs, attributes, qualifiers, and the codes of keys."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from etl import reference
from etl.errors import JiedaoError

CLASSES = ("stat", "money", "org", "people", "facility", "land", "event", "nuisance", "hazard", "case", "service", "thing", "title", "crop")
"""Kinds of objects: verbs mean different stages for different kinds, and an object without a verb is had, held or treated by its kind."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A row of objects.csv: something that is counted."""

    code: str
    name_zh: str
    name_en: str
    broader: str | None
    topic: str
    dimensions: tuple[str, ...]
    """Unit dimensions of its ordinary counts, the commonest first: what it is counted in where the unit does not tell."""
    kind: str
    """One of CLASSES."""
    polarity: str
    general: str
    """yes for what says too little alone (项目, 活动), partly for what is something alone but another thing with each word before it
    (企业), else no. With a word before them the first two have an indicator of their own."""
    stage: str
    """The stage of work where no verb tells one, if it is not its kind's; after ``=`` the one that it always is, whatever the verb."""
    implies: frozenset[str]
    """Facets and words that its definition holds already (age for 高龄津贴)."""
    splits: frozenset[str]
    """Facets that make a measure of their own of it (age for a vaccination rate)."""
    definition_zh: str
    definition_en: str


@dataclass(frozen=True, slots=True)
class Name:
    """A row of object_names.csv: a name of an object; parts joined by ``+`` stand in that order, with other words between."""

    name: str
    object: str
    action: str
    """The stage that the name says by itself (植树), else empty."""
    attribute: str
    """The attribute that the name says by itself (志愿服务时长), else empty."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of action_verbs.csv: for objects of these kinds (all, if none is named) the verb means this stage of work."""

    verb: str
    action: str
    kinds: frozenset[str]
    """Classes, and codes of objects of which it is more than their class says."""

    def reach(self, concept: Concept) -> int:
        """How closely it is meant for an object: 3 for the object itself, 2 for its class, 1 for all objects, 0 where it is not."""
        return 3 if concept.code in self.kinds else 2 if concept.kind in self.kinds else int(not self.kinds)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A row of attributes.csv: what of an object is measured."""

    code: str
    name_zh: str
    name_en: str
    dimensions: tuple[str, ...]
    """Unit dimensions that decide it."""
    words: tuple[str, ...]
    """Words that decide it, whatever the unit."""
    staged: bool
    """Whether it is measured of a stage (完成率 of 整改), not of the object as a whole (满意率)."""


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A row of qualifiers.csv: a word that narrows (or, as neutral, does not)."""

    word: str
    facet: str
    """neutral, carrier (问题, 行为: names nothing by itself), or what it narrows by: grade, age, population, place, kind, source …"""
    normal: str


@lru_cache(maxsize=1)
def objects() -> dict[str, Concept]:
    """The objects by code, in the table's order."""
    columns = ("code", "name_zh", "name_en", "broader", "topic", "dimensions", "class", "polarity", "general", "stage", "implies", "splits")
    rows = list(reference._rows("objects.csv", (*columns, "definition_zh", "definition_en"), key="code"))
    codes = frozenset(row.text("code") for row in rows)
    topics = frozenset(reference.topics())
    found = {}
    for row in rows:
        if row.maybe("broader"):
            row.one_of("broader", codes)
        for dimension in row.several("dimensions"):
            if dimension not in reference.dimensions():
                row.wrong(f"dimension “{dimension}” is not in dimensions.csv", "Name one that is.")
        code = row.text("code")
        found[code] = Concept(
            code=code,
            name_zh=row.text("name_zh"),
            name_en=row.text("name_en"),
            broader=row.maybe("broader"),
            topic=row.one_of("topic", topics),
            dimensions=row.several("dimensions") or ("item",),
            kind=row.one_of("class", CLASSES),
            polarity=row.one_of("polarity", reference.POLARITIES),
            general=row.one_of("general", ("yes", "partly", "no")),
            stage=row.cells["stage"],
            implies=frozenset(row.several("implies")),
            splits=frozenset(row.several("splits")),
            definition_zh=row.cells["definition_zh"],
            definition_en=row.cells["definition_en"],
        )
    for code in found:
        seen = {code}
        above = found[code].broader
        while above:
            if above in seen:
                raise JiedaoError(f"{reference.FOLDER / 'objects.csv'}: {code} is broader than itself. Break the circle.")
            seen.add(above)
            above = found[above].broader
    return found


def family_of(code: str) -> str:
    """The widest object that the object of this code is a kind of; its own code where it is of no other."""
    while above := objects()[code].broader:
        code = above
    return code


@lru_cache(maxsize=1)
def names() -> tuple[Name, ...]:
    """The names of objects; the name_zh of each object is one too."""
    found: dict[str, Name] = {}
    for row in reference._rows("object_names.csv", ("name", "object", "action", "attribute"), key="name"):
        known = frozenset(objects())
        if row.maybe("action"):
            row.one_of("action", frozenset(actions()))
        if row.maybe("attribute"):
            row.one_of("attribute", frozenset(attributes()))
        if "" in row.text("name").split("+"):
            row.wrong(f"name “{row.text('name')}” has an empty part", "Write words on both sides of each +.")
        name = Name(row.text("name"), row.one_of("object", known), row.cells["action"], row.cells["attribute"])
        found[name.name] = name
    for concept in objects().values():
        found.setdefault(concept.name_zh, Name(concept.name_zh, concept.code, "", ""))
    return tuple(found.values())


@lru_cache(maxsize=1)
def actions() -> dict[str, tuple[str, str]]:
    """The stages of work: (Chinese, English) by code."""
    rows = reference._rows("actions.csv", ("code", "zh", "en"), key="code")
    return {row.text("code"): (row.text("zh"), row.text("en")) for row in rows}


@lru_cache(maxsize=1)
def action_verbs() -> dict[str, tuple[Verb, ...]]:
    """By verb what it means for which objects, those that name their objects first."""
    found: dict[str, list[Verb]] = {}
    known = frozenset(actions())
    for row in reference._rows("action_verbs.csv", ("verb", "action", "classes"), key="verb", and_key="action"):
        kinds = row.several("classes")
        for kind in kinds:
            if kind not in CLASSES and kind not in objects():
                row.wrong(f"class “{kind}” is unknown", f"Write the code of an object, or one of: {', '.join(CLASSES)}.")
        verb = Verb(row.text("verb"), row.one_of("action", known), frozenset(kinds))
        found.setdefault(verb.verb, []).append(verb)
    return {verb: tuple(sorted(ways, key=lambda way: not way.kinds)) for verb, ways in found.items()}


@lru_cache(maxsize=1)
def attributes() -> dict[str, Attribute]:
    """The attributes by code."""
    rows = reference._rows("attributes.csv", ("code", "zh", "en", "dimensions", "words", "staged"), key="code")
    return {
        row.text("code"): Attribute(
            row.text("code"),
            row.text("zh"),
            row.text("en"),
            row.several("dimensions"),
            row.several("words"),
            row.one_of("staged", ("yes", "no")) == "yes",
        )
        for row in rows
    }


@lru_cache(maxsize=1)
def qualifiers() -> dict[str, Qualifier]:
    """The words that narrow, or are known not to, by word."""
    rows = reference._rows("qualifiers.csv", ("word", "facet", "normal"), key="word")
    return {row.text("word"): Qualifier(row.text("word"), row.text("facet"), row.cells["normal"] or row.text("word")) for row in rows}


@lru_cache(maxsize=1)
def key_codes() -> dict[tuple[str, str, str], str]:
    """The indicator codes of keys that have one of their own: by (object, action, attribute). The first row of a key is its code."""
    found: dict[tuple[str, str, str], str] = {}
    for row in reference._rows("key_codes.csv", ("code", "object", "action", "attribute"), key="code"):
        row.one_of("object", frozenset(objects()))
        found.setdefault((row.text("object"), row.cells["action"], row.cells["attribute"]), row.text("code"))
    return found


@lru_cache(maxsize=1)
def former_codes() -> dict[str, tuple[str, str, str]]:
    """The key of every code that key_codes.csv names, the former codes of a key included."""
    rows = reference._rows("key_codes.csv", ("code", "object", "action", "attribute"), key="code")
    return {row.text("code"): (row.text("object"), row.cells["action"], row.cells["attribute"]) for row in rows}
