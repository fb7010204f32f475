"""The page for people: phones to answer, hang up and call with by hand."""
