"""The kiosk's screen: plain ES modules, their stylesheet and vendored libraries. No Python lives here."""
