"""Spreadsheets brought in: planned against what the service knows, written as a whole, taken back as a whole.

A plan reads and decides; nothing is written until it is applied, so a dry run is a plan that was shown and
thrown away. `batches` holds what pages and commands call, `work` what the background does with a due batch.
"""
