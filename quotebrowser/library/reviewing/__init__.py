"""What is doubtful, one thing after another, with the evidence; and what the user decides about it."""
