"""Paper: what Typst sets, with fonts that come along. Done in a process of its own that ends.

The typesetter and its fonts take more memory than the rest of a web worker together; in a
process that ends they cost nothing afterwards.
"""

from survey.press.asking import REFUSED, SetRefused, TookTooLong, drawn

__all__ = ["REFUSED", "SetRefused", "TookTooLong", "drawn"]
