"""Tables keep their shape, and no cell moves under another column's heading."""

import pytest

from articles import body

A, B, C, D = (f"<td>{letter}</td>" for letter in "abcd")


def grid(html: str) -> list[str]:
    """The rows of a table as browsers would draw them: a cell's letter in every place it covers, "." for empty."""
    [block] = body.parse(html)
    assert not isinstance(block, body.Figure)
    places: dict[tuple[int, int], str] = {}
    for down, row in enumerate(block["rows"]):
        for cell in row:
            across = next(n for n in range(99) if (down, n) not in places)
            for y in range(down, down + cell["rowspan"]):
                for x in range(across, across + cell["colspan"]):
                    assert (y, x) not in places
                    places[y, x] = cell["html"] or "."
    height, width = (max(numbers) + 1 for numbers in zip(*places, strict=True))
    return ["".join(places[y, x] for x in range(width)) for y in range(height)]


@pytest.mark.parametrize(
    ("html", "drawn"),
    [
        (f"<table><tr>{A}{B}</tr><tr>{C}{D}</tr></table>", ["ab", "cd"]),
        (f'<table><tr><td rowspan="2">a</td>{B}</tr><tr>{C}</tr></table>', ["ab", "ac"]),
        (f'<table><tr><td colspan="2">a</td></tr><tr>{B}{C}</tr></table>', ["aa", "bc"]),
        (f"<table><tr>{A}</tr><tr>{B}{C}</tr></table>", ["a.", "bc"]),
        (f'<table><tr><td rowspan="0">a</td>{B}</tr><tr>{C}</tr><tr>{D}</tr></table>', ["ab", "ac", "ad"]),
        (f'<table><tr><td rowspan="99">a</td>{B}</tr><tr>{C}</tr></table>', ["ab", "ac"]),
        (f'<table><tr>{A}<td rowspan="2">b</td></tr><tr><td colspan="2">c</td></tr></table>', ["ab", "cb"]),
        (f'<table><tr>{A}{B}<td rowspan="2">c</td></tr><tr>{D}</tr></table>', ["abc", "d.c"]),
        (
            '<table><tr><td rowspan="2">a</td><td rowspan="2">b</td></tr><tr></tr><tr><td>c</td></tr></table>',
            ["ab", "c."],
        ),
        (f"<table><tfoot><tr>{C}</tr></tfoot><tbody><tr>{A}</tr></tbody></table>", ["a", "c"]),
        ('<table><tr><td colspan="x">a</td><td colspan="-1">b</td></tr></table>', ["ab"]),
        ('<table><tr><td colspan="9999">a</td></tr></table>', ["a" * 200]),
    ],
)
def test_cells_cover_what_browsers_let_them_cover(html: str, drawn: list[str]) -> None:
    assert grid(html) == drawn
    assert grid(body.clean(html)) == drawn


def test_headers_stay_where_they_are() -> None:
    html = (
        '<table><tr><th rowspan="2">Year</th><th colspan="2">Trips</th></tr><tr><th>Bus</th><th>Tram</th></tr>'
        "<tr><th>2025</th><td>12</td><td>7</td></tr></table>"
    )
    [block] = body.parse(html)
    assert not isinstance(block, body.Figure)
    assert body.render([block]) == (
        '<table><thead><tr><th scope="col" rowspan="2">Year</th><th scope="col" colspan="2">Trips</th></tr>'
        '<tr><th scope="col">Bus</th><th scope="col">Tram</th></tr></thead>'
        '<tbody><tr><th scope="row">2025</th><td>12</td><td>7</td></tr></tbody></table>'
    )


def test_a_header_that_reaches_into_the_table_keeps_its_row_there() -> None:
    html = '<table><tr><th rowspan="2">a</th><th>b</th></tr><tr><td>c</td></tr></table>'
    [block] = body.parse(html)
    assert not isinstance(block, body.Figure)
    assert "<thead>" not in body.render([block])
