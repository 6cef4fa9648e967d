"""A day, a week or a year of calls and visits, simulated call by call: waits, losses and costs of what is and of what if."""

from hantong_planning.simulate.problem import Scenario
from hantong_planning.simulate.reading import example_names, read_example, read_file, read_scenario
from hantong_planning.simulate.results import Outcome
from hantong_planning.simulate.solve import simulate

__all__ = ["Outcome", "Scenario", "example_names", "read_example", "read_file", "read_scenario", "simulate"]
