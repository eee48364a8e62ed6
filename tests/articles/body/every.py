"""One text with every block of the grammar, and everything that blocks can contain."""

# ruff: noqa: E501 - HTML is easier to read in the lines that it comes in

from uuid import UUID


def every(picture: UUID) -> str:
    """The text as it is stored. `picture` is the id of a library picture."""
    return (
        "<p>Plain, <strong>bold</strong>, <em>italic</em>, <code>code</code>, H<sub>2</sub>O, m<sup>2</sup>,<br>"
        '<a href="https://example.com/a" title="A page"><strong><em>all of them</em></strong></a> &amp; &lt;so on&gt;.</p>'
        '<h2 id="docks">The docks</h2><p>See <a href="#docks">above</a>.</p><h3>Quays</h3><h4>Ropes</h4>'
        "<blockquote><p>It is <em>open</em>.</p><p>At last.</p><footer>Mara Lindqvist, harbour master</footer></blockquote>"
        "<blockquote><p>Nobody said this.</p></blockquote>"
        '<ul><li><p>One</p><p>still one</p><ol start="3"><li><p>three</p></li><li><p>four</p></li></ol></li>'
        "<li><p>Two</p><ul><li><p>inner</p><ul><li><p>innermost</p></li></ul></li></ul></li></ul>"
        '<ol start="7"><li><p>Seven</p></li><li><p>Eight</p></li></ol>'
        f'<figure><img data-file="{picture}" alt="A crane here"><figcaption>The crane at noon</figcaption></figure>'
        f'<figure><img data-file="{picture}" alt=""></figure>'
        "<table><caption>Trips a day</caption><tbody>"
        '<tr><th rowspan="2"><p>Line</p></th><th colspan="2"><p>Trips</p></th></tr>'
        "<tr><th><p>2025</p></th><th><p>2026</p></th></tr>"
        "<tr><th><p>North</p></th><td><p>1,204</p></td><td></td></tr>"
        '<tr><th><p>South</p></th><td colspan="2"><p>closed</p><p>until <strong>May</strong></p></td></tr>'
        "</tbody></table>"
        "<pre><code>if tide &gt; 3:\n    close()\n\nopen()</code></pre>"
        "<hr>"
        "<p>https://www.youtube.com/watch?v=abc123</p>"
        "<p>The end.</p>"
    )


# The types of its blocks, in order.
TYPES = [
    "paragraph",
    "heading",
    "paragraph",
    "heading",
    "heading",
    "quote",
    "quote",
    "list",
    "list",
    "image",
    "image",
    "table",
    "code",
    "rule",
    "embed",
    "paragraph",
]
