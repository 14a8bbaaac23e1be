"""Datasette plugins, one file for each thing that a reader gets."""
