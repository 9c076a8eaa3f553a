"""The web door: pages that work in any browser, one question a page. It decides nothing about a service."""
