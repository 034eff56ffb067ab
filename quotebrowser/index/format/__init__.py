"""The files of a segment: arrays written once, mapped into memory, read."""
