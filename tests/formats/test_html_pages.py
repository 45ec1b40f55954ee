"""Web pages as council sites serve them become grids and lines in the order of the page."""

import pytest

from loaders.formats import html
from loaders.formats.ruled import superscript


def grids(body: str):
    return html.read(f"<html><head><title>Jaarverslag 2018</title></head><body>{body}</body></html>").grids


def cells(body: str) -> list[tuple[str, ...]]:
    (grid,) = grids(body)
    return [row.cells for row in grid.rows]


def test_rowspan_and_colspan_are_laid_out_and_counted():
    (grid,) = grids(
        """<table><thead><tr><th rowspan="2">Indicator</th><th colspan="2">Realisatie</th></tr>
        <tr><th>2017</th><th>2018</th></tr></thead>
        <tr><td colspan="3">Groep</td></tr>
        <tr><td rowspan="2">Banen</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"""
    )
    assert [row.cells for row in grid.rows] == [
        ("Indicator", "Realisatie", ""),
        ("", "2017", "2018"),
        ("Groep", "", ""),
        ("Banen", "1", "2"),
        ("Banen", "3", "4"),
    ]
    assert [row.spans for row in grid.rows][:3] == [(1, 2, 0), (1, 1, 1), (3, 0, 0)]
    assert grid.header_rows == 2


def test_a_header_of_several_rows_is_seen_without_th():
    body = """<table><tr><td rowspan="2">Indicator</td><td colspan="2">Doel</td></tr>
    <tr><td>2017</td><td>2018</td></tr><tr><td>a</td><td>1</td><td>2</td></tr></table>"""
    assert cells(body)[1] == ("", "2017", "2018")


def test_row_labels_marked_th_are_no_header_rows():
    (grid,) = grids(
        "<table><tr><th>Indicator</th><th>2018</th></tr><tr><th>Banen</th><td>1</td></tr><tr><th>Groep</th></tr></table>"
    )
    assert grid.header_rows == 1


def test_only_the_innermost_data_table_is_a_grid_and_layout_becomes_lines():
    (grid,) = grids(
        """<table><tr><td>Links</td><td><p>Boven</p>
        <table><tr><td>x</td><td>2018</td></tr><tr><td>a</td><td>1</td></tr></table>
        <p>Onder</p></td></tr><tr><td>Voet</td><td>2</td></tr></table>"""
    )
    assert [row.cells for row in grid.rows] == [("x", "2018"), ("a", "1")]
    assert (grid.context, grid.after) == (("Links", "Boven"), ("Onder", "Voet", "2"))


def test_a_small_table_inside_a_cell_is_the_text_of_that_cell():
    body = """<table><tr><td>x</td><td>2018</td></tr>
    <tr><td>a</td><td><table><tr><td>74%</td></tr><tr><td>(60%)</td></tr></table></td></tr></table>"""
    assert cells(body)[1] == ("a", "74%\n(60%)")


def test_each_table_has_the_lines_since_the_one_before_as_context():
    first, second = grids(
        """<h2>Een</h2><table><tr><td>x</td><td>1</td></tr><tr><td>y</td><td>2</td></tr></table><p>* noot</p>
        <h2>Twee</h2><table><caption>Drie</caption><tr><td>x</td><td>1</td></tr><tr><td>y</td><td>2</td></tr></table>"""
    )
    assert (first.context, first.after) == (("Een",), ("* noot", "Twee", "Drie"))
    assert second.context == ("* noot", "Twee", "Drie")


def test_titles_and_notes_inside_a_table_stand_around_it():
    (grid,) = grids(
        """<table><tr><td colspan="2">Effectindicatoren</td></tr><tr><td>x</td><td>2018</td></tr>
        <tr><td>a</td><td>1*</td></tr><tr><td colspan="2">* voorlopig</td></tr>
        <tr><td>Bron: CBS</td><td></td></tr></table>"""
    )
    assert [row.cells for row in grid.rows] == [("x", "2018"), ("a", "1*")]
    assert (grid.context, grid.after) == (("Effectindicatoren",), ("* voorlopig", "Bron: CBS"))


def test_spacer_columns_and_halves_of_wide_cells_are_dropped():
    body = """<table><tr><td colspan="2">x</td><td></td><td colspan="2">2018</td></tr>
    <tr><td colspan="2">a</td><td>&nbsp;</td><td colspan="2">1</td></tr></table>"""
    assert cells(body) == [("x", "2018"), ("a", "1")]


def test_breaks_lists_and_invisible_characters_inside_a_cell():
    body = """<table><tr><td>x</td><td>2018</td></tr><tr><td>Aantal
      inwo&shy;ners:<ul><li>18&nbsp;jaar</li><li>ouder</li></ul></td><td>74%<br>(60%)</td></tr></table>"""
    assert cells(body)[1] == ("Aantal inwoners:\n• 18 jaar\n• ouder", "74%\n(60%)")


@pytest.mark.parametrize(
    ("raised", "shown"),
    [("1", "¹"), ("12", "¹²"), ("1)", "¹⁾"), ("*", "*"), ("II", " (II)"), ("a", " (a)"), ("(II)", "(II)"), ("e", "e")],
)
def test_a_raised_marker_can_be_told_from_the_figure_before_it(raised, shown):
    assert superscript(raised) == shown
    body = f"<table><tr><td>x</td><td>2018</td></tr><tr><td>a</td><td>19<sup>{raised}</sup></td></tr></table>"
    assert cells(body)[1][1] == f"19{shown}"


def test_scripts_hidden_parts_and_menus_are_no_text():
    reading = html.read(
        """<body><script>document.write("<table><tr><td>1</td>")</script><style>p{}</style><nav>Begroting 2031</nav>
        <ul><li><a href="/a">Home</a></li><li><a href="/b">Begroting 2030</a></li></ul>
        <p style="display: none">weg</p><p hidden>weg</p><template>weg</template><p>Zichtbaar</p>
        <table style="display:none"><tr><td>x</td><td>1</td></tr><tr><td>y</td><td>2</td></tr></table></body>"""
    )
    assert reading.text == ("Zichtbaar",)
    assert reading.grids == ()


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://gemeente.example/p1">',
        '<meta property="og:url" content="https://gemeente.example/p1">',
        "<!-- saved from url=(0026)https://gemeente.example/p1 -->",
    ],
)
def test_the_address_is_taken_from_the_page(head):
    assert html.read(f"<html><head>{head}</head><body><p>x</p></body></html>").address == "https://gemeente.example/p1"


def test_a_page_made_of_divs_is_read_like_saved_text():
    rows = ["Effectindicator(en)", "Behaald 2017", "Beoogd 2018", "Aantal musea", "3", "4", "Aantal theaters", "1", "2"]
    reading = html.read("<body><h1>6.1 Cultuur</h1>" + "".join(f"<div><span>{cell}</span></div>" for cell in rows))
    assert [row.cells for row in reading.grids[0].rows][-1] == ("Aantal theaters", "1", "2")


def test_the_title_of_the_page_is_text_but_no_heading():
    reading = html.read(
        "<head><title>Jaarverslag 2018</title></head><h1>Sport</h1><table><tr><td>x<td>1<tr><td>y<td>2</table>"
    )
    assert reading.text[0] == "Jaarverslag 2018"
    assert reading.grids[0].context == ("Sport",)


def test_places_count_rows_as_the_page_does():
    (grid,) = grids("<table><tr><td>x</td><td>1</td></tr><tr><td></td></tr><tr><td>y</td><td>2</td></tr></table>")
    assert [row.place for row in grid.rows] == ["table 1, row 1", "table 1, row 3"]


def test_an_absurd_span_costs_nothing():
    body = '<table><tr><td>x</td><td colspan="9999" rowspan="9999">1</td></tr><tr><td>y</td></tr></table>'
    assert [row[:2] for row in cells(body)] == [("x", "1"), ("y", "1")]
