"""How large a file may be: far above any office's list, far below what would stop the server."""

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024  # an .xlsx is a zip; a small one can unpack to gigabytes
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
