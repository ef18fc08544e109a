"""Invented papers of every kind: as they usually are, and as large as they come."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from benchmarks.sample_plans import sample_paper
from yihu.engine.on_paper import PaperHeading, PaperQuestion
from yihu.planning.follow_up import MeasureStanding, Progress, Quarter, Visit
from yihu.planning.projects import Milestone, Project
from yihu.planning.village_plan import Item, Needed, VillagePlan, five_years
from yihu.printing.fund_statement import BeneficiaryLine, StatementLine, StatementPaper, StatementYear
from yihu.printing.notice import notice_line
from yihu.printing.paper import PlanPaper
from yihu.printing.papers import (
    CardPaper,
    ConsentPaper,
    HandbookPaper,
    IntentionCard,
    IntentionPaper,
    LifeMapPaper,
    MinutesPaper,
    NoticePaper,
    PledgeLine,
    Reviewed,
    SummaryPaper,
    Tally,
    VillagePlanPaper,
    VisitPaper,
)
from yihu.printing.questionnaire import QuestionnairePaper
from yihu.printing.village_summary import summarize_causes
from yihu.register.household import Household
from yihu.register.life_map import life_map

LONG_NAME = "阿卜杜热依木·买买提江·𠮷田𬭚" * 4
LONG_WORD = "Taumatawhakatangihangakoauauotamateaturipukakapikimaungahoronukupokaiwhenuakitanatahu"
LONG_TEXT = "签约家庭医生，办理慢病卡（每年一次），合作社保底收购稻虾；" * 12 + LONG_WORD
MANY = 40
VILLAGE = "430999127211"


@lru_cache(maxsize=16)
def sample_photo(number: int = 0, width_px: int = 560, height_px: int = 420) -> bytes:
    """A JPEG of a landscape that never was, always the same, some 15 to 40 KB."""
    from hashlib import shake_128

    from PIL import Image, ImageFilter

    small = width_px // 6, height_px // 6
    grain = Image.frombytes("L", small, shake_128(bytes([number])).digest(small[0] * small[1]))
    sky = Image.linear_gradient("L").resize((width_px, height_px))
    ground = grain.resize((width_px, height_px)).filter(ImageFilter.GaussianBlur(2))
    photo = Image.merge("RGB", (ground, sky, Image.blend(ground, sky, 0.5)))
    buffer = io.BytesIO()
    photo.save(buffer, "JPEG", quality=82)
    return buffer.getvalue()


def _household(number: int = 0) -> Household:
    paper = sample_paper(number)
    other = {
        "water_ok": "yes",
        "toilet": "no",
        "fuel": "firewood",
        "road": "cement",
        "road_distance_km": "1.2",
        "electricity_living": "yes",
        "internet": "no",
        "forest_mu": "2.5",
        "helper_name": "曾爱国",
        "helper_unit": "县农业农村局",
        "helper_phone": "13800001234",
        "helper_since": "2026-01-10",
        "household_attribute": ("ordinary", "low_income", "extreme_hardship")[number % 3],
        "food_enough": "yes",
        "meat_monthly": "yes",
        "clothing_seasonal": "yes",
        "consent_signer": "head",
        "signer_name": paper.household.head_name or "",
        "signed_on": "2026-11-20",
        "identified_on": "2026-10-01",
    }
    category = ("marginal", "unstable", "sudden", "none")[number % 4]
    causes = paper.household.causes
    if number % 5 == 4:
        causes = (replace(causes[1], main=True),)
    return replace(
        paper.household,
        other=other,
        category=category,
        causes=causes,
        phone="13712345678",
        visit_result="done",
    )


def large_household() -> Household:
    """Forty members with names of sixty characters, and words that nowhere break."""
    household = _household()
    members = tuple(
        replace(person, name=LONG_NAME[:60], illness_name=LONG_TEXT)
        for person in (household.persons * MANY)[:MANY]
    )
    return replace(
        household,
        number="4309-99-" + "0018" * 10,
        head_name=LONG_NAME[:60],
        township=LONG_WORD,
        village="青竹村" * 12,
        group="三十三组" * 5,
        address=LONG_TEXT,
        persons=members,
        phone="13712345678",
        causes=tuple(replace(cause, evidence=LONG_TEXT) for cause in household.causes),
        other={
            **household.other,
            "helper_name": LONG_NAME[:60],
            "helper_unit": LONG_TEXT,
            "signer_name": LONG_NAME,
        },
    )


def plan_paper() -> PlanPaper:
    return replace(sample_paper(), household=_household(), photos=(sample_photo(), sample_photo(1)))


def large_plan() -> PlanPaper:
    paper = sample_paper()
    measure = replace(
        paper.plan.measures[1],
        content=LONG_TEXT,
        responsible_unit=LONG_WORD,
        responsible_person=LONG_NAME[:60],
        gain_high_yuan=Decimal(10**12),
        fund_yuan=Decimal(10**12),
    )
    plan = replace(
        paper.plan,
        measures=(measure,) * MANY,
        goal=LONG_TEXT,
        responsible_helper=LONG_NAME[:60],
        state="draft",
    )
    return PlanPaper(
        household=large_household(), plan=plan, photos=(sample_photo(), b"no photo", sample_photo(1))
    )


def _quarters(times: int = 1) -> tuple[Quarter, ...]:
    return tuple(
        Quarter(
            record=f"quarter~{number}",
            year=2026,
            number=number,
            wages_yuan=Decimal(2400 * times),
            business_yuan=Decimal(1600 * times),
            property_yuan=Decimal(75 * times),
            transfers_yuan=Decimal(720 * times),
            costs_yuan=Decimal(870 * times),
        )
        for number in (1, 2, 3, 4)
    )


def card_paper() -> CardPaper:
    plan = sample_paper().plan
    line = Decimal(7300)
    return CardPaper(household=_household(), plan=plan, line_yuan=line, year=2026, quarters=_quarters()[:3])


def large_card() -> CardPaper:
    plan = large_plan().plan
    return CardPaper(household=large_household(), plan=plan, year=2026, quarters=_quarters(10**8))


def handbook_paper() -> HandbookPaper:
    plan = sample_paper().plan
    results = tuple(
        MeasureStanding(
            measure=measure, state=state, on="2026-11-20", gain_yuan=Decimal(1200), stop_reason=why
        )
        for measure, state, why in zip(
            plan.measures,
            ("running", "done", "stopped", "not_begun"),
            ("", "", "户主外出务工", ""),
            strict=True,
        )
    )
    line = Decimal(7300)
    return HandbookPaper(household=_household(), plan=plan, line_yuan=line, results=results, day="2026-11-20")


def large_handbook() -> HandbookPaper:
    plan = large_plan().plan
    results = tuple(
        MeasureStanding(
            measure=measure,
            state="stopped",
            on="2026-11-20",
            gain_yuan=Decimal(10**12),
            stop_reason=LONG_TEXT,
        )
        for measure in plan.measures
    )
    return HandbookPaper(household=large_household(), plan=plan, results=results, day="2026-11-20")


def life_map_paper() -> LifeMapPaper:
    household = _household()
    return LifeMapPaper(household=household, lights=life_map(household, Decimal(7300)), day="2026-11-20")


def large_life_map() -> LifeMapPaper:
    household = large_household()
    return LifeMapPaper(household=household, lights=life_map(household, Decimal(7300)), day="2026-11-20")


def _visit() -> Visit:
    return Visit(
        record="visit~019d0000-0000-7000-8000-000000000001",
        on="2026-11-20",
        by="曾爱国、何委员",
        met="户主",
        how="home",
        changes=("work", "housing"),
        issue="屋顶漏雨，儿子回乡后暂无工作。",
        help_kinds=("housing",),
        help="联系村镇办查看房屋",
        help_yuan=Decimal(300),
        measures_state="running",
        next_step="月底前请村镇办上门，联系合作社安排务工。",
        next_on="2026-12-10",
        remarks="",
        progress=(
            Progress(
                measure="2", content="稻虾套养，合作社保底收购", state="running", gain_yuan=Decimal(1200)
            ),
            Progress(
                measure="3", content="竹凉席编织培训，在家加工", state="stopped", stop_reason="培训班未开"
            ),
        ),
    )


def visit_paper() -> VisitPaper:
    return VisitPaper(household=_household(), visit=_visit(), photos=(sample_photo(), b"none"))


def large_visit() -> VisitPaper:
    told = Progress(
        measure="2", content=LONG_TEXT, state="stopped", stop_reason=LONG_TEXT, gain_yuan=Decimal(10**12)
    )
    visit = replace(
        _visit(),
        by=LONG_TEXT,
        met=LONG_NAME,
        issue=LONG_TEXT * 8,
        help=LONG_TEXT * 3,
        next_step=LONG_TEXT,
        remarks=LONG_TEXT,
        progress=(told,) * MANY,
    )
    return VisitPaper(household=large_household(), visit=visit, photos=(sample_photo(), b"none") * 4)


def minutes_paper() -> MinutesPaper:
    households = [_household(number) for number in range(8)]
    reviewed = tuple(
        Reviewed(
            number=one.number or "",
            head_name=one.head_name or "",
            group=one.group or "",
            persons=len(one.persons),
            category=one.category or "",
            votes_for=23 - place,
            votes_against=place,
            votes_abstained=1,
            result="passed" if place < 6 else "refused",
        )
        for place, one in enumerate(households)
    )
    return MinutesPaper(
        township="清溪镇",
        village="青竹村",
        village_code=VILLAGE,
        day="2026-11-20",
        place="村部会议室",
        chair="周德明",
        recorder="吴雨桐",
        present=24,
        households=reviewed,
    )


def large_minutes() -> MinutesPaper:
    paper = minutes_paper()
    one = replace(paper.households[0], head_name=LONG_NAME[:60], group="三十三组" * 6, votes_for=10**6)
    return replace(
        paper,
        township=LONG_WORD,
        village="青竹村" * 12,
        place=LONG_TEXT,
        chair=LONG_NAME,
        opinions=LONG_TEXT * 20,
        households=(one,) * (3 * MANY),
    )


def notice_paper() -> NoticePaper:
    lines = tuple(notice_line(_household(number), "2026-11-20") for number in range(12))
    return NoticePaper(
        township="清溪镇",
        village="青竹村",
        village_code=VILLAGE,
        procedure="identification",
        posted_on="2026-11-23",
        until="2026-11-27",
        days=5,
        phone="0731-8888666",
        households=lines,
    )


def large_notice() -> NoticePaper:
    # Among forty of one name some are minors, and the name would be hidden: the longest line has it in full.
    line = replace(notice_line(large_household(), "2026-11-20"), head_name=LONG_NAME[:60])
    return replace(
        notice_paper(),
        township=LONG_WORD,
        village="青竹村" * 12,
        phone=LONG_WORD,
        households=(line,) * (3 * MANY),
    )


def summary_paper() -> SummaryPaper:
    households = [_household(number) for number in range(41)]
    paper = SummaryPaper(township="清溪镇", village="青竹村", village_code=VILLAGE, day="2026-11-20")
    figures = {
        "all": Tally(households=41, persons=123),
        "surveyed": Tally(households=41, persons=123),
        "monitored": Tally(households=31, persons=93),
        "planned": Tally(households=28, persons=84),
    }
    return replace(summarize_causes(paper, households), figures=figures)


def large_summary() -> SummaryPaper:
    paper = summary_paper()
    cells = {key: Tally(households=2_345, persons=9_876) for key in paper.cells}
    cells |= {
        (cause, name, code): Tally(households=1_234, persons=5_432)
        for cause in ("illness", "disability", "x" * 40)
        for name, code in (
            *(("monitored_category", code) for code in ("registered", "object", "none", "")),
            *(("household_attribute", code) for code in ("low_income_poor", "", "y" * 30)),
        )
    }
    return replace(paper, village="青竹村" * 12, cells=cells)


def consent_paper() -> ConsentPaper:
    return ConsentPaper(household=_household(), team="县委员工作队", day="2026-11-20")


def large_consent() -> ConsentPaper:
    return ConsentPaper(household=large_household(), team=LONG_WORD * 2, day="2026-11-20")


def intention_paper() -> IntentionPaper:
    pledges = (
        PledgeLine(kind="household", what="提供鸡苗200只并包销", yuan=Decimal(3000)),
        PledgeLine(kind="student", what="县一中高一", whom="李雨桐", yuan=Decimal("2000.50")),
    )
    card = IntentionCard(
        id="0190a5b2-7c3d-7e4f-8a1b-2c3d4e5f6a7b",
        version="K3F9",
        helper="周文彬",
        unit="县政协经济委",
        level="county",
        helper_phone="13812345678",
        since="2026-11-24",
        pledges=pledges,
    )
    return IntentionPaper(household=_household(), cards=(card,))


def large_intention() -> IntentionPaper:
    card = intention_paper().cards[0]
    pledges = tuple(
        PledgeLine(kind=kind, what=LONG_TEXT, whom=LONG_NAME[:60], yuan=Decimal("9999999.99"))
        for kind in ("household", "student", "job")
    )
    long = replace(card, helper=LONG_NAME[:60], unit=LONG_WORD * 2, pledges=pledges)
    return IntentionPaper(household=large_household(), cards=(long, card))


def questionnaire_paper() -> QuestionnairePaper:
    """A short questionnaire with every way to answer."""
    items = (
        PaperHeading(text="家庭概况", level=1),
        PaperHeading(text="住址", level=2, when="仅当第 3 题选“已完成入户”时填写"),
        PaperQuestion(number=1, text="户主姓名", way="line", hint="与户口簿一致", required=True),
        PaperQuestion(
            number=2,
            text="返贫致贫风险",
            way="several",
            choices=tuple((name, False) for name in ("因病", "因学", "因残", "因自然灾害", "因务工就业不稳")),
        ),
        PaperQuestion(number=3, text="走访日期", way="date"),
        PaperQuestion(number=4, text="具体想法", way="lines", when="仅当第 2 题已回答时填写"),
        PaperQuestion(number=0, text="请读给受访人听：本次调查只用于帮扶。", way="note"),
        PaperHeading(text="成员", level=1, each=True),
        PaperQuestion(number=5, text="照片", way="picture"),
    )
    titles = {"zh_CN": "入户调查", "en": "Household survey"}
    return QuestionnairePaper(title=titles, version="1", items={"zh_CN": items, "en": items})


def large_questionnaire() -> QuestionnairePaper:
    """Filled in, forty members, answers and questions as long as they come."""
    items: list[PaperHeading | PaperQuestion] = []
    for member in range(1, 41):
        items.append(PaperHeading(text=f"{LONG_NAME[:60]} {member}", level=member % 3 + 1))
        for number, text in enumerate((LONG_TEXT, LONG_NAME[:60], LONG_WORD), 3 * member):
            items.append(PaperQuestion(number=number, text=text, way="line", answer=text))
    household = large_plan().household
    return QuestionnairePaper(
        title={"zh_CN": LONG_TEXT[:80], "en": LONG_WORD},
        version="2026112402",
        household=household,
        filled=True,
        items={"zh_CN": tuple(items), "en": tuple(items)},
        photos=(b"no photo",),
    )


_ITEMS = (
    ("infrastructure", "更换二组、六组变压器", 2, "台", 16_000_000, "财政衔接资金", 2026, 2026, 64, 201),
    ("infrastructure", "渠道三面光", 3800, "米", 38_000_000, "财政衔接资金、社会捐赠", 2026, 2028, 112, 356),
    ("livelihood", "C级危房维修加固", 320, "㎡", 8_400_050, "危改资金", 2026, 2027, 5, 14),
    ("livelihood", "接入集中供水", 23, "户", None, "", 2027, 2027, 23, 71),
    ("industry", "流转土地，稻虾套养", 186, "亩", 55_800_000, "助困金", 2026, 2030, 31, 97),
    ("industry", "竹凉席加工车间", 1, "个", 12_000_000, "企业投入", 2027, 2027, 18, 44),
    ("training_jobs", "技能培训，介绍就近就业", 400, "人次", 4_000_000, "", 2026, 2030, 120, 310),
    ("schooling", "助学金", 12, "人", 3_500_000, "助学金", 2026, 2030, 12, 39),
    ("hardship", "申请特困供养", 4, "人", None, "", None, None, 4, 4),
)


def _village_item(place: int) -> Item:
    direction, title, quantity, unit, fen, fund, first, last, households, persons = _ITEMS[place]
    return Item(
        row=f"item-{place}",
        direction=direction,
        title=title,
        unit=unit,
        now=Needed(quantity=Decimal(quantity), fen=fen, households=households, persons=persons),
        fund=fund,
        from_year=first,
        to_year=last,
        deadline=f"{last}-12-31" if last else "",
        responsible="镇政府 / 村镇办",
        state=("planned", "running", "done")[place % 3],
    )


def _village_project(number: int = 0) -> Project:
    return Project(
        subject="s",
        record=f"project~{number}",
        direction="industry",
        name="福兴村稻虾示范基地",
        target=Decimal(186),
        actual=Decimal("112.5"),
        unit="亩",
        budget_fen=55_800_000,
        spent_fen=31_240_050,
        state="running",
        due_on="2026-10-31",
        gain_low_fen=200_000,
        gain_high_fen=300_000,
        gain_real_fen=241_000,
        jobs=26,
        households=31,
        before="before.jpg",
        after="after.jpg",
        milestones=(
            Milestone(row="a", what="开沟、围网", due_on="2026-03-31", done_on="2026-03-20"),
            Milestone(row="b", what="投放虾苗", due_on="2026-09-30"),
        ),
    )


def village_plan_paper() -> VillagePlanPaper:
    plan = VillagePlan(
        code=VILLAGE,
        background="全村16个村民小组，海拔低于26.5米，以水稻和竹编为主；渠道年久失修，二组、六组电压不足。",
        households=612,
        persons=2038,
        helped_households=41,
        helped_persons=128,
        land_mu=Decimal("2860.5"),
        goal="五年内建成稻虾示范基地，培训400人次，通组渠道全部硬化，在读学生一个不少。",
        from_year=2026,
        to_year=2030,
        group="益阳市政协委员学习第三小组",
        leader="何立群",
        secretary="曾爱国",
        made_on="2026-11-20",
        state="agreed",
        agreed_on="2026-11-22",
        items=tuple(map(_village_item, range(len(_ITEMS)))),
    )
    transformer = replace(
        _village_project(1),
        direction="infrastructure",
        name="二组、六组变压器",
        target=Decimal(2),
        actual=Decimal(2),
        unit="台",
        budget_fen=16_000_000,
        spent_fen=15_800_000,
        state="done",
        done_on="2026-10-12",
        gain_low_fen=None,
        gain_high_fen=None,
        gain_real_fen=None,
        milestones=(),
        before="",
        after="",
    )
    return VillagePlanPaper(
        township="清溪镇",
        village="福兴村",
        village_code=VILLAGE,
        day="2026-11-23",
        plan=plan,
        projects=(_village_project(), transformer),
        years=five_years(plan, 2026),
        granted={"project~0": 20_000_000},
        photos={"before.jpg": sample_photo(), "after.jpg": sample_photo(1)},
    )


def large_village_plan() -> VillagePlanPaper:
    """Items and projects by the dozen, words that nowhere break, money without measure, photos that are none."""
    paper = village_plan_paper()
    assert paper.plan is not None
    money = 99_999_999_999
    items = tuple(
        replace(
            item,
            title=LONG_TEXT,
            responsible=LONG_WORD,
            fund=LONG_TEXT[:60] + str(item.row),
            unit="平方千米（含水面）",
            now=Needed(quantity=Decimal("9999999.99"), fen=money, households=99_999, persons=99_999),
            from_year=2026,
            to_year=2037,
        )
        for item in paper.plan.items * 6
    )
    project = replace(
        _village_project(),
        name=LONG_TEXT,
        target=Decimal("0.01"),
        actual=Decimal("9999999.99"),
        budget_fen=money,
        spent_fen=money,
        gain_low_fen=1,
        gain_high_fen=money,
        gain_real_fen=money,
        jobs=99_999,
        households=99_999,
        milestones=(Milestone(row="a", what=LONG_TEXT, due_on="2026-01-01"),) * 3,
    )
    plan = replace(
        paper.plan,
        background=LONG_TEXT * 20,
        goal=LONG_TEXT * 8,
        group=LONG_WORD,
        leader=LONG_NAME,
        secretary=LONG_NAME,
        from_year=2026,
        to_year=2037,
        state="draft",
        items=items,
    )
    return replace(
        paper,
        township=LONG_WORD,
        village="青竹村" * 12,
        plan=plan,
        projects=(project,) * MANY,
        years=five_years(plan, 2026),
        photos={"before.jpg": b"no photo", "after.jpg": sample_photo(1)},
    )


def statement_paper() -> StatementPaper:
    """A fund of two years with ten beneficiaries."""
    yuan = Decimal("1234.56")
    year = StatementYear(
        year="2026", opening=Decimal(0), received=yuan * 20, paid=yuan * 10, returned=yuan, closing=yuan * 11
    )
    line = StatementLine(
        on="2026-03-01", what="paid", to="household", place="青竹村", change=-yuan, balance=yuan * 9
    )
    who = BeneficiaryLine(to="student", name="周桂兰", village="青竹村", years="2026", amount=yuan)
    return StatementPaper(
        fund="f0000000-0000-6000-8000-000000000001",
        name="十年助困金",
        kind="hardship",
        donor="益民公司",
        holder="县慈善会",
        years="2026–2035",
        day="2026-11-24",
        promised=Decimal(2_000_000),
        received=yuan * 20,
        paid=yuan * 10,
        returned=yuan,
        balance=yuan * 11,
        by_year=(year, replace(year, year="2027")),
        lines=(replace(line, what="received", to="", place="", change=yuan * 20), *(line,) * 10),
        beneficiaries=(who,) * 10,
    )


def large_statement() -> StatementPaper:
    """Hundreds of lines, names and amounts as long as they can be."""
    paper, money = statement_paper(), Decimal("999999999.99")
    who = BeneficiaryLine(
        to="project", name=LONG_NAME, village="青竹村" * 12, years="2026、2027、2028", amount=money
    )
    return replace(
        paper,
        name=LONG_NAME,
        donor=LONG_TEXT,
        holder=LONG_WORD,
        held=money,
        held_count=12,
        by_year=paper.by_year * 10,
        lines=tuple(
            replace(line, place="青竹村" * 8, change=-money, balance=money) for line in paper.lines * 10
        ),
        beneficiaries=(who,) * 60,
    )


USUAL: dict[str, Callable[[], Any]] = {
    "plan": plan_paper,
    "card": card_paper,
    "handbook": handbook_paper,
    "life_map": life_map_paper,
    "visit_record": visit_paper,
    "review_minutes": minutes_paper,
    "notice": notice_paper,
    "village_summary": summary_paper,
    "village_plan": village_plan_paper,
    "questionnaire": questionnaire_paper,
    "intention_card": intention_paper,
    "consent": consent_paper,
    "fund_statement": statement_paper,
}
LARGEST: dict[str, Callable[[], Any]] = {
    "plan": large_plan,
    "card": large_card,
    "handbook": large_handbook,
    "life_map": large_life_map,
    "visit_record": large_visit,
    "review_minutes": large_minutes,
    "notice": large_notice,
    "village_summary": large_summary,
    "village_plan": large_village_plan,
    "questionnaire": large_questionnaire,
    "intention_card": large_intention,
    "consent": large_consent,
    "fund_statement": large_statement,
}
