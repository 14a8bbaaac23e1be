"""Many readings in, policies and their shifts out; pure."""
