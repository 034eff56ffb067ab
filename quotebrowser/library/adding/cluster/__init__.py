"""Files read on the machines of a cluster."""
