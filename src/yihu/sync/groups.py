"""Answers that form one fact (amount and unit, kind and number of an identity paper): never mixed.

Each of a group's writers that no other one of them knew of has a version of the whole fact: what it wrote,
and for the rest what it had seen. Versions that differ are one conflict; shown is one version whole.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from yihu.sync.changeset import Changeset, Value

if TYPE_CHECKING:
    from yihu.sync.ancestry import Ancestry

GroupOf = Callable[[str], str | None]
"""The name of the group that a path belongs to, with the row it stands in; None for most paths."""

Version = tuple[Changeset, Mapping[str, Value]]
"""Who wrote it last, and path -> value as that writer saw the fact."""


def versions(
    order: Sequence[Changeset], paths: Iterable[str], group_of: GroupOf, ancestry: "Ancestry"
) -> list[list[Version]]:
    """For each group whose live writers worked at once: their versions, the one to show first.

    Args:
        order: all changesets, parents first. paths: those that may be asked about.
    """
    members = defaultdict[str, set[str]](set)
    for path in paths:
        if (group := group_of(path)) is not None:
            members[group].add(path)
    found: list[list[Version]] = []
    for _, group_paths in sorted(members.items()):
        writers = [each for each in order if not group_paths.isdisjoint(each.changes)]
        last = [each for each in writers if not any(ancestry.knows(other.id, each.id) for other in writers)]
        if len(last) > 1:
            last.sort(key=_rank, reverse=True)
            found.append([(each, _seen(each, writers, sorted(group_paths), ancestry)) for each in last])
    return found


def _seen(
    writer: Changeset, writers: Sequence[Changeset], paths: Sequence[str], ancestry: "Ancestry"
) -> dict[str, Value]:
    seen: dict[str, Value] = {}
    for path in paths:
        known = [
            each
            for each in writers
            if path in each.changes and (each is writer or ancestry.knows(writer.id, each.id))
        ]
        live = [each for each in known if not any(ancestry.knows(other.id, each.id) for other in known)]
        seen[path] = max(live, key=_rank).changes[path] if live else None
    return seen


def _rank(changeset: Changeset) -> tuple[int, str]:
    return changeset.hlc, changeset.id
