from klartext.model.cache import Remembering
from klartext.model.contract import Ask, Candidate, Identity


class Counting:
    """Remembers what it was asked; says each sentence in capitals."""

    identity = Identity("m", "1", "")

    def __init__(self):
        self.asked, self.measured, self.closed = [], [], False

    def rewrite(self, asks, cancelled):
        for number, ask in enumerate(asks):
            if cancelled():
                return
            self.asked.append(ask.sentence)
            yield number, (Candidate(ask.sentence.upper(), None),)

    def losses(self, texts):
        self.measured += texts
        return [float(len(text)) for text in texts]

    def close(self):
        self.closed = True


def told(model, *sentences, cancelled=lambda: False):
    return [(n, c[0].text) for n, c in model.rewrite([Ask(s, ()) for s in sentences], cancelled)]


def test_a_sentence_is_asked_once_and_keeps_its_place():
    inner = Counting()
    model = Remembering(inner)
    assert told(model, "b") == [(0, "B")]
    assert sorted(told(model, "a", "b", "c")) == [(0, "A"), (1, "B"), (2, "C")]
    assert inner.asked == ["b", "a", "c"]


def test_what_is_known_comes_first():
    model = Remembering(Counting())
    told(model, "b")
    assert told(model, "a", "b")[0] == (1, "B")


def test_other_protected_places_are_another_question():
    inner = Counting()
    model = Remembering(inner)
    for places in ((), ("a",), ()):
        list(model.rewrite([Ask("a", places)], lambda: False))
    assert inner.asked == ["a", "a"]


def test_what_was_cancelled_is_asked_again():
    inner = Counting()
    model = Remembering(inner)
    assert told(model, "a", cancelled=lambda: True) == []
    assert told(model, "a") == [(0, "A")]


def test_the_oldest_answers_are_forgotten():
    inner = Counting()
    model = Remembering(inner, most=2)
    told(model, "a", "b")
    told(model, "a")
    told(model, "c")
    told(model, "a", "b")
    assert inner.asked == ["a", "b", "c", "b"]


def test_losses_are_measured_once_even_if_a_text_stands_twice_or_the_memory_is_small():
    inner = Counting()
    model = Remembering(inner, most=1)
    assert model.losses(["aa", "b", "aa"]) == [2.0, 1.0, 2.0]
    assert inner.measured == ["aa", "b"]
    assert model.losses(["b"]) == [1.0]
    assert inner.measured == ["aa", "b"]


def test_closing_forgets_and_closes():
    inner = Counting()
    model = Remembering(inner)
    told(model, "a")
    model.close()
    told(model, "a")
    assert inner.closed
    assert inner.asked == ["a", "a"]
    assert model.identity == inner.identity
