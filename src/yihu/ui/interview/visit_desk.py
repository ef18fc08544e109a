"""The interview of one household: opened from the register, kept there, finished there (no Qt)."""

from collections.abc import Callable, Mapping
from pathlib import Path

from yihu.actions.finish_visit import FinishReport, finish_visit, review_visit
from yihu.actions.form_titles import form_title
from yihu.actions.keep_file import form_files, keep_drawing, keep_file
from yihu.actions.leave_visit import leave_visit
from yihu.actions.look_at_interview import look_at_interview
from yihu.actions.open_visit import FINISHED, Interview, open_visit
from yihu.actions.reading import HOUSEHOLD
from yihu.actions.save_answer import save_answer, save_place
from yihu.actions.save_copy import save_copy
from yihu.actions.show_household import show_household
from yihu.actions.take_photo import read_photo, take_photo
from yihu.actions.workspace import Workspace
from yihu.base.collecting import keep_in_mind, let_go
from yihu.base.errors import UserError
from yihu.base.i18n import CHINESE, N_, language, translate
from yihu.ui.interview.fields.files import Files
from yihu.ui.interview.playing import FormPlayer
from yihu.ui.interview.presenter import InterviewPresenter
from yihu.ui.interview.review import review
from yihu.ui.interview.views import ReviewItem
from yihu.ui.routes import InterviewRoute

_CHINESE_NAMES = ("zh", "中文", "汉语", "chinese")


class VisitDesk:
    """Holds the open interview while pages come and go."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._route: InterviewRoute | None = None
        self._interview: Interview | None = None
        self.presenter: InterviewPresenter | None = None
        self._beside: Mapping[str, bytes] = {}
        self._beside_of = ("", "")
        self._player = FormPlayer(self.read_form_file)
        self.head_name = ""
        self.place = ""

    @property
    def household_id(self) -> str:
        """The household being asked; empty when none is."""
        return self._route.household_id if self._route else ""

    @property
    def title(self) -> str:
        """The name of the questionnaire."""
        interview = self._interview
        if interview is None or interview.form_id == "household":
            return translate("Household visit")
        return form_title(interview.session.form.title)

    def enter(self, route: InterviewRoute) -> InterviewPresenter:
        """Open what the route names, or go on with it where it is open already."""
        if self.presenter is not None and route == self._route:
            return self.presenter
        self._take(open_visit(self._workspace, route.household_id, route.form_id, route.record), route)
        assert self.presenter is not None
        return self.presenter

    def rules_told(self) -> str:
        """That the survey goes by other rules than the last one did; empty where they are the same."""
        interview = self._interview
        if interview is None or interview.profile is None or interview.profile_before is None:
            return ""
        profiles = self._workspace.library.profiles()
        now, before = profiles.of_record(interview.profile), profiles.of_record(interview.profile_before)
        told = N_("This time it is recorded by “{now}”, last time by “{before}”.")
        return translate(told).format(now=now.name(), before=before.name())

    @property
    def finished(self) -> bool:
        """Whether the survey was finished before: what is written now corrects it."""
        return self._interview is not None and self._interview.state == FINISHED

    @property
    def can_begin_again(self) -> bool:
        """Whether the survey is one that a household has once; others are simply begun anew."""
        interview = self._interview
        return self.finished and interview is not None and interview.record == HOUSEHOLD

    def begin_again(self) -> UserError | None:
        """Survey the household anew: what seldom changes stays, the rest is asked with the old answer beside it."""
        route = self._route
        assert route is not None
        trouble = self.leave()
        if trouble is not None:
            return trouble
        try:
            again = open_visit(self._workspace, route.household_id, route.form_id, route.record, again=True)
        except UserError as refused:
            self.enter(route)
            return refused
        self._take(again, route)
        return None

    def _take(self, interview: Interview, route: InterviewRoute) -> None:
        row = show_household(self._workspace, route.household_id).row
        self.head_name = row.head_name
        self.place = "".join(part for part in (row.village, row.group) if part)
        self._route, self._interview = route, interview
        self._begin_in_window_language(interview)
        self.presenter = InterviewPresenter(
            interview.session,
            lambda outcome, ref: save_answer(self._workspace, interview, outcome, ref),
            save_place=lambda ref: save_place(self._workspace, interview, ref),
            resume_ref=interview.resume_ref or "",
            previous=interview.previous,
            previous_on=interview.previous_on,
            remarks=interview.remarks,
            finished=interview.state == FINISHED,
            look=lambda: look_at_interview(self._workspace, interview),
        )
        keep_in_mind()

    def review(self) -> tuple[ReviewItem, ...]:
        """All that is missing, contradicts or looks doubtful."""
        assert self._interview is not None
        assert self.presenter is not None
        report = review_visit(self._workspace, self._interview)
        return review(self._interview.session, report, self.presenter.numbers, self.presenter.lines())

    def finish(self) -> FinishReport:
        """Finish the visit, unless something stands in the way."""
        assert self._interview is not None
        report = finish_visit(self._workspace, self._interview)
        if report.sealed:
            self._forget()
        return report

    def leave(self) -> UserError | None:
        """Put the interview away to go on later; the error says why it can't be left yet."""
        if self._interview is None or self.presenter is None:
            return None
        if not self.presenter.keeping.try_again():
            return self.presenter.keeping.trouble
        try:
            leave_visit(self._workspace, self._interview)
        except UserError as trouble:
            return trouble
        self._forget()
        return None

    def pause(self) -> UserError | None:
        """Let go of it as it is, on the disk up to the last answer: the window is being locked."""
        if self.presenter is not None and not self.presenter.keeping.try_again():
            return self.presenter.keeping.trouble
        self._forget()
        return None

    def take_file(self, ref: str, path: str) -> UserError | None:
        """Answer a question with a file: a photo is shrunk, others stay as they are. Saved when this returns."""
        assert self._interview is not None
        take = take_photo if self._interview.session.question(ref).kind == "image" else keep_file
        return self._taken(lambda open_one: take(self._workspace, open_one, ref, Path(path)))

    def keep_drawing(self, ref: str, png: bytes) -> UserError | None:
        """Answer a question with a drawing (PNG bytes); saved when this returns."""
        return self._taken(lambda open_one: keep_drawing(self._workspace, open_one, ref, png))

    def _taken(self, take: Callable[[Interview], object]) -> UserError | None:
        assert self._interview is not None
        try:
            take(self._interview)
        except UserError as trouble:
            return trouble
        finally:
            if self.presenter is not None:
                self.presenter.forget()
        return None

    @property
    def files(self) -> Files:
        """Where the open interview's fields get pictures from."""
        return Files(answered=self.read_photo, beside=self.read_form_file, play=self._player.play)

    def read_form_file(self, name: str) -> bytes | None:
        """A file that came with the questionnaire."""
        assert self._interview is not None
        form = self._interview.session.form
        if (form.id, form.version) != self._beside_of:
            self._beside = form_files(self._workspace, form.id, form.version)
            self._beside_of = (form.id, form.version)
        return self._beside.get(name)

    def read_photo(self, name: str) -> bytes | None:
        """The bytes of a photo by its answer."""
        return read_photo(self._workspace, name)

    def languages(self) -> tuple[str, ...]:
        """The languages the questionnaire speaks, as it names them."""
        return tuple(self._interview.session.form.languages) if self._interview else ()

    def next_language(self) -> str:
        """Show the questionnaire in its next language; its name."""
        assert self._interview is not None
        session, languages = self._interview.session, self.languages()
        if len(languages) > 1:
            at = languages.index(session.language) if session.language in languages else -1
            assert self.presenter is not None
            self.presenter.speak(languages[(at + 1) % len(languages)])
        return session.language

    def save_copy(self, ref: str, path: str) -> UserError | None:
        """Write the file that answers a question out of the register."""
        assert self._interview is not None
        try:
            save_copy(self._workspace, self._interview, ref, Path(path))
        except UserError as trouble:
            return trouble
        return None

    def _forget(self) -> None:
        self._player.clear()
        let_go()
        self._route = self._interview = self.presenter = None

    @staticmethod
    def _begin_in_window_language(interview: Interview) -> None:
        chinese = language() == CHINESE
        for name in interview.session.form.languages:
            if any(mark in name.lower() for mark in _CHINESE_NAMES) == chinese:
                interview.session.set_language(name)
                return
