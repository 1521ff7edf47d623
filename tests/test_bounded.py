"""A memory forgets what was put longest ago, and never more than it has to."""

from klartext.bounded import Bounded


def test_what_was_put_longest_ago_is_forgotten():
    memory = Bounded[str, int](2)
    memory.put("a", 1)
    memory.put("b", 2)
    memory.put("a", 3)
    memory.put("c", 4)
    assert (memory.get("a"), memory.get("b"), memory.get("c"), len(memory)) == (3, None, 4, 2)


def test_what_is_dropped_makes_room():
    memory = Bounded[str, int](1)
    memory.put("a", 1)
    memory.drop("a")
    memory.drop("nothing")
    assert len(memory) == 0 and memory.get("a") is None
    memory.put("b", 2)
    memory.clear()
    assert memory.get("b") is None
