"""Make the sample documents of docs/ again, after a change of the paper or of the rules.

Usage: python tools/sample_documents.py (the picture of the web chat comes from tests/bot/web/test_browser_files.py).
"""  # noqa: INP001

import asyncio
from pathlib import Path

from bot.documents import iuran, make, typesetting
from bot.documents.iuran_paper import paper
from bot.message import File
from knowledge.book import Book
from knowledge.iuran import Group, Plan

DOCS = Path(__file__).parent.parent / "docs"
PLAN = Plan(
    (Group("pengurus", 5, "PU", 3_000_000), Group("karyawan", 2, "PU", 2_500_000), Group("petani", 40, "BPU", None))
)
INPUTS = {"plan": PLAN.to_json(), "on": "2026-11-26"}


async def main() -> None:
    book = Book.load()
    for form, target in (("pdf", "contoh/iuran-koperasi.pdf"), ("png", "pictures/iuran.png")):
        made = await make(File("iuran", form, INPUTS), book)
        (DOCS / target).write_bytes(made.content)
    bill = iuran.read(INPUTS, book)
    page = typesetting.typeset("iuran", {**paper(bill, book), "paper": "a4"}, bill.on, format="png", ppi=110.0)
    (DOCS / "pictures/iuran-pdf.png").write_bytes(page)


if __name__ == "__main__":
    asyncio.run(main())
