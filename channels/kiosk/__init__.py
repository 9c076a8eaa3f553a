"""The kiosk's door: JSON for the screen in `kiosk_ui/`, and what its printer prints."""
