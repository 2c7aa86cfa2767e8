"""The version of the app, named here and nowhere else."""

VERSION = "0.2.0"
