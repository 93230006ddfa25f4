"""What puts secrets, accounts, images and machines at risk."""
