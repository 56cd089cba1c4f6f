"""The indicator of a key as dim_indicator describes it: the curated row of its code, or one made of its object, action and attribute."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from etl import reference
from etl.reference import concepts


@dataclass(frozen=True, slots=True)
class Described:
    """A row of dim_indicator without its key."""

    code: str
    name_zh: str
    name_en: str
    topic: str
    unit_dimension: str
    kind: str
    stock_flow: str
    polarity: str
    additive: str
    broader: str | None
    definition: str | None
    object: str
    action: str
    attribute: str


OWN = "x_"
"""What the code, or its last part, of an indicator begins with that words of its own tell."""
_OUTPUTS = frozenset({"add", "net", "renovate", "pave", "attract", "resolve", "rectify", "conclude", "hand_over", "pay", "employ"})
"""Stages that leave something done, where others are work alone."""
_JUDGED = frozenset({"stat", "hazard", "nuisance", "case"})
"""Kinds of objects that are good or bad themselves; of others more is more work."""


def code_of(object_: str, action: str, attribute: str) -> str:
    """The code of a key: the curated one, else its parts joined by dots."""
    curated = concepts.key_codes().get((object_, action, attribute))
    return curated or ".".join(part for part in (object_, action, attribute) if part)


def own_code(words: str, whole: str = "") -> str:
    """The code of an indicator that words of its own tell: ``x_`` and a hash of them, behind the code of the `whole` where one is known."""
    own = OWN + blake2b(words.encode(), digest_size=6).hexdigest()
    return f"{whole}.{own}" if whole else own


def is_own(code: str) -> bool:
    """Whether words of its own tell what a code stands for, and not its key alone."""
    return code.rpartition(".")[2].startswith(OWN)


def key_of_code(code: str) -> tuple[str, str, str] | None:
    """The key of a code, curated, former or made of its parts; None for one of an own phrase."""
    whole = code.partition(f".{OWN}")[0]
    known = concepts.former_codes().get(whole)
    if known:
        return known
    parts = whole.split(".")
    if parts[0] not in concepts.objects():
        return None
    action = next((part for part in parts[1:2] if part in concepts.actions()), "")
    rest = parts[1 + bool(action) :]
    return parts[0], action, rest[0] if rest else ""


def current_code(code: str) -> str:
    """The code that a key bears now, for one that it had before; another code is returned as it is."""
    key = concepts.former_codes().get(code)
    return code_of(*key) if key else code


def is_code(code: str) -> bool:
    """Whether an indicator may have this code: a curated or former one, one of a key, or one of an own phrase."""
    return code.startswith(OWN) or code in reference.indicators() or key_of_code(code) is not None


@lru_cache(maxsize=65536)
def described(code: str, object_: str, action: str, attribute: str) -> Described:
    """The indicator with a code and a key; `code` may tell more than the key (an age that splits it)."""
    concept = concepts.objects()[object_]
    plain = code_of(object_, action, attribute)
    if code == plain and code in reference.indicators():
        i = reference.indicators()[code]
        broader = _broader(code, plain, object_, action, attribute) or (current_code(i.broader) if i.broader else None)
        return Described(
            *(code, i.name_zh, i.name_en, i.topic, i.dimension, i.kind, i.stock_flow, i.polarity, i.additive),
            *(None if broader == code else broader, i.definition, object_, action, attribute),
        )
    narrower = code.removeprefix(plain).strip(".")
    share = _is_share(attribute)
    return Described(
        code=code,
        name_zh=_name_zh(concept, action, attribute) + (f"（{narrower}）" if narrower else ""),
        name_en=_name_en(concept, action, attribute) + (f" ({narrower})" if narrower else ""),
        topic=concept.topic,
        unit_dimension=_dimension(concept, attribute),
        kind=_kind(concept, action, share),
        stock_flow="state" if share else "stock" if action == "have" else "commitment" if action == "sign" else "flow",
        polarity="up" if share else concept.polarity if concept.kind in _JUDGED else "effort",
        additive="no" if share or "per_" in attribute else "no over years" if action == "have" else "yes",
        broader=_broader(code, plain, object_, action, attribute),
        definition=concept.definition_en or f"{_name_en(concept, action, attribute)}.",
        object=object_,
        action=action,
        attribute=attribute,
    )


def _kind(concept: concepts.Concept, action: str, share: bool) -> str:
    if concept.kind == "stat" or share:
        return "outcome"
    return "context" if action == "have" else "output" if action in _OUTPUTS else "activity"


def _broader(code: str, plain: str, object_: str, action: str, attribute: str) -> str | None:
    """The code that includes it: its key without what splits it, or the same of the broader object."""
    if code != plain:
        return plain
    above = concepts.objects()[object_].broader
    return code_of(above, action, attribute) if above else None


def _is_share(attribute: str) -> bool:
    known = concepts.attributes().get(attribute)
    return known is not None and (known.staged or "share" in known.dimensions or (bool(known.words) and not known.dimensions))


def _dimension(concept: concepts.Concept, attribute: str) -> str:
    if _is_share(attribute):
        return "share"
    if attribute == "times":
        return "event"
    known = concepts.attributes().get(attribute)
    own = [dimension for dimension in concept.dimensions if known is None or dimension in known.dimensions]
    return own[0] if own else known.dimensions[0] if known and known.dimensions else concept.dimensions[0]


def _name_zh(concept: concepts.Concept, action: str, attribute: str) -> str:
    verb = concepts.actions()[action][0].split("、")[0] if action and action not in ("have", "join") else ""
    known = concepts.attributes().get(attribute)
    noun = known.name_zh.split("、")[0] if known else ""
    counted = attribute == "count" or (attribute == "amount" and concept.kind in ("stat", "money"))
    return f"{verb}{concept.name_zh}{'' if counted and verb else '' if counted and concept.kind in ('stat', 'money', 'event') else noun}"


def _name_en(concept: concepts.Concept, action: str, attribute: str) -> str:
    known = concepts.attributes().get(attribute)
    told = [concepts.actions()[action][1]] if action and action != "have" else []
    told += [known.name_en] if known and attribute != "count" else []
    return f"{concept.name_en}: {', '.join(told)}" if told else concept.name_en
