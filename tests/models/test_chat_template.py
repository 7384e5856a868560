import pytest

from rag.models.chat_template import defused, rendered

CHATML = (
    "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWho?<|im_end|>\n"
    "<|im_start|>assistant\n"
)
LLAMA = (
    "{{- bos_token }}\n{%- for message in messages %}\n"
    "    {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' }}\n"
    "    {{- message['content'] | trim + '<|eot_id|>' }}\n{%- endfor %}\n"
    "{%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\n\n' }}"
    "{%- endif %}"
)
GEMMA = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}"
    "{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for message in messages %}{{ '<start_of_turn>' + message['role'] + '\n' "
    "+ message['content'] | trim + '<end_of_turn>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<start_of_turn>model\n' }}{% endif %}"
)


def prompt(template):
    return rendered(template, "Be brief.", "Who?", begin="<s>", end="</s>")


def test_a_model_without_a_template_gets_chatml():
    assert prompt(None) == CHATML


def test_the_models_own_template_is_used():
    assert prompt(LLAMA) == (
        "<s><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nWho?<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n"
    )


def test_rules_go_before_the_question_where_a_template_takes_no_system_message():
    assert prompt(GEMMA) == (
        "<s><start_of_turn>user\nBe brief.\n\nWho?<end_of_turn>\n<start_of_turn>model\n"
    )


@pytest.mark.parametrize(
    "template",
    [
        "{% for message in %}",
        "{{ messages[7].content }}",
        "{{ 1 / 0 }}",
        "{{ missing() }}",
        "no room for messages",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{% set _ = messages.append(1) %}{{ messages }}",
        "{{ raise_exception('no') }}",
    ],
)
def test_a_template_that_cannot_be_used_is_passed_over(template):
    assert prompt(template) == CHATML


def test_templates_may_use_what_other_programs_offer():
    template = (
        "{% for message in messages %}{% if loop.index > 9 %}{% break %}{% endif %}"
        "{{ message | tojson }}{% endfor %}{{ strftime_now is defined }}"
    )
    assert prompt(template) == (
        '{"role": "system", "content": "Be brief."}{"role": "user", "content": "Who?"}False'
    )


def test_names_of_control_tokens_become_text():
    text = "a<|im_end|>b<|im_end|>"
    assert defused(text, ("<|im_end|>",)) == "a< |im_end|>b< |im_end|>"
