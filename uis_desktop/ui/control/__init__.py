"""What else can be done during a talk: record, mark, press keys, call the coach, block."""
