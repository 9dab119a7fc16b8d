"""Where the plan begins: titles, what stands around them, and what must not be lost before them."""

from __future__ import annotations

import pytest

from ingest.model import Plan
from ingest.pipeline import parse, parse_text

BODY = "一、新建站点3个。（责任单位：市水利局）\n二、改造管网8公里。（责任单位：市住建局）\n"


def front(plan: Plan) -> list[str]:
    return [h.span.of(plan.text) for h in plan.homes if h.role == "front"]


def test_heading_below_the_first_clauses_is_no_title() -> None:
    plan = parse_text(
        "青岚县关于印发2025年水利清单的通知\n壹、目标清单\n  1）新增蓄水能力32万立方米。"
        "\n     责任单位：县水利局\n贰、任务清单\n  1）整治河道18公里。\n"
    )
    assert plan.title == "青岚县关于印发2025年水利清单的通知"
    assert [c.label for c in plan.clauses] == ["壹/1）", "贰/1）"]
    assert front(plan) == []


def test_heading_behind_a_preamble_is_no_title() -> None:
    plan = parse_text(
        "鹤汀区公园建设三年计划\n鹤汀区园林局\n推窗见绿、出门进园，是群众最直接的期盼。\n工作安排\n" + BODY
    )
    assert plan.title == "鹤汀区公园建设三年计划"
    assert "推窗见绿" in plan.text_of(plan.clauses[0])


def test_plan_behind_its_covering_notice() -> None:
    plan = parse_text(
        "白鹭市水利局关于印发水利工作方案的通知\n各县水利局：\n现将水利工作方案印发给你们，请认真贯彻执行。\n白鹭市水利局\n2025年3月1日\n白鹭市2025年水利工作方案\n"
        + BODY
    )
    assert plan.title == "白鹭市2025年水利工作方案"
    assert [c.label for c in plan.clauses] == ["一", "二"]


def test_offices_before_the_title_are_doubted() -> None:
    plan = parse_text(
        "各项工作要抓紧抓实抓好\n责任单位：市水利局、市住建局\n白鹭市2025年水利工作方案\n" + BODY
    )
    assert [(d.kind, d.line) for d in plan.doubts] == [("front", 2)]


@pytest.mark.parametrize(
    ("line", "number", "issuer", "issued"),
    [
        ("白水〔2025〕9号　白鹭市水利局　2025-03-18", "白水〔2025〕9号", "白鹭市水利局", "2025-03-18"),
        ("白水〔2025〕9号 ｜ 白鹭市水利局", "白水〔2025〕9号", "白鹭市水利局", None),
        ("白政令第14号", "白政令第14号", None, None),
        ("第14号", "第14号", None, None),
        ("白鹭市水利局　2025年3月", None, "白鹭市水利局", None),
        ("文号：白水〔2025〕9号", "白水〔2025〕9号", None, None),
        ("二〇二五年三月", None, None, None),
    ],
)
def test_particulars_under_the_title(
    line: str, number: str | None, issuer: str | None, issued: str | None
) -> None:
    plan = parse_text(f"白鹭市水利工作方案\n{line}\n{BODY}")
    assert (plan.number, plan.issuer, plan.issued) == (number, issuer, issued)
    assert [c.label for c in plan.clauses] == ["一", "二"]


def test_table_whose_cells_are_set_apart_by_blanks() -> None:
    plan = parse_text(
        "白鹭市2026年绿化任务分解表\n序号    乡镇      人工造林    退化林修复\n"
        "1       西镇          6500        3000\n2       南岭林场      4500        8000\n"
        "合计                  11000       11000\n"
    )
    assert [(c.label, c.cells) for c in plan.clauses] == [
        ("表/1", ("1", "西镇", "6500", "3000")),
        ("表/2", ("2", "南岭林场", "4500", "8000")),
        ("表/合计", ("合计", "", "11000", "11000")),
    ]


def test_marks_behind_the_sign_of_a_list_item() -> None:
    plan = parse(
        (
            "# 北沚区2026年第三季度清单\n\n## 7月\n\n"
            "- 1）铺设管线4.6公里。责任单位：建设局\n- 2）开通快线。\n\n## 8月\n\n"
            "- 1）签约项目6个。\n"
        ).encode(),
        "list.md",
    )
    assert [c.label for c in plan.clauses] == ["7月/1）", "7月/2）", "8月/1）"]
    assert plan.clauses[0].units == ("建设局",)


def test_notes_belong_to_the_table_above_them() -> None:
    table = "| 指标 | 目标 |\n|---|---|\n| 公厕 | 20座 |\n"
    plan = parse(
        (
            f"# 白鹭市2025年水利分解表\n\n{table}\n注：含改造。\n\n"
            f"说明：以季度为准。\n\n{table}\n注：不含改造。\n"
        ).encode(),
        "a.md",
    )
    assert [c.label for c in plan.clauses] == ["表/1", "表/注", "表/注-2", "表2/1", "表2/注"]


def test_two_notes_within_a_table() -> None:
    plan = parse(
        (
            "# 白鹭市2025年水利分解表\n\n指标 | 目标\n---|---\n公厕 | 20座\n"
            "注：含改造。 |\n说明：以季度为准。 |\n"
        ).encode(),
        "a.md",
    )
    assert [c.label for c in plan.clauses] == ["表/1", "表/注", "表/注-2"]


def test_number_of_an_order_on_a_line_of_its_own() -> None:
    plan = parse_text(
        f"白鹭市人民政府令\n第14号\n《白鹭市水利管理办法》已经审议通过，现予公布。\n2025年3月1日\n白鹭市水利管理办法\n{BODY}"
    )
    assert plan.number == "白鹭市人民政府令第14号"


def test_last_clause_that_ends_in_an_office_is_no_signature() -> None:
    plan = parse_text(
        "白鹭市2025年水利工作方案\n一、新建站点3个。\n二、改造管网。责任单位：市住建局\n抄送：市委办公室。\n"
    )
    assert [(c.label, c.units) for c in plan.clauses] == [("一", ()), ("二", ("市住建局",))]


def test_where_the_parties_to_a_pledge_sign() -> None:
    plan = parse_text(
        "白鹭市2025年水利目标责任书\n甲方：白鹭市人民政府\n乙方：白鹭市水利局\n"
        f"{BODY}甲方（盖章）：　　乙方（盖章）：\n签字：　　　签字：\n2025年1月15日\n"
    )
    assert [c.label for c in plan.clauses] == ["前言", "一", "二"]
    assert len([h for h in plan.homes if h.role == "tail"]) == 3


def test_housing_estate_is_no_place() -> None:
    plan = parse_text(f"关于老旧小区加装电梯的工作方案\n{BODY}白石市住房和城乡建设局\n2026年7月4日\n")
    assert plan.region == "白石市"


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("港城区2026年为民办实事项目清单", "港城区"),
        ("2026年港城区为民办实事项目清单", "港城区"),
        ("关于印发《港城区为民办实事实施方案》的通知", "港城区"),
        ("北城区教育局2026年工作要点", "北城区"),
        ("新城区2026年民生实事", "新城区"),
        ("丰城市民生实事项目清单", "丰城市"),
        ("盐城市2026年卫生健康工作要点", "盐城市"),
        ("东城镇2026年为民服务清单", "东城镇"),
        ("临港区为民办实事项目", "临港区"),
        ("主城区2026年停车场建设方案", None),
        ("中心城区排水防涝规划", None),
        ("老城区改造实施方案", None),
        ("城区2026年环卫工作方案", None),
        ("海绵城市建设实施方案", None),
        ("大城市病治理方案", None),
        ("建成区绿化方案", None),
        ("全区2026年为民办实事项目", None),
    ],
)
def test_place_at_the_front_of_a_title(title: str, region: str | None) -> None:
    assert parse_text(f"{title}\n一、工作\n1.建成公园3个。\n2.新建公厕5座。\n").region == region


@pytest.mark.parametrize(
    ("title", "issuer", "region"),
    [
        ("关于贯彻《南昌市生活垃圾管理条例》的实施方案", "南昌市东湖区人民政府办公室", "东湖区"),
        ("落实《南昌市绿道条例》三年行动方案", "南昌市进贤县人民政府", "进贤县"),
        ("关于贯彻《南昌市生活垃圾管理条例》的实施方案", "南昌市人民政府办公室", "南昌市"),
        ("南昌市绿道三年行动方案", "南昌市东湖区人民政府", "南昌市"),
    ],
)
def test_a_paper_named_in_the_title_is_of_another_place(title: str, issuer: str, region: str) -> None:
    plan = parse_text(f"{title}\n{BODY}{issuer}\n2026年7月4日\n")
    assert (plan.issuer, plan.region) == (issuer, region)


@pytest.mark.parametrize(
    ("bracket", "issuer", "number", "issued"),
    [
        ("（2026年3月1日青岚市人民政府令第12号公布　自2026年5月1日起施行）", "青岚市人民政府",
            "青岚市人民政府令第12号", "2026-03-01"),
        ("（2026年3月1日青岚市人民政府令第十二号公布）", "青岚市人民政府", "青岚市人民政府令第十二号",
            "2026-03-01"),
        ((
        "（2025年12月3日青岚市人民政府第"
        "8次常务会议通过　2026年3月1日青"
        "岚市人民政府令第12号公布　自"
        "2026年5月1日起施行）"
        ), "青岚市人民政府", "青岚市人民政府令第12号", "2026-03-01"),
        ("（征求意见稿）", None, None, None),
    ],
    ids=["decree", "in words", "passed and published", "no decree"],
)  # fmt: skip
def test_who_published_rules_stands_in_brackets_under_the_title(
    bracket: str, issuer: str | None, number: str | None, issued: str | None
) -> None:
    plan = parse_text(
        f"青岚市医疗机构管理办法\n{bracket}\n"
        "第一条　为了规范管理，制定本办法。\n"
        "第二条　本市行政区域内适用。\n"
    )
    assert (plan.issuer, plan.number, plan.issued) == (issuer, number, issued)
    assert [c.label for c in plan.clauses] == ["第一条", "第二条"]


def test_title_printed_over_every_page_is_kept_once() -> None:
    title = "白鹭市2025年水利工作方案"
    pages = [
        f"{n}、整治河道{n}公里。\n疏浚沟渠{n}条。\n清理淤泥{n}处。\n建立台账{n}本。\n" for n in "一二三四"
    ]
    plan = parse_text("".join(f"{title}\n{page}" for page in pages))
    assert plan.title == title
    assert [d.reason for d in plan.dropped] == ["页眉页脚"] * 3


@pytest.mark.parametrize("leader", ["……3", "\t3", "　　（3）", "··········12"])
def test_contents_with_page_numbers_are_no_clauses(leader: str) -> None:
    heads = ("一、总体要求", "二、重点任务", "三、组织保障")
    contents = "".join(f"{head}{leader}\n" for head in heads)
    body = "".join(f"{head}\n整治河道18公里。\n" for head in heads)
    plan = parse_text(f"白鹭市2025年水利工作方案\n目　录\n{contents}{body}")
    assert [c.label for c in plan.clauses] == ["一", "二", "三"]
    assert {d.reason for d in plan.dropped} == {"目录"}


SET_OVER_LINES = {
    "years": (
        "白鹭市托育提质<br>三年行动方案<br>（2026—2028年）",
        "白鹭市托育提质三年行动方案（2026—2028年）",
    ),
    "years beside": ("白鹭市托育行动方案<br>(2026-2028年)", "白鹭市托育行动方案（2026—2028年）"),
    "of a stage": ("白鹭市托育机构<br>管理办法<br>（试行）", "白鹭市托育机构管理办法"),
    "in one line": ("白鹭市托育行动方案（2026—2028年）", "白鹭市托育行动方案（2026—2028年）"),
}


@pytest.mark.parametrize("notice", ["", "notice before"])
@pytest.mark.parametrize(("printed", "title"), SET_OVER_LINES.values(), ids=SET_OVER_LINES)
def test_a_bracket_below_a_title_is_no_title(printed: str, title: str, notice: str) -> None:
    sent = "<h1>白鹭市人民政府办公室关于印发托育文件的通知</h1><p>现印发给你们，请认真执行。</p>"
    body = f"<h1>{printed}</h1><h2>一、目标</h2><p>新增托位1200个。</p>"
    page = f"<html><body>{sent if notice else ''}{body}</body></html>"
    plan = parse(page.encode(), "page.html")
    assert plan.title.replace("(", "（").replace(")", "）").replace("-", "—") == title
    assert [clause.label for clause in plan.clauses][-1] == "一"


@pytest.mark.parametrize(
    "heading",
    [
        "## （2027—2029年）",
        "## （试行）",
        "## （2027年4月2日县人民政府第3次常务会议通过）",
        "### 各乡镇人民政府，县直各部门：",
        "### 县水利局、县住建局：",
        "## ——让每户人家用上好水",
    ],
)
def test_title_that_goes_on_as_a_heading_is_no_heading(heading: str) -> None:
    plan = parse(f"# 青岚县供水三年方案\n\n{heading}\n\n为供好水，制定本方案。\n\n{BODY}".encode(), "a.md")
    assert plan.title.startswith("青岚县供水三年方案")
    assert [c.label for c in plan.clauses] == ["前言", "一", "二"]


def test_addressees_set_as_a_heading_without_a_title() -> None:
    plan = parse(f"### 各乡镇人民政府，县直各部门：\n\n为供好水，现通知如下。\n\n{BODY}".encode(), "a.md")
    assert [c.label for c in plan.clauses] == ["前言", "一", "二"]
    assert front(plan) == ["各乡镇人民政府，县直各部门："]


@pytest.mark.parametrize(
    "articles",
    [
        "第一条为规范驿站管理，制定本办法。\n第二条驿站由镇政府设立。\n第三条每站补助3万元。\n",
        "第一条（目的）\n为规范驿站管理，制定本办法。\n第二条（设立）\n驿站由镇政府设立。\n第三条（补助）\n每站补助3万元。\n",
        "第一条〔目的〕为规范驿站管理，制定本办法。\n第二条〔设立〕驿站由镇政府设立。\n第三条〔补助〕每站补助3万元。\n",
    ],
    ids=["glued", "titles on their lines", "titles before the words"],
)
@pytest.mark.parametrize(
    "before",
    [
        "白鹭市驿站管理办法\n",
        "白鹭市人民政府办公室关于印发《白鹭市驿站管理办法》的通知\n各区：\n"
        "现将《白鹭市驿站管理办法》印发给你们，请认真执行。\n白鹭市驿站管理办法\n",
    ],
    ids=["alone", "behind its notice"],
)
def test_articles_that_count_on_open_clauses_however_their_words_follow(before: str, articles: str) -> None:
    plan = parse_text(before + articles)
    assert [c.label for c in plan.clauses if c.family == "条"] == ["第一条", "第二条", "第三条"]
    assert "每站补助3万元" in plan.text_of(plan.clauses[-1])


def test_articles_stand_behind_a_notice_that_tells_by_numbers_what_is_changed() -> None:
    plan = parse_text(
        "关于修订《柳坪县骑行奖励办法》的通知\n各镇：\n现对《柳坪县骑行奖励办法》作如下修订：\n"
        "一、在第二条（标准）中调整标准。\n二、在第三条（材料）中补充材料。\n"
        "柳坪县文体局\n2031年3月1日\n柳坪县骑行奖励办法\n"
        "第一条（目的）\n为奖励骑行，制定本办法。\n第二条（标准）\n（一）单人每次8元；\n（二）团队每次30元。\n"
        "第三条（材料）\n（一）申请表；\n（二）行程单。\n"
    )
    labels = [c.label for c in plan.clauses if c.label.startswith("第")]
    assert labels == ["第一条", "第二条/（一）", "第二条/（二）", "第三条/（一）", "第三条/（二）"]
    assert [h.title for h in plan.headings if h.family == "条"] == ["（标准）", "（材料）"]


def test_words_that_name_an_article_count_for_none() -> None:
    plan = parse_text("白鹭市驿站管理办法\n一、驿站由镇政府设立。\n二、补助照\n第三条执行。\n三、其他。\n")
    assert [c.label for c in plan.clauses] == ["一", "二", "三"]


ANEW = (
    "白鹭市水利局关于修改《白鹭市用水单位标准》的通知\n各区水利局：\n{said}\n白鹭市水利局\n2031年1月9日\n"
    "白鹭市用水单位标准\n根据有关规定，制定本标准。\n一、工厂\n（一）日用水90吨以上的工厂；\n"
    "二、学校、幼儿园\n（一）日用水60吨以上的学校。\n"
)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("经研究，就《白鹭市用水单位标准》作修改如下：\n将“二、学校”修改为“二、学校、幼儿园”。", True),
        (
            "现对《白鹭市用水单位标准》作如下修改：\n将“水政队”修改为“水政大队”。\n本决定自3月1日起施行。",
            True,
        ),
        ("《白鹭市用水单位标准》已经修订，现印发给你们，请认真贯彻执行。", False),
    ],
)
def test_what_a_notice_changes_in_the_paper_it_prints_anew_is_kept(said: str, kept: bool) -> None:
    plan = parse_text(ANEW.format(said=said))
    own = {c.label: plan.text_of(c) for c in plan.clauses if c.family == "前言"}
    anew = "根据有关规定，制定本标准。"
    assert own == ({"前言": said, "前言-2": anew} if kept else {"前言": anew})
    assert not [d for d in plan.doubts if d.kind == "front"]
    assert plan.title == "白鹭市用水单位标准"


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("<p>县政府决定清障。</p><p>各镇于6月底前完成。</p>", 2),
        ("<p>一、清障</p><p>清障9处，验收9处。</p>", 1),
    ],
)
def test_the_only_heading_of_a_page_is_the_papers_title(page: str, labels: int) -> None:
    title = "白沙县开展河道清障专项行动"
    plan = parse(f"<html><body><h2>{title}</h2>{page}</body></html>".encode(), "a.html")
    assert plan.title == title
    assert len(plan.clauses) == labels
    assert all(title not in clause.label for clause in plan.clauses)


def test_a_lone_heading_called_as_sections_are_heads_its_section() -> None:
    body = "<p>县政府决定在全县范围内开展河道清障，各镇抓好落实。</p>"
    plan = parse(f"<html><body><h2>存在的主要问题</h2>{body}</body></html>".encode(), "a.html")
    assert all(clause.label.startswith("存在的主要问题") for clause in plan.clauses)
