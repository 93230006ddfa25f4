"""What each service's API says a job looks like, as data: field trees, oneofs, and JSON Schemas made of them."""

from jobs_lint.schema.tree import FieldType, Schema, load, names

__all__ = ["FieldType", "Schema", "load", "names"]
