"""The screens: search, article, comparison, and the popups over them.

One rule guards it: a screen turns a key or a message into a call of the library and shows the answer; what is
drawn is decided below, in the widgets' pure functions.
"""
