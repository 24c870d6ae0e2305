"""Text in, annotated passages out; this package knows no index and no web."""
