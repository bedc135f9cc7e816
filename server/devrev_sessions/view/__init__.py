"""The view beside the answer: a session as a picture, and the one page that draws it."""
