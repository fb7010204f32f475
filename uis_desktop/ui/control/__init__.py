"""What else can be done during a talk: record, tag, press keys, call the coach, block."""
