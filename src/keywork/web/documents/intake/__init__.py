"""Taking a file in: what kind it is by its content, whether it can do harm, and the copy that people read.

Nothing here knows Django. All of it runs in a process of its own (``child``), which may use little memory and time.
"""
