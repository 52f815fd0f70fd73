"""Holds examples/service against every case: records, and refusals in both languages.

    TOKEN=civ_… python3 runner.py FOLDER http://127.0.0.1:8080
"""
import http.client
import json
import os
import sys
import urllib.parse

TITLES = {"zh": "参数或信息有误", "en": "parameters or facts that cannot be"}
GO = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def written(value):
    """JSON as the service writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(GO).encode()


def refusal(errors, language, request):
    """The problem details (RFC 9457) that a refusal with these faults is."""
    faults = []
    for e in errors:
        part = e.get("part", "")
        fault = {
            "pointer": ("/" + part if part else "") + e["pointer"], "code": e["code"], "reason": e["reason"][language], "rule": e.get("rule"),
            "part": part, "field": e.get("field"), "label": e.get("label", {}).get(language), "value": e.get("value"),
        }
        faults.append({k: v for k, v in fault.items() if v or k in ("pointer", "code", "reason")})
    return written({"type": "urn:civilaffairs:problem:refused", "title": TITLES[language], "status": 422, "request_id": request, "errors": faults})


class Service:
    def __init__(self, url, token):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self.token = token

    def explain(self, rule, parameters, facts, language):
        given = '"parameters":' + parameters + "," if parameters is not None else ""
        body = ("{" + given + '"facts":' + facts + "}").encode()  # texts put side by side: no number is read
        self.connection.request("POST", "/rules/" + urllib.parse.quote(rule) + "/explain", body, {
            "Authorization": "Bearer " + self.token, "Content-Type": "application/json", "Accept-Language": language})
        response = self.connection.getresponse()
        return response.status, response.getheader("X-Request-Id"), response.read()


def compare(at, want, got):
    """How many bytes differ; a length that is another counts too."""
    places = [i for i, (w, g) in enumerate(zip(want, got)) if w != g]
    differing = len(places) + abs(len(want) - len(got))
    if differing:
        first = places[0] if places else min(len(want), len(got))
        near = [b[max(0, first - 30):first + 30].decode(errors="replace") for b in (want, got)]
        print(f"{at}: {differing} bytes differ, the first is {first + 1}: want …{near[0]}…, got …{near[1]}…", file=sys.stderr)
    return differing


def main(folder, url):
    service = Service(url, os.environ["TOKEN"])

    def read(name):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            return json.load(f)

    index = read("index.json")
    if index["format"] != 1:
        sys.exit(f"format {index['format']}: this runner reads 1")
    cases = bodies = size = differing = 0
    for entry in index["files"]:
        file = read(entry["file"])
        if len(file["cases"]) != entry["cases"]:
            sys.exit(f"{entry['file']}: {len(file['cases'])} cases, the index says {entry['cases']}")
        for c in file["cases"]:
            cases += 1
            for language in ("zh",) if "record" in c else ("zh", "en"):
                at = f"{file['rule']} case {c['case']} ({c['note']['en']}) in {language}"
                status, request, got = service.explain(file["rule"], c.get("parameters"), c["facts"], language)
                want = c["record"].encode() if "record" in c else refusal(c["errors"], language, request)
                bodies, size = bodies + 1, size + len(want)
                differing += compare(at, want, got)
                if status != (200 if "record" in c else 422):
                    print(f"{at}: status {status}", file=sys.stderr)
                    differing += 1
    print(f"python: {len(index['files'])} rules, {cases} cases, {bodies} bodies of {size} bytes, {differing} differing bytes")
    return 0 if cases and not differing else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
