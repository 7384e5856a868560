"""One GGUF loaded by llama.cpp: tokens, batched decodes, sequences; nothing of what they mean.

Imported lazily, by the adapters only. `llama_cpp.Llama` is not used: it copies the logits of
every token, where a reading wants a few dozen rows.
"""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np  # noqa: TID253

from rag.errors import ModelError
from rag.models.batch import Batch, Run, too_long
from rag.models.binding import api
from rag.models.gguf_file import check_gguf
from rag.models.interrupting import Interrupt
from rag.models.threads import physical_cores
from rag.models.weights import load

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float32]

_MICRO_BATCH: Final = 512
_METADATA_BYTES: Final = 1024


@dataclass(frozen=True, slots=True)
class Shape:
    """How a context is laid out; `embeddings` makes it an encoder's."""

    length: int
    sequences: int
    threads: int | None = None
    embeddings: bool = False


class Native:
    """A loaded GGUF with one context; freed by `close`."""

    def __init__(self, path: Path, shape: Shape, *, extra_buffers: bool) -> None:
        check_gguf(path)
        self.path = path
        self.sequences = shape.sequences
        self._model = load(path, extra_buffers=extra_buffers)
        trained = int(api.llama_model_n_ctx_train(self._model))
        self.length = min(shape.length, trained) if trained > 0 else shape.length
        self._interrupt = Interrupt()
        self._context = self._new_context(shape)
        self._memory = api.llama_get_memory(self._context)
        self._vocabulary = api.llama_model_get_vocab(self._model)
        self.vocabulary_size = int(api.llama_vocab_n_tokens(self._vocabulary))
        self._batch = Batch(self.length)
        self._adds_space = self._tokeniser_adds_space()

    def close(self) -> None:
        """Free the context and the weights; calling it again does nothing."""
        if self._context is not None:
            api.llama_free(self._context)
            api.llama_model_free(self._model)
            self._context = self._memory = self._model = None
            self._interrupt.close()

    def metadata(self, key: str) -> str | None:
        """The file's metadata value under `key` as text, at most 1,023 bytes, or None."""
        buffer = ctypes.create_string_buffer(_METADATA_BYTES)
        size = api.llama_model_meta_val_str(self._model, key.encode(), buffer, _METADATA_BYTES)
        return buffer.value.decode("utf-8", "replace") if size >= 0 else None

    @property
    def chat_template(self) -> str | None:
        """The Jinja chat template in the file, or None."""
        found = api.llama_model_chat_template(self._model, None)
        return found.decode("utf-8", "replace") if found else None

    @property
    def parameters(self) -> int:
        """The number of weights."""
        return int(api.llama_model_n_params(self._model))

    @property
    def dimension(self) -> int:
        """The width of a hidden state, hence of an embedding."""
        return int(api.llama_model_n_embd(self._model))

    def end_of_turn(self) -> int:
        """The token that ends an answer.

        That is the end-of-turn or end-of-text token that the chat template writes; llama.cpp
        guesses the former from a list of names and takes `<|endoftext|>` for SmolLM2's.
        """
        turn = int(api.llama_vocab_eot(self._vocabulary))
        text = int(api.llama_vocab_eos(self._vocabulary))
        known = [token for token in (turn, text) if token >= 0]
        if not known:
            raise ModelError(
                f"{self.path} names no token that ends a text", "Use an instruction-tuned model."
            )
        template = self.chat_template or ""
        return next((token for token in known if self.label(token) in template), known[-1])

    def ends(self, token: int) -> bool:
        """Whether a token ends a text or a turn."""
        return bool(api.llama_vocab_is_eog(self._vocabulary, token))

    def begin_mark(self) -> str:
        """How the token that begins a text is written; empty where the model has none."""
        token = int(api.llama_vocab_bos(self._vocabulary))
        return self.label(token) if token >= 0 else ""

    @property
    def marks_start(self) -> bool:
        """Whether `shared_tokens` puts that token before a prompt of its own accord."""
        return bool(api.llama_vocab_get_add_bos(self._vocabulary))

    def control_labels(self, text: str) -> tuple[str, ...]:
        """The labels in `text` that would be read as control tokens, the longest first."""
        if self._tokenise(text, control=True) == self._tokenise(text):
            return ()
        tokens = range(self.vocabulary_size)
        control = (t for t in tokens if api.llama_vocab_is_control(self._vocabulary, t))
        labels = {label for token in control if (label := self.label(token)) in text}
        return tuple(sorted(labels - {""}, key=len, reverse=True))

    def label(self, token: int) -> str:
        """A token as its vocabulary entry: `<|im_end|>`."""
        return self._piece(token, special=True).decode("utf-8", "replace")

    def piece(self, token: int) -> bytes:
        """The bytes a token stands for in text; empty for control tokens."""
        return self._piece(token, special=False)

    def shared_tokens(self, text: str) -> tuple[int, ...]:
        """The tokens of a prompt's beginning: control tokens are parsed, the start is marked."""
        return self._tokenise(text, mark_start=True, control=True)

    def tokens(self, text: str) -> tuple[int, ...]:
        """The tokens of text inside a prompt: nothing in it becomes a control token.

        Tokenisers of the SentencePiece kind write a space before each text they are given. It
        is taken back here, so that pieces tokenised one by one join as they stand.
        """
        if not text or not self._adds_space:
            return self._tokenise(text) if text else ()
        if text.startswith(" "):
            return self._tokenise(text[1:])
        return self._tokenise("\n" + text)[len(self._tokenise("\n")) :]

    def whole_tokens(self, text: str) -> tuple[int, ...]:
        """The tokens of a whole text for an encoder, with the marks its vocabulary asks for.

        Control tokens are parsed, as sentence-transformers does too.
        """
        return self._tokenise(text, mark_start=True, control=True)

    def decode(self, runs: Sequence[Run]) -> int:
        """Decode all runs in one batch; returns the number of outputs, in order of the runs.

        Raises:
            ModelError: the tokens do not fit the context.
            KeyboardInterrupt: Ctrl-C was pressed; what the cache holds of these runs is open.
        """
        outputs = self._batch.fill(runs)
        with self._interrupt.heard():
            status = int(api.llama_decode(self._context, self._batch.structure))
        if status == 1:
            raise too_long(self.length)
        if status != 0:
            raise ModelError(
                f"llama.cpp could not run {self.path.name} (status {status})",
                "Run 'rag doctor'; a smaller model needs less memory.",
            )
        return outputs

    def logits(self, outputs: int) -> "Floats":
        """The last decode's logits, shape (outputs, vocabulary); a view, valid until the next."""
        pointer = api.llama_get_logits(self._context)
        return np.ctypeslib.as_array(pointer, shape=(outputs, self.vocabulary_size))

    def embedding(self, sequence: int) -> "Floats":
        """The pooled embedding of a sequence, shape (dimension,); a view, valid until the next."""
        pointer = api.llama_get_embeddings_seq(self._context, sequence)
        return np.ctypeslib.as_array(pointer, shape=(self.dimension,))

    def copy(self, source: int, target: int, *, length: int = -1) -> None:
        """Let `target` begin with the first `length` positions of `source`; all by default."""
        api.llama_memory_seq_cp(self._memory, source, target, 0, length)

    def forget(self, sequences: Sequence[int]) -> None:
        """Free what the cache holds of these sequences."""
        for sequence in sequences:
            api.llama_memory_seq_rm(self._memory, sequence, -1, -1)

    def clear(self) -> None:
        """Free the whole cache."""
        if self._memory is not None:
            api.llama_memory_clear(self._memory, False)  # noqa: FBT003

    def state(self, sequence: int) -> bytes:
        """What the cache holds of a sequence, in llama.cpp's form."""
        size = api.llama_state_seq_get_size(self._context, sequence)
        data = (ctypes.c_uint8 * size)()
        written = api.llama_state_seq_get_data(self._context, data, size, sequence)
        return bytes(memoryview(data)[:written])

    def set_state(self, sequence: int, state: bytes) -> bool:
        """Whether `state` fits this context and is now what the cache holds of the sequence.

        It must be whole: llama.cpp ends the process over one that is cut.
        """
        data = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        if api.llama_state_seq_set_data(self._context, data, len(state), sequence):
            return True
        self.forget((sequence,))
        return False

    def _new_context(self, shape: Shape) -> object:
        settings = api.llama_context_default_params()
        settings.n_ctx = settings.n_batch = self.length
        settings.n_ubatch = self.length if shape.embeddings else min(_MICRO_BATCH, self.length)
        settings.n_seq_max = shape.sequences
        settings.n_threads = settings.n_threads_batch = shape.threads or physical_cores()
        settings.kv_unified = True
        settings.embeddings = shape.embeddings
        settings.no_perf = True
        settings.abort_callback = self._interrupt.callback
        settings.abort_callback_data = self._interrupt.data
        context = api.llama_init_from_model(self._model, settings)
        if not context:
            raise ModelError(
                f"{self.path} loads but cannot be run: no memory for a context of {self.length}",
                "Close other programs or use a smaller model.",
            )
        return context

    def _tokeniser_adds_space(self) -> bool:
        sentence_piece = api.llama_vocab_type(self._vocabulary) == api.LLAMA_VOCAB_TYPE_SPM
        return sentence_piece and self.metadata("tokenizer.ggml.add_space_prefix") != "false"

    def _tokenise(
        self, text: str, *, mark_start: bool = False, control: bool = False
    ) -> tuple[int, ...]:
        data = text.encode("utf-8", "replace")
        capacity = len(data) + 8
        found = (api.llama_token * capacity)()
        count = api.llama_tokenize(
            self._vocabulary, data, len(data), found, capacity, mark_start, control
        )
        if count < 0:
            raise ModelError(f"{self.path} cannot tokenise a text of {len(text)} characters")
        return tuple(found[:count])

    def _piece(self, token: int, *, special: bool) -> bytes:
        buffer = ctypes.create_string_buffer(256)
        size = api.llama_token_to_piece(self._vocabulary, token, buffer, 256, 0, special)
        return buffer.raw[: max(0, size)]
