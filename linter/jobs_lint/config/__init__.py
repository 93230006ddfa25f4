"""What people set: config files, the command line's options, and the settings that come of both."""
