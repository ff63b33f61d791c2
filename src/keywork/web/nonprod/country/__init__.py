"""An invented country: whole authorities of invented records, made in columns, for measuring at the size of England."""
