"""Articles into the library: read side by side, stored, watched for, fetched."""
