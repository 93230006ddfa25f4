"""Rules from packages and files: find who offers them, load the modules, classify what is in them."""
