"""The questionnaires of the register, parsed once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yihu.actions.errors import FormUnknown

if TYPE_CHECKING:
    from yihu.forms import Form
    from yihu.storage.store import Store


class FormLibrary:
    """Forms by id and version out of the database; a parsed form is kept while the window is open."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._forms: dict[str, Form] = {}
        self._maps: dict[str, Mapping[str, str]] = {}

    def form(self, form_id: str, version: str | None = None) -> Form:
        """The form; None for `version` is the newest. Raises FormUnknown."""
        stored = self._store.form(form_id, version)
        if stored is None:
            raise FormUnknown(form=form_id)
        if stored.sha256 not in self._forms:
            from yihu.forms import parse_xform

            self._forms[stored.sha256] = parse_xform(stored.xform, resources=stored.attachments)
        return self._forms[stored.sha256]

    def property_maps(self) -> Mapping[str, Mapping[str, str]]:
        """For each form's id: answer key pattern -> property, of its newest version."""
        if not self._maps:
            stored = [self._store.form(row.id) for row in self._store.forms() if row.current]
            self._maps = {form.id: form.properties for form in stored if form is not None}
        return self._maps

    def forget(self) -> None:
        """Read anew from the database: forms came, by hand or with a package."""
        self._maps = {}
