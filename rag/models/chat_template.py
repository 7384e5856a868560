"""A conversation as one prompt, in the form that a model was trained on.

The form is the Jinja template in the model's file. It comes from whoever made the file, so it
runs in Jinja's sandbox, where it can neither call Python nor change what it is given.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

if TYPE_CHECKING:
    from jinja2 import Environment

Message: TypeAlias = dict[str, str]
"""`role` and `content`."""

_log = logging.getLogger(__name__)
_CHATML: Final = "<|im_start|>{role}\n{content}<|im_end|>\n"
_CHATML_ANSWER: Final = "<|im_start|>assistant\n"


def rendered(template: str | None, system: str, user: str, *, begin: str, end: str) -> str:
    """The prompt after which the model answers `user`, told `system` before.

    `begin` and `end` are the model's marks around a text. Where the template takes no system
    message, it is put before the user's; where there is no usable template, ChatML is written.
    """
    messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    if template is None:
        return _chatml(messages)
    from jinja2 import TemplateError

    merged = [{"role": "user", "content": f"{system}\n\n{user}"}]
    for shape in (messages, merged):
        try:
            prompt = _filled(template, shape, begin=begin, end=end)
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            _log.info("the model's chat template: %s", error)
            continue
        if all(message["content"].strip() in prompt for message in shape):
            return prompt
    _log.warning("the model's chat template cannot be used; writing its prompt as ChatML")
    return _chatml(messages)


def _filled(template: str, messages: Sequence[Message], *, begin: str, end: str) -> str:
    return (
        _environment()
        .from_string(template)
        .render(
            messages=messages,
            bos_token=begin,
            eos_token=end,
            add_generation_prompt=True,
            enable_thinking=False,
            raise_exception=_refuse,
        )
    )


def _chatml(messages: Sequence[Message]) -> str:
    return "".join(_CHATML.format_map(message) for message in messages) + _CHATML_ANSWER


def _environment() -> "Environment":
    """Jinja as chat templates expect it: blocks trimmed, `break`, `tojson`, no date of today."""
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.filters["tojson"] = _to_json
    return environment


def _to_json(value: object, indent: int | None = None) -> str:
    """`value` as templates want it: plain, not escaped for HTML."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _refuse(message: str) -> NoReturn:
    """What templates call for a conversation that they do not take."""
    from jinja2 import TemplateError

    raise TemplateError(message)


def defused(text: str, labels: Iterable[str]) -> str:
    """`text` with a space in each of `labels`, so that none is read as the token it names."""
    for label in labels:
        if len(label) > 1:
            text = text.replace(label, f"{label[0]} {label[1:]}")
    return text
