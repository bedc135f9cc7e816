"""What the person saw: the page of a browser at a moment, built again from what the recorder wrote down."""
