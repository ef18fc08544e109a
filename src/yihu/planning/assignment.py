"""The cheapest way to send as many units as can be through a network with capacities.

Primal-dual: shortest ways by Dijkstra over costs reduced by potentials, then as much as can go over ways of that
length at once (Dinic). Costs are small whole numbers, so there are few different lengths and few rounds. After Ahuja,
Magnanti, Orlin: Network Flows (1993), 9.8.
"""

from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush

from yihu.base.progress import Progress, Silent

_FAR = 1 << 60


@dataclass(slots=True)
class Network:
    """Nodes are numbered from 0; an arc and its way back stand beside each other, `arc ^ 1`.

    Attributes:
        ends: node an arc leads to. costs: 0 or more for one unit. rooms: units that still fit.
        leaving: node -> its arcs.
    """

    ends: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    rooms: list[int] = field(default_factory=list)
    leaving: list[list[int]] = field(default_factory=list)

    def node(self) -> int:
        """A new node."""
        self.leaving.append([])
        return len(self.leaving) - 1

    def arc(self, start: int, end: int, room: int, cost: int = 0) -> int:
        """A new arc; its number. ValueError below 0."""
        if room < 0 or cost < 0:
            raise ValueError("an arc has no room or cost below 0")
        number = len(self.ends)
        for at, to, fits, costs in ((start, end, room, cost), (end, start, 0, -cost)):
            self.leaving[at].append(len(self.ends))
            self.ends.append(to)
            self.rooms.append(fits)
            self.costs.append(costs)
        return number

    def sent(self, arc: int) -> int:
        """Units that went over an arc."""
        return self.rooms[arc ^ 1]


def send_cheaply(
    network: Network, source: int, sink: int, wanted: int = 0, progress: Progress | None = None
) -> int:
    """Send as many units as can be, at the least cost for so many; how many. Read them from `network.sent`.

    `wanted`: units there are to send, to tell how far it is. Raises Cancelled.
    """
    progress = progress or Silent()
    potentials = [0] * len(network.leaving)
    total = 0
    while True:
        progress.step(total, wanted)
        distances = _distances(network, source, potentials)
        if distances[sink] == _FAR:
            return total
        for node, distance in enumerate(distances):
            potentials[node] += min(distance, distances[sink])
        while levels := _levels(network, source, sink, potentials):
            places = [0] * len(network.leaving)
            while pushed := _push(network, source, sink, potentials, levels, places):
                total += pushed


def _distances(network: Network, source: int, potentials: list[int]) -> list[int]:
    ends, costs, rooms, leaving = network.ends, network.costs, network.rooms, network.leaving
    distances = [_FAR] * len(leaving)
    distances[source] = 0
    heap = [(0, source)]
    while heap:
        distance, node = heappop(heap)
        if distance > distances[node]:
            continue
        base = distance + potentials[node]
        for arc in leaving[node]:
            if rooms[arc]:
                end = ends[arc]
                reached = base + costs[arc] - potentials[end]
                if reached < distances[end]:
                    distances[end] = reached
                    heappush(heap, (reached, end))
    return distances


def _levels(network: Network, source: int, sink: int, potentials: list[int]) -> list[int]:
    """How many arcs of reduced cost 0 each node is away; empty when the sink can't be reached."""
    ends, costs, rooms, leaving = network.ends, network.costs, network.rooms, network.leaving
    levels = [-1] * len(leaving)
    levels[source] = 0
    waiting = deque((source,))
    while waiting:
        node = waiting.popleft()
        for arc in leaving[node]:
            end = ends[arc]
            if rooms[arc] and levels[end] < 0 and costs[arc] + potentials[node] == potentials[end]:
                levels[end] = levels[node] + 1
                waiting.append(end)
    return levels if levels[sink] >= 0 else []


def _push(
    network: Network, source: int, sink: int, potentials: list[int], levels: list[int], places: list[int]
) -> int:
    """Send what fits over one way of reduced cost 0; 0 when there is none left."""
    ends, costs, rooms, leaving = network.ends, network.costs, network.rooms, network.leaving
    way: list[int] = []
    node = source
    while node != sink:
        arcs = leaving[node]
        while places[node] < len(arcs):
            arc = arcs[places[node]]
            end = ends[arc]
            if (
                rooms[arc]
                and levels[end] == levels[node] + 1
                and costs[arc] + potentials[node] == potentials[end]
            ):
                way.append(arc)
                node = end
                break
            places[node] += 1
        else:
            if not way:
                return 0
            node = ends[way.pop() ^ 1]
            places[node] += 1
    fits = min(rooms[arc] for arc in way)
    for arc in way:
        rooms[arc] -= fits
        rooms[arc ^ 1] += fits
    return fits
