"""A pretend UIS on loopback: strict where UIS is strict, and it really sends notifications.

An administrator tries the product with it before touching the real PBX; the
demo, the tests and the benchmarks run on it.  It shares no code with what it is
there to test.
"""
