"""The list of quotes that pages share: what is asked for, how far it reaches, what is seen of it.

One rule guards it: what is listed follows from the query in the box, and nobody waits for it.
"""
