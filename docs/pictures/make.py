"""Make the pictures of the README from real output: `.venv/bin/python docs/pictures/make.py`.

Needs pdftoppm (Debian: poppler-utils) for the page of the report.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import typst

ROOT = Path(__file__).parents[2]
PICTURES = Path(__file__).parent
COMMAND = str(Path(sys.executable).with_name("zusage"))
CONTRACT = "contracts/pluvo.yaml"
LOGS = "--outages samples/outages.csv --maintenance samples/maintenance.csv"
LOGS += " --observed samples/observed.json --each --component learning/hafenwerk --lang en"
REPORT_PAGE = 2

TERMINAL = """
#set page(width: auto, height: auto, margin: 18pt, fill: rgb("#16181d"))
#set text(font: "DejaVu Sans Mono", size: 9pt, fill: rgb("#e6e6e6"))
#set par(leading: 0.45em)
#raw(sys.inputs.shown, block: true)
"""


def run(*arguments: str) -> str:
    """Run the command in the root of the repository and return what it prints."""
    done = subprocess.run(  # noqa: S603  # our own command, with arguments from above
        [COMMAND, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


def terminal(lines: int) -> bytes:
    """Return a picture of the first lines of the verdict table."""
    shown = run("evaluate", CONTRACT, *LOGS.split()).splitlines()[:lines]
    text = "\n".join([f"$ zusage evaluate {CONTRACT} …", "", *shown])
    return typst.compile(
        TERMINAL.encode(),
        sys_inputs={"shown": text},
        format="png",
        ppi=120,
        ignore_system_fonts=True,
    )


def report(page: int) -> bytes:
    """Return a picture of a page of the report."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/report.pdf"
        run("report", CONTRACT, *LOGS.split(), "-o", file)
        pages = ["-f", str(page), "-l", str(page), "-singlefile", "-r", "80", "-png"]
        subprocess.run(  # noqa: S603
            ["pdftoppm", *pages, file, f"{folder}/page"],  # noqa: S607  # wherever it is installed
            check=True,
        )
        return Path(folder, "page.png").read_bytes()


if __name__ == "__main__":
    (PICTURES / "verdicts.png").write_bytes(terminal(lines=24))
    (PICTURES / "report.png").write_bytes(report(REPORT_PAGE))
