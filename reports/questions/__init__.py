"""What can be asked of the records. Read-only; each question is one statement and its answer a plain dict."""
