"""The index as an open library holds it, in one part or in several."""
