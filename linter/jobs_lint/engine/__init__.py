"""Lint files: choose rules, run them one by one in isolation, apply suppressions, place what they find."""
