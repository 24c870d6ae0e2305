"""Dates of a text: a spaCy Doc in, date mentions with EDTF values out; `values` computes with such values."""
