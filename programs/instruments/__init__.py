"""Screens that may be copied freely, as data, and how each is added up. Nothing here knows of men or of a database."""
