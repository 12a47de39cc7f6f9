"""Marks: what stands in a question where something personal stood."""

import re

NUMBER, ADDRESS, NAME, PLACE, DAY = "<nomor>", "<alamat>", "<nama>", "<tempat>", "<tanggal>"
MARK = re.compile("|".join((NUMBER, ADDRESS, NAME, PLACE, DAY)))
