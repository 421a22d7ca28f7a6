"""Start Inpatient Hub with `python -m inpatient_hub`."""

from inpatient_hub.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
