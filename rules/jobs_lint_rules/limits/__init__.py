"""Hard limits: what the service refuses, or what can't happen."""
