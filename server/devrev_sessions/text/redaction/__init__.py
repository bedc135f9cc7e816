"""What must not leave: secrets and personal data that apps write into events, addresses and logs.

Each file knows one sort and says where in a text it stands; `redactor` puts a tag in its place.
"""
