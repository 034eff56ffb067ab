"""Which printed passages are the same utterance: links, groups, reprints."""
