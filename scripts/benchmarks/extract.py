"""trafilatura: a page a line in, its article's text a line out, both as JSON. As it comes, without options."""

import json
import sys

import trafilatura

for line in sys.stdin:
    page = json.loads(line)
    try:
        answer = {"text": trafilatura.extract(page["html"], url=page["url"] or None) or ""}
    except Exception as error:  # whatever it is, it is an answer
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
