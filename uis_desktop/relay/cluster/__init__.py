"""Several relays behind one address: what they share travels over NATS JetStream."""
