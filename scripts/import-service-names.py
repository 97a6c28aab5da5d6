#!/usr/bin/env python3
"""Writes server/wire/absent/services.json: the name that a person reads, by the service's name in a credential scope.

Run by hand when newer services are wanted; the result is committed. Services that share a scope share the name of the
one that is called like the scope, or else the shortest.
Source: botocore data (Apache-2.0).
"""
import collections, json, pathlib
import botocore.session

OUT = pathlib.Path(__file__).parent.parent / "server/wire/absent/services.json"
PRESENT = {"iam", "sts", "cloudtrail"}


def name(metadata):
    short, full = metadata.get("serviceAbbreviation", ""), metadata["serviceFullName"]
    return short if short.startswith(("Amazon ", "AWS ")) else full


session = botocore.session.get_session()
found = collections.defaultdict(dict)
for service in session.get_available_services():
    model = session.get_service_model(service)
    found[model.signing_name][service] = name(model.metadata)
names = {scope: of.get(scope) or min(of.values(), key=len) for scope, of in sorted(found.items()) if scope not in PRESENT}
OUT.write_text(json.dumps(names, indent=2, ensure_ascii=True) + "\n")
