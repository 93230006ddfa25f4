"""Jobs that the other service suits better, or soon will."""
