"""Which questionnaires, rules, templates and choices count where there is an organisation: what a coordinator signed.

A statement names the content by its hash, so it can come before, with or after what it is about, through whose hands
it likes. It counts by the order of receipt: if its signer was a coordinator when it came, or when the papers came that
say so; a laptop that is reported lost later takes nothing back. Until then it waits among the records that this laptop
only hands on. Where there is no organisation everything counts, as a known card is trusted; what was here when the
organisation began stays in use here until a coordinator signs another one.
"""

from collections.abc import Iterable, Sequence

from yihu.storage.database import Connection
from yihu.storage.errors import RuleGone, RulesNeedCoordinator
from yihu.storage.form_content import SEPARATOR, content_hash, is_text
from yihu.storage.roles import MANAGE
from yihu.storage.rows import FORM_KIND, RuleRow, RuleState, StoredForm
from yihu.storage.statements import Statements
from yihu.storage.texts import FREELY, IN_USE, NEEDS_WORD, Word
from yihu.sync.frames import RULES, FrameInvalid
from yihu.sync.organisation import Paper
from yihu.sync.organisation_trust import Book
from yihu.sync.statement import Statement, StatementInvalid, read_statement

SHIPPED, KNOWN = "_rules_shipped", "_rules_known"
"""Settings: contents that came with the program; that were here before there was an organisation."""
_NUMBERS_BELOW = 2**62


class SignedRules(Statements):
    """`sign_rules`, `rules`."""

    _contents: dict[str, str] | None = None

    def sign_rules(self, sha256: str) -> RuleRow:
        """This laptop, a coordinator's, says that a content counts for those below it.

        Raises RoleForbids, RulesNeedCoordinator, RuleGone.
        """
        self.allow(MANAGE)
        if self._papers() is None or not self.coordinates(self.my_card().fingerprint):
            raise RulesNeedCoordinator
        with self._db.write() as connection:
            stored = next(
                (each for each in self._own_rules(connection) if content_hash(each) == sha256), None
            )
            if stored is None:
                raise RuleGone(name=sha256[:12])
            self._sign(connection, stored)
            self._heed(connection, stored.id, stored.version)
        self.note("rules_signed", rules=stored.id, version=stored.version)
        return next(row for row in self.rules() if row.sha256 == sha256)

    def rules(self) -> tuple[RuleRow, ...]:
        """All that didn't come with the program: by kind and id, what holds first."""
        with self._db.read() as connection:
            shelf = list(self._own_rules(connection))
            current = {
                sha for (sha,) in connection.execute("SELECT sha256 FROM form WHERE current").fetchall()
            }
        rows = [self._rule_row(each, current) for each in shelf]
        return tuple(sorted(rows, key=lambda row: (row.kind, row.id, not row.holds, row.version, row.sha256)))

    def stored_forms(self, id: str, version: str) -> tuple[tuple[str, StoredForm], ...]:
        """(hash of the content, questionnaire) of all that bear this id and version."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT sha256 FROM form WHERE id = ? AND version = ? ORDER BY sha256", (id, version)
            ).fetchall()
            stored = [self._stored_form(connection, sha) for (sha,) in rows]
        return tuple((content_hash(each), each) for each in stored)

    @property
    def speaks_for_rules(self) -> bool:
        """Whether what is added here counts: this laptop is a coordinator's, or there is no organisation."""
        return self._papers() is None or self.coordinates(self.my_card().fingerprint)

    def _rule_row(self, form: StoredForm, current: set[str]) -> RuleRow:
        kind, _, id = form.id.partition(SEPARATOR) if is_text(form.id) else (FORM_KIND, "", form.id)
        content = content_hash(form)
        holds, state = form.sha256 in current and kind == FORM_KIND, self._word_on(content).state
        if kind != FORM_KIND:
            ranked = [row for row in self.texts(kind) if row.id == id]
            state = next(row.state for row in ranked if row.sha256 == form.sha256)
            holds = ranked[0].sha256 == form.sha256 and state in IN_USE
        return RuleRow(
            kind=kind, id=id, version=form.version, title=form.title, sha256=content, state=state, holds=holds
        )

    def _own_rules(self, connection: Connection) -> Iterable[StoredForm]:
        shipped = set(self._kept_list(SHIPPED))
        rows = connection.execute("SELECT sha256 FROM form ORDER BY id, added_ms, sha256").fetchall()
        for (sha,) in rows:
            if self._content_of(connection, sha) not in shipped:
                stored = self._stored_form(connection, sha)
                if _needs_word(stored.id):
                    yield stored

    # -- what counts

    def _word_on(self, content: str) -> Word:
        words = self._words
        if words is None:
            with self._db.read() as connection:
                words = self._words = self._read_words(connection)
        return words.get(content, words.get("", Word(RuleState.WAITING)))

    def _read_words(self, connection: Connection) -> dict[str, Word]:
        """By content; "" for all others."""
        book = self._papers()
        if book is None:
            return {"": FREELY}
        words: dict[str, Word] = {}
        for content in self._kept_list(KNOWN):
            words[content] = Word(RuleState.KNOWN)
        for (body,) in connection.execute("SELECT body FROM statement WHERE kind = ?", (RULES,)).fetchall():
            said = read_statement(body, RULES)
            content, number = str(said.fields["sha256"]), int(said.fields["made_ms"])
            state = RuleState.COUNTS if self._speaks_for_us(book, said) else RuleState.ELSEWHERE
            words[content] = _joined(words.get(content), Word(state, number, number))
        for content in self._kept_list(SHIPPED):
            words.setdefault(content, FREELY)
        return words

    def _speaks_for_us(self, book: Book, said: Statement) -> bool:
        """A coordinator speaks for the laptops whose villages lie within its own."""
        signer, own = book.chain(said.card.fingerprint), book.chain(self._identity.fingerprint)
        return bool(signer) and signer[0].covers(own[0].villages if own else ())

    def _content_of(self, connection: Connection, sha: str) -> str:
        if self._contents is None:
            self._contents = {}
        if sha not in self._contents:
            self._contents[sha] = content_hash(self._stored_form(connection, sha))
        return self._contents[sha]

    def _counts(self, connection: Connection, sha: str) -> bool:
        self._word_on("")  # read once, before any content is looked up
        return self._words == {"": FREELY} or self._word_on(self._content_of(connection, sha)).state in IN_USE

    # -- adding

    def _vouch(self, connection: Connection, form: StoredForm, *, shipped: bool = False) -> None:
        if shipped:
            self._add_to_list(SHIPPED, [content_hash(form)])
        elif not _needs_word(form.id):
            return
        elif (
            self._papers() is not None and self.speaks_for_rules and not self._is_last_word(connection, form)
        ):
            self._sign(connection, form)

    def _is_last_word(self, connection: Connection, form: StoredForm) -> bool:
        word = self._word_on(content_hash(form))
        return word.last > 0 and word.last == self._last_number(connection, form.id)

    def _last_number(self, connection: Connection, id: str) -> int:
        """The newest signature on any version of an id."""
        shas = connection.execute("SELECT sha256 FROM form WHERE id = ?", (id,)).fetchall()
        return max((self._word_on(self._content_of(connection, sha)).last for (sha,) in shas), default=0)

    def _sign(self, connection: Connection, form: StoredForm) -> None:
        book = self._papers()
        assert book is not None
        self._word_on("")
        number = max(
            self._clock.now_ms(), 1 + max((word.last for word in (self._words or {}).values()), default=0)
        )
        fields = {
            "id": form.id,
            "made_ms": number,
            "organisation": book.organisation.id,
            "sha256": content_hash(form),
            "version": form.version,
        }
        self._keep_statement(connection, RULES, self._said(RULES, fields))
        self._forget_words()

    def _keep_form(self, connection: Connection, form: StoredForm, current: bool) -> bool:
        """What waits for a coordinator's word is kept and never current."""
        self._note_known(connection)
        new = super()._keep_form(connection, form, current)
        if not is_text(form.id) and self._papers() is not None:
            self._choose_current(connection, form.id)
        return new

    def _choose_current(self, connection: Connection, id: str) -> None:
        """Of the questionnaires of one id the one that was signed last is the one in use; none that waits is."""
        rows = connection.execute(
            "SELECT sha256, current FROM form WHERE id = ? ORDER BY added_ms, sha256", (id,)
        ).fetchall()
        words = {sha: self._word_on(self._content_of(connection, sha)) for sha, _ in rows}
        signed = [sha for sha in words if words[sha].state is RuleState.COUNTS and words[sha].last]
        in_use = [sha for sha, current in rows if words[sha].state in IN_USE and current]
        free = [sha for sha in words if words[sha].state in IN_USE]
        best = (
            max(signed, key=lambda sha: (words[sha].last, sha))
            if signed
            else next(iter((*in_use, *free)), "")
        )
        if [sha for sha, current in rows if current] != ([best] if best else []):
            connection.execute("UPDATE form SET current = (sha256 = ?) WHERE id = ?", (best, id))
            self._maps = None

    # -- statements

    def _take_rules(self, connection: Connection, payload: bytes) -> bool | None:
        """A statement of a package: whether it is new; None if nobody here knows yet whether it counts.

        Raises `FrameInvalid` for one that is forged or says nothing.
        """
        try:
            said = _checked(read_statement(payload, RULES))
        except StatementInvalid as cause:
            raise FrameInvalid(RULES) from cause
        self._note_known(connection)
        return self._hear(connection, said)

    def _hear(self, connection: Connection, said: Statement) -> bool | None:
        book = self._papers()
        ours = book is not None and said.fields["organisation"] == book.organisation.id
        if not ours or not self.coordinates(said.card.fingerprint):
            return None
        new = self._keep_statement(connection, RULES, said)
        if new:
            self._forget_words()
            self._heed(connection, str(said.fields["id"]), str(said.fields["version"]))
        return new

    def _heed(self, connection: Connection, id: str, version: str) -> None:
        """Something was signed: what is read by it is stale."""
        before = self.property_maps()
        if is_text(id):
            self._text_came(connection, id, version)
        else:
            self._choose_current(connection, id)
            self._maps = None
            if self.property_maps() != before:
                connection.execute("UPDATE household SET dirty = 1")

    def _write_papers(self, connection: Connection, papers: Sequence[Paper]) -> None:
        super()._write_papers(connection, papers)
        self._forget_words()
        self._note_known(connection)
        self._hear_again(connection)

    def _hear_again(self, connection: Connection) -> None:
        """Papers came: who signed what waits may be a coordinator now."""
        rows = connection.execute("SELECT hash, body FROM other_record WHERE kind = ?", (RULES,)).fetchall()
        for hash, body in rows:
            if self._hear(connection, read_statement(body, RULES)) is not None:
                connection.execute("DELETE FROM other_record WHERE hash = ?", (hash,))

    def _note_known(self, connection: Connection) -> None:
        """What was here when the organisation began, once; also in folders of programs that asked for no word."""
        if self.setting(KNOWN) is not None or self._papers() is None:
            return
        shipped = self._kept_list(SHIPPED)
        rows = connection.execute("SELECT sha256 FROM form").fetchall()
        here = {self._content_of(connection, sha) for (sha,) in rows}
        self.set_setting(KNOWN, " ".join(sorted(here.difference(shipped))))
        self._forget_words()

    def _rule_signers(self) -> tuple[str, ...]:
        """Whose papers have to travel along, so that others can tell that they are coordinators."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT DISTINCT fingerprint FROM statement WHERE kind = ? ORDER BY 1", (RULES,)
            ).fetchall()
        return tuple(fingerprint for (fingerprint,) in rows)

    # -- settings

    def _kept_list(self, name: str) -> list[str]:
        return str(self.setting(name) or "").split()

    def _add_to_list(self, name: str, contents: Iterable[str]) -> None:
        before = self._kept_list(name)
        new = [content for content in contents if content not in before]
        if new:
            self.set_setting(name, " ".join([*before, *new]))
            self._forget_words()

    def _forget_words(self) -> None:
        self._words, self._profiles = None, None


def _needs_word(form_id: str) -> bool:
    """Whether a questionnaire or text counts by a coordinator's signature."""
    return not is_text(form_id) or form_id.partition(SEPARATOR)[0] in NEEDS_WORD


def _joined(before: Word | None, word: Word) -> Word:
    if before is None or before.state is RuleState.KNOWN:
        return word
    state = before.state if before.state is RuleState.COUNTS else word.state
    return Word(state, min(before.first, word.first), max(before.last, word.last))


def _checked(said: Statement) -> Statement:
    """Raises `StatementInvalid`."""
    fields = said.fields
    texts = [fields.get(name) for name in ("id", "version", "organisation", "sha256")]
    number = fields.get("made_ms")
    if not all(isinstance(text, str) for text in texts) or len(str(texts[3])) != 64:
        raise StatementInvalid("rules")
    if not isinstance(number, int) or not 0 <= number < _NUMBERS_BELOW:
        raise StatementInvalid("rules")
    return said
