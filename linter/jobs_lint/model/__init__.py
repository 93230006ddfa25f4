"""The model of a job: typed settings, each with its place. Nothing here knows files, dialects or rules."""
