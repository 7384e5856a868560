from html.parser import HTMLParser

from rag.render import html
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
        if tag not in ("meta", "!doctype"):
            self.open.append(tag)
        self.ids.add(found.get("id"))
        if "href" in found:
            self.targets.add(found["href"].removeprefix("#"))
        self.loaded += [found[name] for name in ("src",) if name in found]

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
        assert found.targets == {"c1", "c2"}
        assert found.targets <= found.ids
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
    assert page.count("<h2>") == 1
    read(page)


def test_what_became_of_composed_sentences_is_said():
    assert "(of the model’s sentences, 1 kept, 1 replaced by a quotation)" in html.answer(
        samples.composed()
    )
    assert "model’s" not in html.answer(samples.answer())
