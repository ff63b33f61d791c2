"""Taking words out of a document for good: pictures of its pages with black boxes, and the words that were kept.

Nothing of the original is copied but the dots of its pages, in which what was taken out is black. Nothing here knows
Django; all of it runs in the confined process of ``intake.child``.
"""
