"""The browser on a page: for a colleague who has a web browser and no terminal.

One rule guards it: what is served is never more than the library, and for nobody without the address.
"""
