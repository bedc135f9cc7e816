"""What is read: lines, sections, budget, and the one door where the text of apps leaves."""
