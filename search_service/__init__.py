"""Annotated passages in, hits, pages and JSON out."""
