"""A model that ``transformers`` loads from a folder, in this process: wordings and losses on the CPU."""

from __future__ import annotations

import gc
import math
import os
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from klartext.errors import ModelError
from klartext.model import prompt
from klartext.model.contract import Ask, Candidate, Identity
from klartext.model.folder import ModelFolder, damaged
from klartext.model.steering import Digits, Flag, Steering

if TYPE_CHECKING:
    import torch

_SURROUNDINGS: Final = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TQDM_DISABLE": "1",
    "OMP_WAIT_POLICY": "passive",
    "KMP_BLOCKTIME": "0",
}
"""What keeps the libraries from asking any address, and cores from spinning while they wait for each other: on a
machine with other work, spinning made an answer ten times slower."""

SAMPLES: Final = 3
"""Candidates besides the most likely one."""
TEMPERATURE: Final = 0.7
BATCH: Final = 3
"""Sentences that are worked on together, after the first."""

_GROWTH, _SPARE, _LONGEST = 1.6, 16, 400
"""An answer has at most so many pieces as its sentence times the growth, plus the spare ones."""
_SENTENCE_MOST: Final = 400
"""A sentence with more pieces is a fault of the text, not a sentence; it is left alone."""
_TEXT_MOST: Final = 512
_LOSS_CELLS: Final = 40_000_000
"""How many numbers of the vocabulary times pieces one batch of losses may hold (four bytes each)."""


def prepare() -> None:
    """Set up the surroundings of the libraries; to be called before they are loaded."""
    os.environ.update(_SURROUNDINGS)


def load(folder: ModelFolder, threads: int | None = None) -> Transformer:
    """Load tokenizer and weights.

    Raises:
        ModelError: KT-T01 the extra is missing, KT-T04 files have changed since they were installed, KT-T05 memory is
            short, KT-T11 the library cannot load the model.
    """
    prepare()
    try:
        import torch
        from tqdm import tqdm
        from transformers import AutoTokenizer
        from transformers.utils import logging
    except ImportError as problem:
        raise extra_missing(problem.name or str(problem)) from problem
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    tqdm.set_lock(threading.RLock())  # its own is a semaphore that outlives the process
    if broken := damaged(folder.path):
        raise ModelError(
            "KT-T04",
            f"Dateien des Sprachmodells sind beschädigt: {', '.join(broken)}.",
            "„klartext model install“ richtet es neu ein. Ohne Modell arbeiten alle Regeln weiter.",
            str(folder.path),
        )
    if threads:
        torch.set_num_threads(threads)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the libraries say about each other helps nobody here
            tokenizer = AutoTokenizer.from_pretrained(folder.path, **_where(folder))
            model = _model(folder)
    except MemoryError as problem:
        raise ModelError(
            "KT-T05",
            f"Der Arbeitsspeicher reicht nicht: Das Sprachmodell braucht etwa {folder.megabytes} MB.",
            "Schließen Sie andere Programme oder arbeiten Sie ohne Sprachmodell weiter.",
            str(folder.path),
        ) from problem
    except Exception as problem:  # what a broken or foreign folder makes the libraries raise is not foreseeable
        raise ModelError(
            "KT-T11",
            f"Das Sprachmodell lässt sich nicht laden ({_short(problem)}).",
            "„klartext model info“ zeigt, ob Dateien beschädigt sind. Ohne Modell arbeiten alle Regeln weiter.",
            str(folder.path),
        ) from problem
    return Transformer(folder, tokenizer, model)


def extra_missing(package: str) -> ModelError:
    """Return the error for a missing package of the extra (KT-T01)."""
    return ModelError(
        "KT-T01",
        f"Für das Sprachmodell fehlt ein Paket: {package}.",
        "„klartext doctor“ nennt den Befehl, der es ergänzt.",
    )


def groups(count: int) -> list[range]:
    """Return what is worked on side by side: the first sentence alone, so that it comes soon, then some at a time."""
    numbers = range(count)
    return [group for group in (numbers[:1], *(numbers[at : at + BATCH] for at in range(1, count, BATCH))) if group]


class Transformer:
    """The model of one folder. It is not made for several threads at once."""

    def __init__(self, folder: ModelFolder, tokenizer: Any, model: Any) -> None:  # noqa: ANN401 - an extra's types
        self._folder, self._tokenizer, self._model = folder, tokenizer, model
        if tokenizer.pad_token is None:
            tokenizer.pad_token = tokenizer.eos_token
        self._control = frozenset(t.content for t in tokenizer.added_tokens_decoder.values() if t.special)
        self._form = "chat" if folder.form == "examples" and tokenizer.chat_template else folder.form
        self._digits = Digits(tokenizer)
        self._ends = _ends(tokenizer, model, folder.kind == "causal" and self._form != "chat")

    @property
    def identity(self) -> Identity:
        """The name, version and checksum of the folder."""
        return self._folder.identity

    def close(self) -> None:
        """Free the memory."""
        self._model = None
        gc.collect()

    def rewrite(
        self, asks: Sequence[Ask], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
        """Yield candidates, group by group."""
        for group in groups(len(asks)):
            answers = self.together([asks[number] for number in group], cancelled)
            if answers is None:
                return
            yield from zip(group, answers, strict=True)

    def together(self, asks: Sequence[Ask], cancelled: Callable[[], bool]) -> list[tuple[Candidate, ...]] | None:
        """Return the candidates of sentences that are worked on side by side; None once somebody has cancelled."""
        sentences = [prompt.one_line(ask.sentence) for ask in asks]
        lengths = [len(pieces) for pieces in self._cut(sentences)]
        able = [n for n, length in enumerate(lengths) if 0 < length <= _SENTENCE_MOST and self._plain(sentences[n])]
        found: list[tuple[Candidate, ...]] = [()] * len(asks)
        if able and not cancelled():
            most = min(round(max(lengths[number] for number in able) * _GROWTH) + _SPARE, _LONGEST)
            for number, answers in zip(able, self._answers([sentences[n] for n in able], most, cancelled), strict=True):
                found[number] = answers
        return None if cancelled() else found

    def losses(self, texts: Sequence[str]) -> list[float]:
        """Return mean losses in nats per piece."""
        if self._folder.kind == "seq2seq":
            raise NotImplementedError
        cut = [pieces[:_TEXT_MOST] for pieces in self._cut([prompt.one_line(text) for text in texts], start=True)]
        order = sorted(range(len(cut)), key=lambda number: len(cut[number]))
        found = [math.inf] * len(cut)
        for batch in _batches([n for n in order if len(cut[n]) > 1], cut, self._model.config.vocab_size):
            for number, loss in zip(batch, self._losses([cut[n] for n in batch]), strict=True):
                found[number] = loss
        return found

    def _losses(self, texts: list[list[int]]) -> list[float]:
        import torch

        longest = max(map(len, texts))
        pieces = torch.tensor([text + [self._tokenizer.pad_token_id] * (longest - len(text)) for text in texts])
        mask = torch.tensor([[1] * len(text) + [0] * (longest - len(text)) for text in texts])
        with torch.inference_mode():
            logits = self._model(input_ids=pieces, attention_mask=mask).logits[:, :-1].float()
            each = torch.nn.functional.cross_entropy(logits.transpose(1, 2), pieces[:, 1:], reduction="none")
        counted = mask[:, 1:]
        return ((each * counted).sum(1) / counted.sum(1)).tolist()  # type: ignore[no-any-return]

    def _answers(self, sentences: list[str], most: int, cancelled: Callable[[], bool]) -> list[tuple[Candidate, ...]]:
        """Return the candidates of each sentence, all worked out together; an answer has at most ``most`` pieces."""
        import torch
        from transformers import GenerationConfig, LogitsProcessorList, StoppingCriteriaList

        each = 1 + SAMPLES
        encoded = {key: value.repeat_interleave(each, dim=0) for key, value in self._encode(sentences).items()}
        steering = Steering(sentences, each, TEMPERATURE, self._digits, self._ends)
        config = self._model.generation_config
        settings = GenerationConfig(
            do_sample=False,
            num_beams=1,
            max_new_tokens=most,
            eos_token_id=self._ends,
            pad_token_id=self._tokenizer.pad_token_id,
            decoder_start_token_id=config.decoder_start_token_id,
            forced_bos_token_id=config.forced_bos_token_id,
        )
        with torch.inference_mode():
            written = self._model.generate(
                **encoded,
                generation_config=settings,
                logits_processor=LogitsProcessorList([steering]),
                stopping_criteria=StoppingCriteriaList([Flag(cancelled)]),
            )
        start = encoded["input_ids"].shape[1] if self._folder.kind == "causal" else 1
        texts, losses = [self._read(row[start:]) for row in written.tolist()], steering.losses()
        return [
            _candidates(sentence, texts[at : at + each], losses[at : at + each])
            for sentence, at in zip(sentences, range(0, len(texts), each), strict=True)
        ]

    def _encode(self, sentences: list[str]) -> dict[str, torch.Tensor]:
        """Return the questions as pieces, filled up at the left."""
        if self._folder.kind == "seq2seq":
            texts = [self._folder.lead_in + prompt.as_data(sentence) for sentence in sentences]
        elif self._form == "chat":
            settings = {"tokenize": False, "add_generation_prompt": True}
            texts = [self._tokenizer.apply_chat_template(prompt.talk(s), **settings) for s in sentences]
        else:
            put = prompt.prompt if self._form == "own" else prompt.prompt_with_examples
            texts = [put(sentence) for sentence in sentences]
        encoded = self._tokenizer(
            texts, return_tensors="pt", padding=True, padding_side="left", add_special_tokens=self._form != "chat"
        )
        return {key: encoded[key] for key in ("input_ids", "attention_mask")}

    def _plain(self, sentence: str) -> bool:
        """Return whether no control piece of this model would come out of a sentence."""
        data = prompt.as_data(sentence)
        return not any(mark in data for mark in self._control)

    def _cut(self, texts: list[str], start: bool = False) -> list[list[int]]:
        """Return the pieces of texts, with the piece that starts a text if it is wanted."""
        if not texts:
            return []
        found: list[list[int]] = self._tokenizer(texts, add_special_tokens=start)["input_ids"]
        return found

    def _read(self, pieces: list[int]) -> str:
        """Return the wording of an answer; empty if it was cut off."""
        end = next((at for at, piece in enumerate(pieces) if piece in self._ends), None)
        if end is None:
            return ""
        text = self._tokenizer.decode(pieces[:end], skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return prompt.from_talk(text) if self._form == "chat" else prompt.from_data(text)


def _where(folder: ModelFolder) -> dict[str, Any]:
    """Return the settings that keep loading inside the folder and free of foreign code."""
    found: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    return {**found, "gguf_file": folder.gguf} if folder.gguf else found


def _model(folder: ModelFolder) -> Any:  # noqa: ANN401 - an extra's type
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM

    kind = AutoModelForSeq2SeqLM if folder.kind == "seq2seq" else AutoModelForCausalLM
    safe = {} if folder.gguf else {"use_safetensors": True}
    model = kind.from_pretrained(folder.path, dtype=torch.float32 if folder.wide else "auto", **safe, **_where(folder))
    if folder.adapter:
        from peft import PeftModel

        model = PeftModel.from_pretrained(model, folder.adapter, local_files_only=True).merge_and_unload()
    return model.eval().requires_grad_(False)


def _ends(tokenizer: Any, model: Any, lines: bool) -> list[int]:  # noqa: ANN401 - types of an extra
    """Return the pieces that end an answer, with those of a line end if an answer is a line."""
    config = model.generation_config.eos_token_id
    found = [tokenizer.eos_token_id, *(config if isinstance(config, list) else [config])]
    if lines:
        for text in (prompt.STOP, prompt.STOP * 2):
            last = tokenizer(text, add_special_tokens=False)["input_ids"][-1:]
            found += [piece for piece in last if not tokenizer.decode([piece]).strip(prompt.STOP)]
    return list(dict.fromkeys(piece for piece in found if piece is not None))


def _candidates(sentence: str, texts: list[str], losses: list[float]) -> tuple[Candidate, ...]:
    """Return the answers that say something new, the most likely one first, then by their loss."""
    first, *others = (Candidate(text, loss) for text, loss in zip(texts, losses, strict=True))
    ordered = [first, *sorted(others, key=lambda candidate: candidate.loss or 0.0)]
    fresh = {candidate.text: candidate for candidate in reversed(ordered) if candidate.text not in ("", sentence)}
    return tuple(reversed(fresh.values()))


def _batches(order: list[int], cut: list[list[int]], vocabulary: int) -> Iterator[list[int]]:
    """Yield groups of texts, from short to long, whose numbers of the vocabulary fit into memory."""
    batch: list[int] = []
    for number in order:
        if batch and (len(batch) + 1) * len(cut[number]) * vocabulary > _LOSS_CELLS:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _short(problem: Exception) -> str:
    return prompt.one_line(str(problem) or type(problem).__name__)[:200]
