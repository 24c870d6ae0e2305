"""Annotated files in, figures of the pipeline out, by definitions that `definitions` holds in words."""
