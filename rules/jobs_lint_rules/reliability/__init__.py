"""What makes a run fail that the API takes."""
