"""Schemathesis reads the description of the interface and asks whatever it allows, and what it does not."""

from __future__ import annotations

import threading
import warnings

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from loaded import checker
from schemathesis.specs.openapi.checks import positive_data_acceptance

from klartext.api import PREFIX, build_api
from klartext.api.limits import Rate, Turn
from klartext.api.problems import handle_errors

api = build_api(checker(), Turn(threading.Lock()), Rate(1_000_000, 1_000_000))
site = FastAPI(openapi_url=None)
handle_errors(site)
site.mount(PREFIX, api)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    schema = schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", site)


@schema.parametrize()
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: schemathesis.Case):
    answer = case.call_and_validate(excluded_checks=[positive_data_acceptance])
    if case.meta is not None and case.meta.generation.mode.is_positive and answer.status_code == 422:
        # What the description allows may still be no letter or no decision, but never an unreadable request.
        assert answer.json()["error"]["code"] != "KT-H08"
