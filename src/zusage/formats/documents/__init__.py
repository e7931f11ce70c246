"""Readable documents: an outline of what is said, and its three forms: HTML, PDF and plain text.

* `outline`: the document as a tree of frozen values, in one language. Start there.
* `wording`: numbers, durations, dates, calendars and names in German and English.
* `html.page`, `typst.pdf`, `plain.text`: the same outline as a page, a PDF/A and plain text.
* `chart`: pictures as SVG, for the page and for the PDF. `selection`: parts of an outline.
* `contract`: what a contract says, as an outline.
"""
