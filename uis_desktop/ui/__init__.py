"""What the person sees and presses; the only floor that knows Qt."""

import os

# qasync takes the first Qt binding it finds unless it is told (its __init__).
os.environ["QT_API"] = "pyside6"
