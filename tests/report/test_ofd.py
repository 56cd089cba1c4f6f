"""OFD files: the text of their pages."""

from __future__ import annotations

import io
import zipfile

import pytest

from etl.report.readers.ofd import read_ofd
from etl.report.readers.reading import Unreadable

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
Text = tuple[float, float, str]


def ofd(*pages: list[Text], entry: str = "Doc_0/Document.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = "<ofd:DocInfo><ofd:Title>柳岸街道2023年工作总结</ofd:Title></ofd:DocInfo>"
        archive.writestr("OFD.xml", f"<ofd:OFD {SPACE}><ofd:DocBody>{info}<ofd:DocRoot>{entry}</ofd:DocRoot></ofd:DocBody></ofd:OFD>")
        listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        archive.writestr("Doc_0/Document.xml", f"<ofd:Document {SPACE}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>")
        for n, page in enumerate(pages):
            objects = "".join(
                f'<ofd:TextObject Boundary="{x} {y} 100 5"><ofd:TextCode X="0" Y="4">{text}</ofd:TextCode></ofd:TextObject>'
                for x, y, text in page
            )
            archive.writestr(f"Doc_0/Pages/Page_{n}/Content.xml", f"<ofd:Page {SPACE}><ofd:Layer>{objects}</ofd:Layer></ofd:Page>")
    return buffer.getvalue()


def test_lines_are_read_as_they_stand_on_the_page() -> None:
    first: list[Text] = [(20, 30, "全年新增企业"), (20, 10, "柳岸街道2023年工作总结"), (60, 30.4, "320家,走访群众1.2"), (20, 290, "- 1 -")]
    second: list[Text] = [(20, 10, "万人次,化解矛盾纠纷345件,各项民生实事全部完成。"), (20, 290, "- 2 -")]
    reading = read_ofd(ofd(first, second))
    assert reading.text.split("\n") == [
        "柳岸街道2023年工作总结", "全年新增企业320家,走访群众1.2", "万人次,化解矛盾纠纷345件,各项民生实事全部完成。",
    ]  # fmt: skip
    assert reading.page.title == "柳岸街道2023年工作总结"


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "empty"), (b"PK\x03\x04", "truncated"), (ofd([]), "scanned"), (ofd(entry="x"), "corrupt")]
)
def test_what_has_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_ofd(data)
    assert refused.value.reason == reason
