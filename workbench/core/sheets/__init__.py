"""Sheets that a person rates in: what a row shows, which rows there are, how they are written and read. Pure."""
