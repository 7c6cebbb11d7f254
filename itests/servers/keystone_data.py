# SPDX-License-Identifier: Apache-2.0
"""Projects, users, roles and the image endpoint of a fresh Keystone; what is there already stays."""
import json
import sys
import urllib.request

URL, ADMIN_PASSWORD, DEMO_PASSWORD, SERVICE_PASSWORD, IMAGE = sys.argv[1:]
DEFAULT = {"id": "default"}


def call(method, path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["X-Auth-Token"] = token
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, method=method, data=data, headers=headers)
    with urllib.request.urlopen(request) as answer:
        text = answer.read()
        return json.loads(text) if text else None, answer.headers


def log_in():
    user = {"name": "admin", "domain": DEFAULT, "password": ADMIN_PASSWORD}
    body = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}},
                     "scope": {"project": {"name": "admin", "domain": DEFAULT}}}}
    return call("POST", "/auth/tokens", body)[1]["X-Subject-Token"]


TOKEN = log_in()


def ensure(kind, name, **more):
    found = call("GET", f"/{kind}s?name={name}", token=TOKEN)[0][kind + "s"]
    if found:
        return found[0]["id"]
    return call("POST", f"/{kind}s", {kind: dict(name=name, **more)}, TOKEN)[0][kind]["id"]


ROLES = {name: ensure("role", name) for name in ("admin", "member", "reader", "service")}
PROJECTS = {name: ensure("project", name, domain_id="default") for name in ("demo", "alt_demo", "service", "admin")}
USERS = (("demo", DEMO_PASSWORD, "demo", ("member", "reader")),
         ("alt_demo", DEMO_PASSWORD, "alt_demo", ("member", "reader")),
         ("reader", DEMO_PASSWORD, "demo", ("reader",)),
         ("glance", SERVICE_PASSWORD, "service", ("admin", "service")))
for name, password, project, roles in USERS:
    user = ensure("user", name, domain_id="default", password=password)
    for role in roles:
        call("PUT", f"/projects/{PROJECTS[project]}/users/{user}/roles/{ROLES[role]}", token=TOKEN)

services = call("GET", "/services?type=image", token=TOKEN)[0]["services"]
if services:
    service = services[0]["id"]
else:
    body = {"service": {"type": "image", "name": "glance"}}
    service = call("POST", "/services", body, TOKEN)[0]["service"]["id"]
endpoints = call("GET", "/endpoints?service_id=" + service, token=TOKEN)[0]["endpoints"]
for interface in ("public", "internal", "admin"):
    found = [each for each in endpoints if each["interface"] == interface]
    if not found:
        body = {"interface": interface, "service_id": service, "url": IMAGE, "region": "RegionOne"}
        call("POST", "/endpoints", {"endpoint": body}, TOKEN)
    elif found[0]["url"] != IMAGE:
        call("PATCH", "/endpoints/" + found[0]["id"], {"endpoint": {"url": IMAGE}}, TOKEN)
