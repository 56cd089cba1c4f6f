"""``python -m etl`` is ``jiedao``."""

from etl.cli import main

if __name__ == "__main__":
    main()
