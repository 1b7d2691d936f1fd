"""Office's files are zips that hold the moment they were made. Here they bear the freeze's day."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_MOMENT = re.compile(rb">\d{4}-\d\d-\d\dT[\d:.]+Z?<")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell


def steady(data: bytes, day: date) -> bytes:
    """Return the same file, and the workbooks inside it, as if made on `day`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            inside = old.read(name)
            if name.endswith(".xlsx"):
                inside = steady(inside, day)
            elif name == "docProps/core.xml":
                inside = _MOMENT.sub(f">{day.isoformat()}T00:00:00Z<".encode(), inside)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, inside)
    return out.getvalue()
