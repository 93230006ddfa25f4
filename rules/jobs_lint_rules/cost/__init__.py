"""What costs more than it has to."""
