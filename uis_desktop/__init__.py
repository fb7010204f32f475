"""uis_desktop: a desktop companion to a company's UIS phone."""

__version__ = "0.1.0"
