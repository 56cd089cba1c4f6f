"""Values that cannot be, on the site: a list to work off."""

from __future__ import annotations

from pathlib import Path

import etl
from etl.show import site


def test_suspect_values_are_listed_with_their_reason(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for year, output in ((2021, "5100亿元"), (2022, "53000亿元")):
        text = f"金华市{year}年政府工作总结\n\n{year}年,各项工作扎实推进。全市实现地区生产总值{output}。\n"
        (raw / f"{year}.txt").write_text(text, encoding="utf-8")
    etl.run(raw, tmp_path / "warehouse", workers=1)
    folder, _ = site.publish(tmp_path / "warehouse", tmp_path / "out")
    page = (folder / "findings.html").read_text("utf-8")
    assert page.count("2022年为53000亿元，而2021年为5100亿元") == 1
    assert page.index("存疑") < page.index("53000亿元 in 2022, but 5100亿元 in 2021")
