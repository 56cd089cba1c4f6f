"""Word documents: what is shown is read, and nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest

from etl.report.extraction import extract
from etl.report.ingest import read_text
from etl.report.readers.docx import MAX_COLUMNS, read_docx
from etl.report.readers.reading import Unreadable

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="{}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def word(body: str, *, namespace: str = WORD, part: str = "word/document.xml", styles: str = "", root: str = "document") -> bytes:
    spaces = (
        f'xmlns:w="{namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:v" xmlns:m="x/math"'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("_rels/.rels", RELATIONS.format(part))
        archive.writestr(part, f"<w:{root} {spaces}><w:body>{body}</w:body></w:{root}>")
        if styles:
            archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{namespace}">{styles}</w:styles>')
    return buffer.getvalue()


def run(text: str, look: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def para(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def rows(*rows: tuple[str, ...]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def of(text: str, properties: str = "") -> str:
    return cell(para(run(text)), properties)


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (run("新增企业") + "<w:ins>" + run("3") + "</w:ins>" + run("20家"), "新增企业320家"),
        (run("企业") + "<w:del><w:r><w:delText>280</w:delText></w:r></w:del>" + run("320家"), "企业320家"),
        ("<w:moveFrom>" + run("旧9家") + "</w:moveFrom><w:moveTo>" + run("新8家") + "</w:moveTo>", "新8家"),
        (run("道路") + "<w:smartTag>" + run("12.5公里") + "</w:smartTag>", "道路12.5公里"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("5条") + "</w:sdtContent></w:sdt>", "5条"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("输入1") + "</w:sdtContent></w:sdt>" + run("空"), "空"),
        ("<w:hyperlink><w:customXml>" + run("3个") + "</w:customXml></w:hyperlink>", "3个"),
        (run("隐藏7", "<w:vanish/>") + run("划去8", "<w:strike/>") + run("双划9", "<w:dstrike w:val='1'/>") + run("留下"), "留下"),
        (run("没划去8", "<w:strike w:val='0'/>") + run("没隐藏7", "<w:vanish w:val='false'/>"), "没划去8没隐藏7"),
        (run("企业320") + run("1", "<w:vertAlign w:val='superscript'/>") + run("家"), "企业320家"),
        (run("绿地8m") + run("2", "<w:vertAlign w:val='superscript'/>"), "绿地8m²"),
        (run("企业320") + "<w:r><w:footnoteReference w:id='1'/></w:r>" + run("家"), "企业320家"),
        (run("企业320") + run("[2]", "<w:rStyle w:val='Note'/>") + run("家"), "企业320家"),
        (run("草稿", "<w:rStyle w:val='Draft'/>") + run("正文"), "正文"),
        (run("一") + "<w:r><w:tab/></w:r>" + run("二") + "<w:r><w:br/></w:r>" + run("三"), "一\t二\n三"),
        ("<w:r><w:ruby><w:rt>" + run("liu") + "</w:rt><w:rubyBase>" + run("柳") + "</w:rubyBase></w:ruby></w:r>", "柳"),
        ("<m:oMath><m:r><m:t>85</m:t></m:r></m:oMath>" + run("%"), "85%"),
        ("<w:fldSimple w:instr=' DOCPROPERTY x '>" + run("320") + "</w:fldSimple>" + run("家"), "320家"),
        ("<w:fldSimple w:instr='PAGE'>" + run("7") + "</w:fldSimple>" + run("页脚"), "页脚"),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>=SUM(ABOVE) 99</w:instrText></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + run("320") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>" + run("家"),
            "320家",
        ),
        (
            "<mc:AlternateContent><mc:Choice>"
            + run("320家")
            + "</mc:Choice><mc:Fallback>"
            + run("320家")
            + "</mc:Fallback></mc:AlternateContent>",
            "320家",
        ),
    ],
)
def test_what_a_paragraph_shows(inner: str, shown: str) -> None:
    styles = (
        "<w:style w:styleId='Note'><w:basedOn w:val='Up'/></w:style>"
        "<w:style w:styleId='Up'><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
        "</w:style><w:style w:styleId='Draft'><w:rPr><w:vanish/></w:rPr></w:style>"
    )
    assert read_docx(word(para(inner), styles=styles)).text == shown


@pytest.mark.parametrize("part", ["word/document.xml", "word/document2.xml", "doc.xml"])
@pytest.mark.parametrize("namespace", [WORD, STRICT])
def test_strict_documents_and_parts_of_other_names(part: str, namespace: str) -> None:
    assert read_docx(word(para(run("企业320家")), namespace=namespace, part=part)).text == "企业320家"


def test_blocks() -> None:
    box = "<w:r><w:pict><v:shape><w:txbxContent>" + para(run("框内320家。")) + "</w:txbxContent></v:shape></w:pict></w:r>"
    body = (
        "<w:sdt><w:sdtContent>" + para(run("块中5条。")) + "</w:sdtContent></w:sdt>"
        + para(run("正文。"), box)
        + para("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", run("前半")) + para(run("后半。"))
    )  # fmt: skip
    assert read_docx(word(body)).text == "块中5条。\n正文。\n框内320家。\n前半后半。"


def test_a_table_of_contents_is_no_text() -> None:
    begin = "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>TOC \\o</w:instrText><w:fldChar w:fldCharType='separate'/></w:r>"
    body = para(begin, run("一、回顾 3")) + para(run("二、打算 9"), "<w:r><w:fldChar w:fldCharType='end'/></w:r>") + para(run("正文320家"))
    assert read_docx(word(body)).text.strip() == "正文320家"


def test_tables_keep_their_columns_and_tell_merged_cells_once() -> None:
    body = rows(
        (of("项目", "<w:vMerge w:val='restart'/>"), of("2023年", "<w:gridSpan w:val='2'/>")),
        (of("", "<w:vMerge/>"), of("总量"), of("增速")),
        (of("公园"), of("5亿元", "<w:vMerge w:val='restart'/>"), of("80%")),
        (of("道路"), of("5亿元", "<w:vMerge w:val='continue'/>"), of("60%")),
        ("<w:trPr><w:del/></w:trPr>", of("删去"), of("9"), of("9%")),
        (of("学校"), of("删去", "<w:cellDel/>"), of("40%")),
    )
    assert read_docx(word(body)).text.split("\n") == [
        "项目 | 2023年 |", "| 总量 | 增速", "公园 | 5亿元 | 80%", "道路 |  | 60%", "学校 |  | 40%",
    ]  # fmt: skip


def test_nested_tables_follow_their_row_and_a_frame_is_no_table() -> None:
    nested = rows((of("新增企业"), of("320家")))
    assert read_docx(word(rows((of("指标"), cell(para() + nested))))).text.split("\n") == ["指标 |", "新增企业 | 320家"]
    assert read_docx(word(rows((cell(para(run("一。")) + para(run("二。")) + nested),)))).text == "一。\n二。\n新增企业 | 320家"


def test_a_cell_that_spans_everything_costs_nothing() -> None:
    wide = rows((of("项目", "<w:gridSpan w:val='99999999'/>"), of("3家")), (of("甲", "<w:gridSpan w:val='-7'/>"), of("5家")))
    assert max(line.count("|") for line in read_docx(word(wide)).text.split("\n")) < MAX_COLUMNS


@pytest.mark.parametrize("data", [word("", root="workbook"), word(para()), word("<w:p>"), b"PK\x03\x04", b""])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_docx(data)


def test_deep_documents_are_refused() -> None:
    with pytest.raises(Unreadable):
        read_docx(word("<w:sdt><w:sdtContent>" * 120 + para(run("1")) + "</w:sdtContent></w:sdt>" * 120))


def test_facts_of_a_document_with_changes() -> None:
    reading = read_docx(word(para(run("柳岸街道2023年工作总结")) + para(run("新增企业"), "<w:ins>", run("3"), "</w:ins>", run("20家。"))))
    assert [str(m.value) for m in extract(read_text(reading.text)).mentions] == ["320"]
