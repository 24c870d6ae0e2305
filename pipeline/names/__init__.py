"""How names are written, found and told apart: the parts of `pipeline.entities` and `pipeline.linking`."""
