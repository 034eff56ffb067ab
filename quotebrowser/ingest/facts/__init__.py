"""What a text prints about itself: bylines, dates, a metadata block."""
