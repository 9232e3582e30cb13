"""The presentation kit: template tags and parts without a model or a domain word."""
