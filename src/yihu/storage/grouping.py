"""Which answers form one fact, as the questionnaires on the shelf say (`atomic_group` in the survey sheet)."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

from yihu.storage.opened import one
from yihu.storage.shelf import Shelf

if TYPE_CHECKING:
    from yihu.storage.rows import StoredForm
    from yihu.sync.groups import GroupOf

ATTRIBUTE = "{urn:yihu:xlsform}atomicGroup"
_MARK = "atomicGroup="
Groups = Mapping[str, Mapping[str, str]]
"""Form id -> {answer key pattern: group}."""


class Grouping(Shelf):
    """Reads the questionnaires only when answers of one household were given at once."""

    _group_maps: tuple[int, Groups] | None = None

    def atomic_groups(self) -> Groups:
        """Form id -> {answer key pattern with `*` for row ids: name of the group}, of all versions."""
        with self._db.read() as connection:
            forms = int(one(connection, "SELECT count(*) FROM form"))
            if self._group_maps is None or self._group_maps[0] != forms:
                rows = connection.execute("SELECT sha256 FROM form ORDER BY current, added_ms, sha256")
                groups: dict[str, dict[str, str]] = {}
                for (sha,) in rows.fetchall():
                    form = self._stored_form(connection, sha)
                    if _MARK in form.xform:
                        groups.setdefault(form.id, {}).update(_groups_of(form))
                self._group_maps = forms, groups
        return self._group_maps[1]

    def group_of(self, path: str) -> str | None:
        """The fact that a path belongs to: `household/member/<row>/~paper`; None for most paths."""
        return _group_in(self.atomic_groups(), path)

    def group_rule(self) -> "GroupOf":
        """`group_of` for all paths of one household: the questionnaires are looked at once, if at all."""
        groups: list[Groups] = []

        def group_of(path: str) -> str | None:
            if not groups:
                groups.append(self.atomic_groups())
            return _group_in(groups[0], path)

        return group_of


def _group_in(groups: Groups, path: str) -> str | None:
    record, _, key = path.partition("/")
    of_form = groups.get(record.partition("~")[0])
    group = of_form.get(_pattern(key)) if of_form else None
    return None if group is None else f"{path.rpartition('/')[0]}/~{group}"


@lru_cache(maxsize=4096)
def _pattern(key: str) -> str:
    return "/".join("*" if place % 2 else part for place, part in enumerate(key.split("/")))


def _groups_of(form: "StoredForm") -> dict[str, str]:
    """Answers of one row only: a group's name counts within its repeat."""
    from yihu.forms import parse_xform

    marked = {
        element.get("nodeset", ""): group
        for element in fromstring(form.xform).iter()
        if (group := (element.get(ATTRIBUTE) or "").strip())
    }
    parsed = parse_xform(form.xform, resources=form.attachments)
    return {question.key: marked[ref] for ref, question in parsed.questions.items() if ref in marked}
