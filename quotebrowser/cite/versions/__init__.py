"""The versions of an utterance side by side, as files: tables and TEI."""
