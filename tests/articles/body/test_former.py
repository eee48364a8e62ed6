"""Blocks compiled by earlier versions are read as current ones."""

from typing import Any

from articles import body

FORMER: list[dict[str, Any]] = [
    {"type": "heading", "level": 2, "text": "What it cost"},
    {"type": "list", "ordered": False, "items": ["Steel: <em>4</em> million", "Paint"]},
    {"type": "table", "rows": [["Year", "Trams"], ["2023", "0"]], "header_row": True},
    {"type": "quote", "html": "It will hold.", "attribution": ""},
]


def test_former_blocks_get_the_form_of_now() -> None:
    def cell(html: str, header: bool) -> dict[str, object]:
        return {"html": html, "header": header, "colspan": 1, "rowspan": 1}

    assert body.present(FORMER) == [
        {"type": "heading", "level": 2, "text": "What it cost", "id": ""},
        {
            "type": "list",
            "ordered": False,
            "start": 1,
            "items": [{"html": "Steel: <em>4</em> million", "list": None}, {"html": "Paint", "list": None}],
        },
        {
            "type": "table",
            "caption": "",
            "rows": [[cell("Year", True), cell("Trams", True)], [cell("2023", False), cell("0", False)]],
        },
        {"type": "quote", "html": "It will hold.", "attribution": ""},
    ]


def test_their_words_are_found() -> None:
    assert body.plain_text(body.present(FORMER)).splitlines() == [
        "What it cost",
        "Steel: 4 million",
        "Paint",
        "Year Trams",
        "2023 0",
        "It will hold.",
    ]


def test_blocks_of_now_stay_as_they_are() -> None:
    html = (
        "<h2>One</h2><ol start='3'><li>a<ul><li>b</li></ul></li></ol>"
        "<table><caption>C</caption><tr><th>x</th><td rowspan='2'>y</td></tr><tr><td>z</td></tr></table>"
        "<hr><pre>p</pre>"
    )
    blocks = [part for part in body.parse(body.clean(html)) if isinstance(part, dict)]
    assert {block["type"] for block in blocks} == {"heading", "list", "table", "rule", "code"}
    assert body.present(blocks) == blocks
