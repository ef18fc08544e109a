"""The questionnaires of the register, parsed once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from threading import Lock
from typing import TYPE_CHECKING

from yihu.actions.errors import FormUnknown

if TYPE_CHECKING:
    from yihu.forms import Form, Problem
    from yihu.register.profiles import Profiles
    from yihu.storage.store import Store


_EXTERNAL_CHOICES = "itemsets.csv"


class FormLibrary:
    """Forms by id and version out of the database; a parsed form is kept while the window is open. For any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._forms: dict[str, Form] = {}
        self._maps: dict[str, Mapping[str, str]] = {}
        self._parsing = Lock()
        self.conversions = Conversions(store)

    def form(self, form_id: str, version: str | None = None) -> Form:
        """The form; None for `version` is the newest. Raises FormUnknown."""
        sha256 = self._store.form_sha256(form_id, version)
        if sha256 in self._forms:
            return self._forms[sha256]
        stored = self._store.form(form_id, version)
        if stored is None:
            raise FormUnknown(form=form_id)
        with self._parsing:
            if stored.sha256 not in self._forms:
                from yihu.forms import parse_xform

                self._forms[stored.sha256] = parse_xform(stored.xform, resources=stored.attachments)
            return self._forms[stored.sha256]

    def is_parsed(self, form_id: str) -> bool:
        """Whether `form` gives the newest version at once; parsing takes a third of a second. Raises FormUnknown."""
        sha256 = self._store.form_sha256(form_id)
        if sha256 is None:
            raise FormUnknown(form=form_id)
        return sha256 in self._forms

    def property_maps(self) -> Mapping[str, Mapping[str, str]]:
        """For each form's id: answer key pattern -> property, of its newest version."""
        if not self._maps:
            stored = [self._store.form(row.id) for row in self._store.forms() if row.current]
            self._maps = {form.id: form.properties for form in stored if form is not None}
        return self._maps

    def profiles(self) -> Profiles:
        """The rules (规则与标准) known here, by which households are read."""
        return self._store.profiles()

    def forget(self) -> None:
        """Read anew from the database: forms came, by hand or with a package."""
        self._maps = {}


class Conversions(MutableMapping[str, "tuple[str, list[Problem], str | None]"]):
    """What workbooks became, by their hash: those read since the window was opened, and those in the register."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: dict[str, tuple[str, list[Problem], str | None]] = {}

    def __getitem__(self, sha256: str) -> tuple[str, list[Problem], str | None]:
        """Raises KeyError for a workbook that wasn't converted before."""
        return self._made[sha256] if sha256 in self._made else self._kept(sha256)

    def _kept(self, sha256: str) -> tuple[str, list[Problem], str | None]:
        from yihu.forms import of_workbook

        wanted = of_workbook(sha256)
        for row in self._store.forms():
            same = of_workbook(row.sha256) == wanted
            stored = self._store.form(row.id, row.version) if same else None
            if stored is not None and of_workbook(stored.sha256) == wanted:
                external = stored.attachments.get(_EXTERNAL_CHOICES)
                return stored.xform, [], external.decode() if external else None
        raise KeyError(sha256)

    def __setitem__(self, sha256: str, converted: tuple[str, list[Problem], str | None]) -> None:
        self._made[sha256] = converted

    def __delitem__(self, sha256: str) -> None:
        del self._made[sha256]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)
