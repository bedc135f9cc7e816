"""The rules of one document or shadow tree, kept so that those about an element are found without trying all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from devrev_sessions.screen.style.rules import Rank, Rule, hides
from devrev_sessions.screen.style.selectors import Compound
from devrev_sessions.screen.tree import Node

Declared = dict[str, str]
Best = dict[tuple[str, str], tuple[Rank, str]]
"""Of each pseudo-element and property the declaration that holds so far, with its rank."""
MOST_ALIKE: Final = 4
"""Levels of `:is` within `:is` that are looked into."""
ANY_OF: Final = frozenset({"is", "where", "matches", "-webkit-any"})
HOSTS: Final = frozenset({"host", "host-context"})


@dataclass(frozen=True, slots=True)
class Alike:
    """What holds for all elements of one tag, id and list of classes, and the rules that have to be tried on each.

    `late` are rules that hide nothing by themselves: they count where another hides.
    """

    best: Best
    hides: bool
    tried: tuple[Rule, ...]
    late: tuple[Rule, ...]


@dataclass(slots=True)
class Index:
    """The rules by what their last compound asks for."""

    by_id: dict[str, list[Rule]] = field(default_factory=dict[str, list[Rule]])
    by_class: dict[str, list[Rule]] = field(default_factory=dict[str, list[Rule]])
    by_tag: dict[str, list[Rule]] = field(default_factory=dict[str, list[Rule]])
    by_attribute: dict[str, list[Rule]] = field(default_factory=dict[str, list[Rule]])
    any_element: list[Rule] = field(default_factory=list[Rule])
    any_within: dict[str, list[Rule]] = field(default_factory=dict[str, list[Rule]])
    slotted: list[Rule] = field(default_factory=list[Rule])
    hosts: list[Rule] = field(default_factory=list[Rule])
    seen: dict[tuple[str, str, str], Alike] = field(default_factory=dict[tuple[str, str, str], Alike])

    def add(self, rule: Rule) -> None:
        """Put a rule where it will be looked for."""
        asked = rule.selector.compounds[-1]
        if rule.selector.element == "slotted":
            self.slotted.append(rule)
            return
        if any(pseudo.name in HOSTS for pseudo in asked.pseudos):
            self.hosts.append(rule)
        for where, name in _keys(asked):
            match where:
                case "id":
                    self.by_id.setdefault(name, []).append(rule)
                case "class":
                    self.by_class.setdefault(name, []).append(rule)
                case "tag":
                    self.by_tag.setdefault(name, []).append(rule)
                case "attribute":
                    self.by_attribute.setdefault(name, []).append(rule)
                case _ if rule.around:
                    self.any_within.setdefault(min(rule.around), []).append(rule)
                case _:
                    self.any_element.append(rule)

    def within(self, around: frozenset[str] | None) -> Iterator[Rule]:
        """The rules about any element within others, of those that have the tags, classes and ids of `around`."""
        names = self.any_within.keys() if around is None else around & self.any_within.keys()
        for name in names if self.any_within else ():
            yield from self.any_within[name]

    def alike(self, node: Node, classes: frozenset[str]) -> Alike:
        """What is known of an element from its tag, its id and its classes."""
        named = node.told("id")
        key = (node.tag, node.told("class"), named if named in self.by_id else "")
        found = self.seen.get(key)
        if found is None:
            lists = [self.by_tag.get(node.tag, []), self.by_id.get(key[2], []), self.any_element]
            lists.extend(self.by_class.get(name, []) for name in classes)
            distinct = {id(rule): rule for each in lists for rule in each if _possible(rule, node, classes)}
            found = self.seen[key] = _summed(distinct.values())
        return found


def _summed(rules: Iterable[Rule]) -> Alike:
    best: Best = {}
    tried: list[Rule] = []
    late: list[Rule] = []
    for rule in rules:
        if rule.simple and not rule.containers:
            take(best, rule)
        else:
            (tried if rule.hides else late).append(rule)
    told = any(hides(name, value) for (_, name), (_, value) in best.items())
    return Alike(best, told, tuple(tried), tuple(late))


def take(best: Best, rule: Rule, *, inner: bool = False) -> None:
    """Let the declarations of a rule hold where none of a greater rank does."""
    element = "" if rule.selector.element == "slotted" else rule.selector.element
    for name, value, important in rule.declared:
        layer = rule.barred if important else rule.layer
        # What a shadow tree says of its host gives way to what the page around says of it.
        layer = (-(10**6), *layer) if inner and not important else layer
        better(best, (element, name), (int(important), layer, rule.selector.weight, rule.order), value)


def better(best: Best, key: tuple[str, str], rank: Rank, value: str) -> None:
    """Let a declaration hold unless one of a greater rank does."""
    known = best.get(key)
    if known is None or known[0] <= rank:
        best[key] = (rank, value)


def _keys(asked: Compound, depth: int = 0) -> list[tuple[str, str]]:
    if asked.name:
        return [("id", asked.name)]
    if asked.classes:
        return [("class", min(asked.classes))]
    if asked.attributes:
        return [("attribute", asked.attributes[0].name)]
    if asked.tag:
        return [("tag", asked.tag)]
    for pseudo in asked.pseudos if depth < MOST_ALIKE else ():
        if pseudo.name in ANY_OF:
            return [key for each in pseudo.inner for key in _keys(each.compounds[-1], depth + 1)]
    return [("", "")]


def _possible(rule: Rule, node: Node, classes: frozenset[str]) -> bool:
    asked = rule.selector.compounds[-1]
    return (
        (not asked.tag or asked.tag == node.tag)
        and asked.classes <= classes
        and (not asked.name or asked.name == node.told("id"))
    )
