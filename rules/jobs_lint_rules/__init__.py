"""The built-in rules, a plugin like any other. One file a rule (or a table of rules), found by walking this package."""
