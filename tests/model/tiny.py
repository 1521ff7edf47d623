"""Small models with real weights, made and trained in seconds: letters as pieces, one thing learnt by heart."""

from __future__ import annotations

import string
from pathlib import Path

import torch
import transformers

from klartext.model import pieces, prompt

OFFICIAL = "Der Betrag von 25 Euro ist zu zahlen."
PLAIN = "Sie zahlen 25 Euro."
SIGNS = string.ascii_letters + string.digits + " \n.,:;!?-()[]„“§ÄÖÜäöüß▁"


def tokenizer(**more: str) -> transformers.PreTrainedTokenizerFast:
    names = [*pieces.CONTROL, *(f"<0x{byte:02X}>" for byte in range(256)), *dict.fromkeys(SIGNS.replace(" ", ""))]
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=pieces.cutter(names),
        bos_token=pieces.START,
        eos_token=pieces.END,
        pad_token=pieces.PAD,
        unk_token=pieces.UNKNOWN,
        **more,
    )


def causal(folder: Path, chat_template: str | None = None, answer: str = PLAIN) -> Path:
    """Write a model that has learnt one answer in our form, or behind a template."""
    torch.manual_seed(1)
    cut = tokenizer()
    config = transformers.LlamaConfig(
        vocab_size=len(cut),
        hidden_size=48,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        max_position_embeddings=1024,
        tie_word_embeddings=True,
        bos_token_id=cut.bos_token_id,
        eos_token_id=cut.eos_token_id,
        pad_token_id=cut.pad_token_id,
    )
    model = transformers.LlamaForCausalLM(config)
    if chat_template:
        cut.chat_template = chat_template
        question = cut(cut.apply_chat_template(prompt.talk(OFFICIAL), tokenize=False), add_special_tokens=False)
        ids = question["input_ids"]
    else:
        ids = cut(prompt.prompt(OFFICIAL))["input_ids"]
    reply = cut(prompt.answer(answer), add_special_tokens=False)["input_ids"] + [cut.eos_token_id]
    learn(model, input_ids=torch.tensor([ids + reply]), labels=torch.tensor([[-100] * len(ids) + reply]))
    save(model, cut, folder)
    return folder


def seq2seq(folder: Path) -> Path:
    """Write an encoder-decoder that has learnt one answer."""
    torch.manual_seed(1)
    cut = tokenizer()
    config = transformers.T5Config(
        vocab_size=len(cut),
        d_model=48,
        d_kv=24,
        d_ff=96,
        num_layers=2,
        num_heads=2,
        dropout_rate=0.0,
        decoder_start_token_id=cut.pad_token_id,
        eos_token_id=cut.eos_token_id,
        pad_token_id=cut.pad_token_id,
    )
    model = transformers.T5ForConditionalGeneration(config)
    reply = cut(PLAIN, add_special_tokens=False)["input_ids"] + [cut.eos_token_id]
    learn(model, input_ids=torch.tensor([cut(OFFICIAL)["input_ids"]]), labels=torch.tensor([reply]))
    save(model, cut, folder)
    return folder


def learn(model: torch.nn.Module, **batch: torch.Tensor) -> None:
    """Train until the answer is known by heart."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.0)
    last = 9.0
    for _ in range(400):
        loss = model(**batch).loss
        last = loss.item()
        if last < 0.02:
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    torch.set_num_threads(threads)
    assert last < 0.1


def save(model: torch.nn.Module, cut: transformers.PreTrainedTokenizerFast, folder: Path) -> None:
    model.save_pretrained(folder)
    cut.save_pretrained(folder)
