"""Spreadsheets in: any file an office keeps, read into clean rows, with a reason for every row refused.

Nothing here touches the database. Bytes become a book (`reading`), a book becomes typed rows (`referral_rows`,
`attendance_rows`, `exit_rows`, `register`), and what cannot be read is said in a sentence that the person who
kept the file understands.
"""
