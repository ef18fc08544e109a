"""Household, person, village: what the answers of any form say about them (pure)."""

from yihu.register.answers import PropertyMaps, Value
from yihu.register.household import Cause, Household, Person
from yihu.register.income import Income
from yihu.register.read import read_household

__all__ = ["Cause", "Household", "Income", "Person", "PropertyMaps", "Value", "read_household"]
