"""``python -m klartext`` is the command ``klartext``."""

from klartext.cli import main

if __name__ == "__main__":
    main()
