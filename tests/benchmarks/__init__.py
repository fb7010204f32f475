"""How fast and how small the product is, measured from outside on real processes.

``python -m tests.benchmarks --help`` tells what there is.  Nothing here is a test:
no figure fails a build, because the machine that builds is not the one that counts.
"""
