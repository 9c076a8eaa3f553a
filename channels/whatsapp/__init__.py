"""WhatsApp, at the carrier's webhook."""
