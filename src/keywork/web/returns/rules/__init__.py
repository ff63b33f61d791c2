"""The rules of the return, as data (``rules.yaml``) and the tests they are made of."""
