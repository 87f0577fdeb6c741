"""trafilatura: a page a line in, its article's text a line out, both as JSON. As it comes, or with `precise` tuned for what is measured here."""

import json
import sys

import trafilatura

OPTIONS = {"favor_precision": True, "include_comments": False} if "precise" in sys.argv[1:] else {}

for line in sys.stdin:
    page = json.loads(line)
    try:
        answer = {"text": trafilatura.extract(page["html"], url=page["url"] or None, **OPTIONS) or ""}
    except Exception as error:  # whatever it is, it is an answer
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
