"""Voordeur: help that starts behind the front door."""
