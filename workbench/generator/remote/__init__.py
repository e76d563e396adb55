"""Requests to services over HTTP: at their pace, again where a failure may pass, within a budget.

Exchange ── wire (one request, once)
   ├── Place     where, and who gets the credentials
   ├── Access    Basic, Bearer, Delegated
   ├── Holds     what rests until when, by the scope of a limit
   └── Budget    requests and seconds
"""

from workbench.generator.remote.access import Access, Basic, Bearer, Delegated, Keyring
from workbench.generator.remote.ask import Ask, File, Reply, as_object, as_objects, objects, parsed
from workbench.generator.remote.budget import BUDGET, Budget
from workbench.generator.remote.clock import Clock, RealTime
from workbench.generator.remote.exchange import Exchange
from workbench.generator.remote.place import Host, Place, loopback
from workbench.generator.remote.waits import Holds

__all__ = [
    "BUDGET",
    "Access",
    "Ask",
    "Basic",
    "Bearer",
    "Budget",
    "Clock",
    "Delegated",
    "Exchange",
    "File",
    "Holds",
    "Host",
    "Keyring",
    "Place",
    "RealTime",
    "Reply",
    "as_object",
    "as_objects",
    "loopback",
    "objects",
    "parsed",
]
