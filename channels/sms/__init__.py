"""The text door: Twilio's webhook for text messages."""
