"""The keys that change what the library holds: answers, removals, and taking a change back."""
