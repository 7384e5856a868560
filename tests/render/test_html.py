import base64
import hashlib
import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

from rag.domain import Context
from rag.render import html, markdown
from tests import samples


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
        self.ids = set()
        self.targets = set()
        self.loaded = []

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        assert not [name for name in found if name.startswith("on")]
        if tag not in ("meta", "br"):
            self.open.append(tag)
        assert found.get("id") is None or found["id"] not in self.ids
        self.ids.add(found.get("id"))
        if "href" in found:
            assert found["href"].startswith("#")
            self.targets.add(found["href"].removeprefix("#"))
        self.loaded += [
            found[name] for name in ("src", "style", "srcset", "data") if name in found
        ]

    def handle_startendtag(self, tag, attributes):
        raise AssertionError(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(page):
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_every_marker_leads_to_a_quotation():
    for page in (html.answer(samples.answer()), html.note(samples.note())):
        found = read(page)
        assert {"c1", "c2"} <= found.targets <= found.ids
        assert found.loaded == []


def test_documents_cannot_inject_markup():
    hostile = samples.citation(quote=samples.HOSTILE, path="<img src=x>.txt")
    page = html.answer(samples.answer(citations=(hostile, samples.citation(2))))
    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    read(page)


def test_a_refusal_shows_the_nearest_passages():
    page = html.answer(samples.refusal())
    assert "The sources do not say." in page
    assert "Nearest passages" in page
    assert ">Sources<" not in page
    read(page)


def test_empty_sections_are_left_out():
    page = html.note(samples.empty_note())
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page) == ["Sources"]
    read(page)


def test_what_became_of_composed_sentences_is_said():
    assert "(of the model’s sentences, 1 kept, 1 replaced by a quotation)" in html.answer(
        samples.composed()
    )
    assert "model’s" not in html.answer(samples.answer())


def test_nothing_is_loaded_and_nothing_runs():
    for note in (samples.full_note(), samples.hostile_note()):
        page = html.note(note)
        outside = re.compile(
            r"(?:src|href|url|@import)\s*[=(]?\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE
        )
        assert not outside.search(page)
        assert "<script" not in page
        assert read(page).loaded == []


def test_only_the_style_of_the_page_is_allowed():
    page = html.note(samples.full_note())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert unescape(policy) == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_hostile_texts_are_only_ever_text():
    context = Context(samples.HOSTILE, samples.HOSTILE, samples.HOSTILE)
    page = html.note(samples.hostile_note(), contexts={1: context, 2: context})
    read(page)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", page)


def test_a_quotation_stands_marked_in_its_context():
    found = Context("Before it. ", "The storm flooded around 40 houses.", "\nAfter <it>.")
    page = html.note(samples.note(), contexts={1: found})
    assert (
        "<p>Before it. <mark>The storm flooded around 40 houses.</mark> After &lt;it&gt;.</p>"
    ) in page
    alone = "<p><mark>Officials counted nearly 40 flooded houses.</mark></p>"
    assert alone in page
    assert 'body:has([href="#c1"]:is(:hover,:focus-visible)) #x1' in page


def test_a_note_carries_what_markdown_carries_right_before_its_end():
    found = samples.full_note()
    page = html.note(found)
    carried = re.search(r"(<!-- sourceline-note/1 (.*) -->)\s*</body>", page)
    assert carried.group(1) == markdown.trailer(found)
    assert len(json.loads(carried.group(2))["citations"]) == 2


def test_the_matrix_has_no_column_for_dates_that_nothing_tells():
    note = samples.full_note()
    facts = tuple(replace(fact, first_date=None) for fact in note.facts)
    assert "first told" in html.note(note)
    assert "first told" not in html.note(replace(note, facts=facts))


def test_the_matrix_links_each_cell_to_its_citation_and_marks_hedges():
    page = html.note(samples.full_note())
    table = re.search(r'<table class="matrix">.*?</table>', page, re.DOTALL).group()
    first, second = re.findall(r'<td class="(told[^"]*)">(.*?)</td>', table)
    assert first[0] == "told"
    assert second[0] == "told hedged"
    assert 'href="#c1"' in first[1]
    assert 'href="#c2"' in second[1]
    assert "≈" in second[1]
    assert 'class="matrix"' not in html.note(samples.note())


def test_sides_stand_in_cards_with_their_hedges_marked():
    page = html.note(samples.note())
    assert '“<em class="hedge">around</em> 40”' in page
    assert '“<em class="hedge">nearly</em> 40”' in page


def test_the_timeline_has_dates_for_machines_only_where_they_are_whole():
    assert '<time datetime="2024-05-01">1 May 2024</time>' in html.note(samples.note())
    june = samples.TimelineEntry("--06", "June", samples.statement("It rained.", 1))
    assert "<time>June</time>" in html.note(samples.note(timeline=(june,)))


def test_equal_notes_give_equal_pages():
    assert html.note(samples.full_note()) == html.note(samples.full_note())


def test_what_became_of_a_composed_note_is_said_under_its_title():
    page = html.note(samples.composed_note(replaced=0, quoted=1))
    read(page)
    assert "Brief and key points: 1 composed and checked, 1 quoted<" in page
    assert "composed" not in html.note(samples.note())
