"""The mail out: what readers asked for, what of the news fits it, the digest and its delivery."""
