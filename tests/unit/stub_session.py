"""A tiny interview by hand, for presenters: two sections, members as a repeat, one constraint."""

from dataclasses import dataclass, field
from types import SimpleNamespace as Made

LISTS = {
    "health": [("1", "健康"), ("2", "长期慢性病"), ("3", "患有大病"), ("4", "残疾")],
    "insurance": [("1", "居民医保"), ("2", "职工医保"), ("3", "都没有")],
}


@dataclass
class Asked:
    ref: str
    kind: str
    label: str
    required: bool = False
    list_name: str = ""
    appearances: tuple = ()
    shown: bool = True
    save_to: str | None = None
    bounds: None = None
    parameters: dict = field(default_factory=dict)

    @property
    def asks(self):
        return self.shown and self.kind != "note"

    @property
    def bind(self):
        lacks = ("dont_know", "refused") if self.ref.endswith("costs") else None
        return Made(may_lack=lacks, required=self.required or None)

    @property
    def data_type(self):
        return {"integer": "int"}.get(self.kind, "string")


@dataclass
class Outcome:
    changes: dict = field(default_factory=dict)


COVER = [
    Asked("/data/cover/agreed", "select_one", "同意调查吗", True, "insurance"),
    Asked("/data/cover/date", "date", "走访日期", True),
]
MEMBER = [
    Asked("/data/member/name", "text", "姓名", True),
    Asked("/data/member/health", "select_one", "健康状况", True, "health"),
    Asked("/data/member/costs", "integer", "上年自付医药费（元）", True),
    Asked("/data/member/insurance", "select_one", "参加的医疗保险", True, "insurance"),
    Asked("/data/member/age", "calculate", "年龄", shown=False),
]
END = [Asked("/data/end/remark", "text", "备注", appearances=("multiline",))]


class StubSession:
    """Answers like the engine, for a form that is written above."""

    def __init__(self, members=2):
        self.language = "中文 (zh)"
        parts = [*COVER, *MEMBER, *END]
        self.form = Made(
            parts=lambda: iter(parts),
            body=[
                Made(ref="/data/cover", children=COVER, appearances=()),
                Made(ref="/data/member", children=MEMBER, appearances=()),
                Made(ref="/data/end", children=END, appearances=()),
            ],
            questions={one.ref: one for one in parts},
            languages=("中文 (zh)", "English (en)"),
            properties={},
            repeats={"/data/member": Made(key="member", name="member")},
            entities=(),
        )
        self.members = [f"row{number}" for number in range(1, members + 1)]
        self.values = {}
        self.excused = frozenset()

    def refs(self):
        rows = [
            f"/data/member[{at}]/" + one.ref.rsplit("/", 1)[1]
            for at in range(1, len(self.members) + 1)
            for one in MEMBER
        ]
        return (*(one.ref for one in COVER), *rows, *(one.ref for one in END))

    def question(self, ref):
        import re

        return self.form.questions[re.sub(r"\[\d+\]", "", ref)]

    def key(self, ref):
        import re

        found = re.match(r"/data/member\[(\d+)\]/(.+)", ref)
        return f"member/{self.members[int(found[1]) - 1]}/{found[2]}" if found else ref.rsplit("/", 1)[1]

    def value(self, ref):
        return self.values.get(self.key(ref), "")

    def label(self, ref):
        return {"/data/member": "家庭成员"}.get(ref) or self.question(ref).label

    def hint(self, ref):
        return ""

    def media(self, ref, of="label"):
        return {}

    def is_required(self, ref):
        return self.question(ref).required

    def is_read_only(self, ref):
        return False

    def choices(self, ref):
        return tuple(
            Made(value=value, label=label, image="", audio="", video="")
            for value, label in LISTS.get(self.question(ref).list_name, ())
        )

    def excuse(self, keys):
        self.excused = frozenset(keys)

    def warning(self, ref):
        value = self.value(ref)
        if ref.endswith("costs") and value and int(value) > 10000:
            return Made(ref=ref, kind="soft", message="超过 1 万元，请核对")
        return None

    def warnings(self):
        return tuple(found for ref in self.refs() if (found := self.warning(ref)))

    def violation(self, ref):
        value = self.value(ref)
        if not value and self.is_required(ref) and self.key(ref) not in self.excused:
            return Made(ref=ref, kind="required", message="")
        if ref.endswith("costs") and value and int(value) > 100000:
            return Made(ref=ref, kind="constraint", message="最多 100000 元")
        return None

    def answer(self, ref, value):
        self.values[self.key(ref)] = value
        return Outcome({self.key(ref): value})

    def rows(self, ref):
        return tuple(f"/data/member[{at}]" for at in range(1, len(self.members) + 1))

    def can_add(self, ref):
        return True

    def add_repeat(self, ref, row_id=None):
        self.members.append(row_id or f"row{len(self.members) + 10}")
        return Outcome({f"member/{self.members[-1]}/_row": len(self.members)})

    def remove_repeat(self, ref):
        gone = self.members.pop(int(ref.rsplit("[", 1)[1][:-1]) - 1)
        return Outcome({f"member/{gone}/_del": True})

    def problems(self):
        return tuple(
            found for ref in self.refs() if self.question(ref).shown and (found := self.violation(ref))
        )

    def has(self, ref):
        return ref in self.refs()

    def set_language(self, name):
        self.language = name

    def pages(self):
        def page(kind, ref, title, questions, section):
            refs = tuple(ref + "/" + one.ref.rsplit("/", 1)[1] for one in questions if one.shown)
            return Made(kind=kind, ref=ref, title=title, refs=refs, section=section)

        rows = [page("group", row, "健康与医疗", MEMBER, "/data/member") for row in self.rows("")]
        return (
            page("group", "/data/cover", "封面与承诺", COVER, "/data/cover"),
            page("repeat", "/data/member", "家庭成员", [], "/data/member"),
            *rows,
            page("group", "/data/end", "需求与照片", END, "/data/end"),
        )

    def sections(self):
        def section(ref, title, errors=0):
            asked = [
                one
                for one in self.refs()
                if one.startswith((ref + "/", ref + "[")) and self.question(one).shown
            ]
            answered = sum(bool(self.value(one)) for one in asked)
            wrong = sum(1 for one in asked if (found := self.violation(one)) and found.kind == "constraint")
            missing = sum(1 for one in asked if (found := self.violation(one)) and found.kind == "required")
            done = sum(bool(self.value(one)) or self.key(one) in self.excused for one in asked)
            return Made(
                ref=ref,
                title=title,
                answered=answered,
                asked=len(asked),
                errors=wrong,
                missing=missing,
                due=done + missing,
                done=done,
            )

        return (
            section("/data/cover", "封面与承诺"),
            section("/data/member", "家庭成员"),
            section("/data/end", "需求与照片"),
        )
