"""A desktop and a company on one machine, made of real processes, as a person would find them.

Nothing in here imports the product: the stage only starts its commands, looks at the
screen and moves mouse and keys.
"""
