"""Golds: drafted from an issue, held against each other, and compared from revision to revision."""
