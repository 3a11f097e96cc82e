"""Where a register explains its marks: above, below or beside the men, or on a sheet of its own."""

from . import legend as legends
from .book import Book, Row, Sheet, text_of
from .register_headings import RegisterColumns


def legend_of(sheet: Sheet, columns: RegisterColumns) -> tuple[dict[str, str], set[int]]:
    """The legend above, below or to the right of the table; one that explains none of its marks is none."""
    below_the_headings = [row for row in sheet if row.number != columns.heading_row]
    legend, where = legends.legend_in(row for row in below_the_headings if not is_marked(row, columns))
    beside = [_beside(row, columns) for row in below_the_headings if is_marked(row, columns)]
    titled = any(legends.is_title(heading) for heading in columns.headings)
    legend = {
        **legends.legend_in((row for row in beside if titled or _explains(row)), below_title=titled)[0],
        **legend,
    }
    used = {text_of(row.cell(at)).casefold() for row in below_the_headings for at in columns.days}
    return (legend, where) if used & legend.keys() else ({}, where)


def _beside(row: Row, columns: RegisterColumns) -> Row:
    """What stands in a man's row and is neither his name, nor a mark, nor a remark about him."""
    taken = {*columns.days, *columns.names, columns.refs, columns.remarks}
    return Row(row.number, row.line, [None if at in taken else cell for at, cell in enumerate(row.cells)])


def _explains(row: Row) -> bool:
    return any("=" in text_of(cell) for cell in row.cells)


def shared_legend(book: Book, found: list[tuple[Sheet, RegisterColumns]]) -> dict[str, str]:
    """A legend on one sheet speaks for the sheets that have none."""
    registers = {id(sheet): columns for sheet, columns in found}
    shared: dict[str, str] = {}
    for sheet in book.sheets:
        columns = registers.get(id(sheet))
        legend = legend_of(sheet, columns)[0] if columns else legend_alone(sheet)
        shared = {**legend, **shared}
    return shared


def legend_alone(sheet: Sheet) -> dict[str, str]:
    """A sheet that holds nothing but the legend; its name may be the title."""
    return legends.legend_in(sheet, below_title=legends.is_title(sheet.name or ""))[0]


def is_marked(row: Row, columns: RegisterColumns) -> bool:
    """Whether a row has letters under the days, as against nothing or the sum of those who came."""
    texts = [text_of(row.cell(at)) for at in columns.days]
    filled = [text for text in texts if text]
    return any((len(text) <= 4 or legends.whole_word(text)) and not text.isdigit() for text in filled)
