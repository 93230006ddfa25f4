"""The field trees, as `tools/schemas.py` writes them: one module each."""
