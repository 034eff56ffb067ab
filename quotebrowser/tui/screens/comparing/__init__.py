"""The comparison: what is compared and how it is looked at, the keys that change that, the page."""
