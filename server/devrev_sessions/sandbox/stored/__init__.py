"""The files behind presigned links: frames of a screen, packets of a page, made from their recording."""
