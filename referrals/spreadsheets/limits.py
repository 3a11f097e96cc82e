"""How large a file may be: far above any office's list, far below what would stop the server."""

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024  # an .xlsx is a zip; a small one can unpack to gigabytes
MAX_ROWS = 200_000
LONGEST_TEXT = 4_000  # of a cell that is looked at; no column of ours takes as much
MAX_COLUMNS = 1_000
MAX_CELLS = 3_000_000  # of a workbook, and as many texts that cells share
MAX_PLACES = 5_000_000  # cells and the empty places before and between them
SHEET_ROWS, SHEET_COLUMNS = 1_048_576, 16_384  # what spreadsheet programs themselves can hold
