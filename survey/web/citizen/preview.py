"""What would be kept of a comment, shown before it is sent. Nothing of it is kept here."""

from __future__ import annotations

from flask import Response, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from survey.intake.masking import mask
from survey.questionnaire import MOST_COMMENT, UnreadableSheet, read_comment
from survey.web.citizen import body

PLACES = "Places-Hidden"


def masked() -> Response:
    """Return the comment that was sent as it would be kept, as plain text.

    The header `PLACES` says how many places are hidden. No token is asked for: whoever sends a
    text learns nothing but that text.

    :raises HTTPException: as for a sheet: 415, if it is no plain text; 413, if it is longer than
        a comment may be; 400, if it cannot be read.
    """
    try:
        said = read_comment(body.text_of(request))
    except UnreadableSheet:
        raise BadRequest from None
    if len(said) > MOST_COMMENT:
        raise RequestEntityTooLarge
    text, places = mask(said)
    sent = {"Cache-Control": "private, no-store", PLACES: str(places)}
    return Response(text, mimetype="text/plain", headers=sent)
