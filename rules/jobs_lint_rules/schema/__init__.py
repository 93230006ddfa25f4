"""How a job is written: what the service's tools drop, refuse or read as something else."""
