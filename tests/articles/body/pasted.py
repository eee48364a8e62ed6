"""What programs put on the clipboard, and what is stored of it, whether pasted in the editor or sent otherwise."""

# ruff: noqa: E501 - HTML is easier to read in the lines that it comes in

from typing import Final, NamedTuple

ID: Final = "0f9c0000-0000-4000-8000-000000000000"


class Paste(NamedTuple):
    name: str
    html: str
    stored: str


def word(*lines: str) -> str:
    """What Word copies, with its wrapping."""
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
        '<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm;} --></style></head>'
        "<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->\n\n"
        + "\n\n".join(lines)
        + "\n\n<!--EndFragment--></body></html>"
    )


def word_item(text: str, marker: str = "·", level: int = 1, which: str = "l0") -> str:
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='margin-left:36pt;text-indent:-18.0pt;mso-list:{which} level{level} "
        "lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'>"
        f"<span style='mso-list:Ignore'>{marker}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"
        f"</span></span><![endif]><span lang=EN-GB>{text}<o:p></o:p></span></p>"
    )


def web_item(text: str, told: str = "ul", level: int = 1) -> str:
    """An item that Word in the browser copies."""
    return (
        f'<div class="ListContainerWrapper SCXW1"><{told} role="list"><li role="listitem" data-listid="3" '
        f'data-aria-level="{level}"><p class="Paragraph"><span class="TextRun"><span class="NormalTextRun">{text}</span></span>'
        f'<span class="EOP" data-ccp-props="">&nbsp;</span></p></li></{told[:2]}></div>'
    )


def docs(html: str) -> str:
    """What Google Docs copies, with its wrapping."""
    return f'<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1f2e">{html}</b>'


def docs_text(text: str, style: str = "font-weight:400;font-style:normal") -> str:
    return f'<span style="font-size:11pt;font-family:Arial;color:#000000;{style};vertical-align:baseline">{text}</span>'


PASTED: Final = [
    Paste(
        "Word: bullets",
        word(word_item("First"), word_item("Second")),
        "<ul><li><p>First</p></li><li><p>Second</p></li></ul>",
    ),
    Paste(
        "Word: levels, and numbers inside bullets",
        word(
            "<p class=MsoNormal>Before<o:p></o:p></p>",
            word_item("Docks"),
            word_item("East", "o", 2),
            word_item("Deep", "1.", 3),
            word_item("Quays"),
            "<p class=MsoNormal>After<o:p></o:p></p>",
        ),
        "<p>Before</p><ul><li><p>Docks</p><ul><li><p>East</p><ol><li><p>Deep</p></li></ol></li></ul></li>"
        "<li><p>Quays</p></li></ul><p>After</p>",
    ),
    Paste(
        "Word: numbers from four on",
        word(word_item("Fourth", "4."), word_item("Fifth", "5.")),
        '<ol start="4"><li><p>Fourth</p></li><li><p>Fifth</p></li></ol>',
    ),
    Paste(
        "Word: two lists, of either kind",
        word(word_item("Bullet"), word_item("Number", "1)", which="l1")),
        "<ul><li><p>Bullet</p></li></ul><ol><li><p>Number</p></li></ol>",
    ),
    Paste(
        "Word: an empty paragraph between items",
        word(word_item("One"), "<p class=MsoNormal><o:p>&nbsp;</o:p></p>", word_item("Two")),
        "<ul><li><p>One</p></li><li><p>Two</p></li></ul>",
    ),
    Paste(
        "Word: bullets of fonts of symbols",
        word(*(word_item(marker, marker) for marker in ("§", "o", "q", "ü", "Ø", "\uf0b7", "\uf0a7", "–", "•"))),
        "<ul>"
        + "".join(f"<li><p>{text}</p></li>" for text in ("§", "o", "q", "ü", "Ø", "\uf0b7", "\uf0a7", "–", "•"))
        + "</ul>",
    ),
    Paste(
        "Word: letters",
        word(word_item("Third", "c)"), word_item("Fourth", "d)"), word_item("Fifth", "e)")),
        '<ol start="3"><li><p>Third</p></li><li><p>Fourth</p></li><li><p>Fifth</p></li></ol>',
    ),
    Paste(
        "Word: Roman numbers",
        word(word_item("Fourth", "iv."), word_item("Fifth", "v."), word_item("Sixth", "vi.")),
        '<ol start="4"><li><p>Fourth</p></li><li><p>Fifth</p></li><li><p>Sixth</p></li></ol>',
    ),
    Paste(
        "Word: letters on to one that is a Roman number, too",
        word(word_item("Eighth", "(H)"), word_item("Ninth", "(I)"), word_item("Tenth", "(J)")),
        '<ol start="8"><li><p>Eighth</p></li><li><p>Ninth</p></li><li><p>Tenth</p></li></ol>',
    ),
    Paste(
        "Word: numbers of several levels",
        word(
            word_item("One", "1."),
            word_item("Two", "1.1.", 2),
            word_item("Three", "1.2", 2),
            word_item("Four", "1.2.4", 3),
            word_item("Five", "2."),
        ),
        "<ol><li><p>One</p><ol><li><p>Two</p></li><li><p>Three</p>"
        '<ol start="4"><li><p>Four</p></li></ol></li></ol></li><li><p>Five</p></li></ol>',
    ),
    Paste(
        "Word: a list that begins again, and one that nobody can count",
        word(word_item("One", "1."), word_item("Two", "2."), word_item("New", "1."), word_item("Б", "б)")),
        "<ol><li><p>One</p></li><li><p>Two</p></li></ol><ol><li><p>New</p></li><li><p>Б</p></li></ol>",
    ),
    Paste(
        "Word: a list goes on behind a paragraph",
        word(word_item("One", "1st"), "<p class=MsoNormal>Between<o:p></o:p></p>", word_item("Two", "2nd")),
        '<ol><li><p>One</p></li></ol><p>Between</p><ol start="2"><li><p>Two</p></li></ol>',
    ),
    Paste(
        "Word: a level is left out",
        word(word_item("One"), word_item("Three", "§", 3), word_item("Two", "o", 2), word_item("More")),
        "<ul><li><p>One</p><ul><li><p>Three</p></li><li><p>Two</p></li></ul></li><li><p>More</p></li></ul>",
    ),
    Paste(
        "Word: words that look like a number stay",
        word(
            word_item("A. Smith resigns"), word_item("1. FC Hale wins"), word_item("o Horário", "2."), word_item("– no")
        ),
        "<ul><li><p>A. Smith resigns</p></li><li><p>1. FC Hale wins</p></li></ul>"
        '<ol start="2"><li><p>o Horário</p></li></ol><ul><li><p>– no</p></li></ul>',
    ),
    Paste(
        "Word: markers between comments, and numbered headings",
        "<h1 style='mso-list:l1 level1 lfo2'><!--[if !supportLists]--><span style='mso-list:Ignore'>1<span>&nbsp; </span>"
        "</span><!--[endif]-->Plans</h1><p class=MsoListBullet style='mso-list:l0 level1 lfo1'><!--[if !supportLists]-->"
        "<span style='mso-list:Ignore'>a.<span>&nbsp; </span></span><!--[endif]-->Docks</p>",
        "<h2>Plans</h2><ol><li><p>Docks</p></li></ol>",
    ),
    Paste(
        "Word: bullets that stand in the text",
        "<p style='mso-list:l0 level1 lfo1'>·&nbsp;&nbsp;First</p><p style='mso-list:l0 level1 lfo1'>·&nbsp; Second</p>",
        "<ul><li><p>First</p></li><li><p>Second</p></li></ul>",
    ),
    Paste(
        "Word: headings with bookmarks, and empty paragraphs",
        word(
            "<h1><a name='_Toc81'></a><b><span lang=EN-GB>The harbour<o:p></o:p></span></b></h1>",
            "<p class=MsoNormal><o:p>&nbsp;</o:p></p>",
            "<h5>Small</h5>",
            "<p class=MsoNormal>Text over\nlines<o:p></o:p></p>",
        ),
        '<h2 id="_Toc81">The harbour</h2><h4>Small</h4><p>Text over lines</p>',
    ),
    Paste(
        "Word: tracked changes and comments",
        word(
            "<p class=MsoNormal>It costs <del cite='mailto:Ana' datetime='2026-11-02'>27</del><ins cite='mailto:Ana'>29"
            "</ins> million<span class=MsoCommentReference><span style='font-size:8.0pt'>"
            "<span style='mso-special-character:comment'>&nbsp;<a class=msocomanchor href='#_msocom_1'>[AR1]</a></span>"
            "</span></span>.</p>",
            "<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Is it?</p>"
            "</div></div>",
        ),
        "<p>It costs 29 million.</p>",
    ),
    Paste(
        "Word: deletions in other forms",
        "<p>It costs <span class=msoDel>27</span><s class=MsoDel>28</s><span class=msoIns>29</span> "
        "<strike class='MsoNormal'>billion</strike>million, <s>not</s> <u style='font-style:italic'>more</u>.</p>",
        "<p>It costs 29 million, not <em>more</em>.</p>",
    ),
    Paste(
        "Word: footnotes",
        word(
            "<p class=MsoNormal>It floats<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1' title=''>"
            "<span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]"
            "<![endif]></span></span></a>.</p>",
            "<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1>"
            "<![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>"
            "<span class=MsoFootnoteReference>[1]</span></a> Barely.</p></div></div>",
        ),
        "<p>It floats<sup>[1]</sup>.</p><p><sup>[1]</sup> Barely.</p>",
    ),
    Paste(
        "Word: headings by their style",
        word(
            "<p class=MsoTitle>The harbour<o:p></o:p></p>",
            "<p class=MsoHeading3><b>Docks</b></p>",
            "<p class=MsoHeading8>Cranes</p>",
            "<p class=MsoNormal style='mso-outline-level:2'>Quays</p>",
            "<p class=MsoNormal style='mso-outline-level:body-text'>Text</p>",
            "<div role=heading aria-level=3>Piers</div>",
            "<p class=MsoHeading2><o:p>&nbsp;</o:p></p>",
        ),
        "<h2>The harbour</h2><h3>Docks</h3><h4>Cranes</h4><h2>Quays</h2><p>Text</p><h3>Piers</h3>",
    ),
    Paste(
        "Word: what styles say of words",
        "<p><span style='font-weight:600'>a</span> <span style='font-weight:550'>b</span> "
        "<span style='FONT-WEIGHT: BOLD !important'>c</span> <i style='font-style:normal'>d</i> "
        "<span style='font-style:oblique 10deg'>e</span> m<span style='vertical-align: super; font-size:8pt'>2</span> "
        "H<span style='vertical-align:sub'>2</span>O <span style='text-decoration:underline'>f</span></p>"
        "<div style='font-weight:bold'>g <span style='font-weight:400'>h</span></div>",
        "<p><strong>a</strong> b <strong>c</strong> d <em>e</em> m<sup>2</sup> H<sub>2</sub>O f</p><p><strong>g </strong>h</p>",
    ),
    Paste(
        "Word: pictures and fields between conditions",
        "<p><!--[if gte vml 1]><v:shape>drawn</v:shape><![endif]--><![if !vml]><img src='https://p.example/a.jpg' alt=Map>"
        "<![endif]>Text<!--[if supportFields]><span style='mso-element:field-begin'></span> PAGE <![endif]--></p>",
        '<figure><img src="https://p.example/a.jpg" alt="Map"></figure><p>Text</p>',
    ),
    Paste(
        "hidden in other ways",
        "<p>Seen<span hidden>1</span><span style='visibility:hidden'>2</span><span style='DISPLAY: NONE !important'>3</span>"
        "<span style='mso-hide:all'>4</span></p><div hidden>5</div><ul><li style='display:none'>6</li><li>Item</li></ul>"
        "<figure><img src='https://p.example/a.jpg' alt=''><figcaption hidden>7</figcaption></figure>"
        "<pre>x<span style='display:none'>8</span></pre><table><caption hidden>9</caption><tr><td>a</td><td>b</td></tr></table>",
        "<p>Seen</p><ul><li><p>Item</p></li></ul>"
        '<figure><img src="https://p.example/a.jpg" alt=""></figure><pre><code>x</code></pre>'
        "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>",
    ),
    Paste(
        "Word: hidden text, small capitals, underlining",
        word(
            "<p>Seen<span style='display:none;mso-hide:all'> not</span> <u>and</u> <span style='color:red'>red</span></p>"
        ),
        "<p>Seen and red</p>",
    ),
    Paste(
        "Word: a table",
        word(
            "<table class=MsoTableGrid border=1><tr style='mso-yfti-irow:0'><td width=100 colspan=2><p class=MsoNormal><b>"
            "Ferries<o:p></o:p></b></p></td></tr><tr><td><p class=MsoNormal>North<o:p></o:p></p></td>"
            "<td><p class=MsoNormal>12<o:p></o:p></p></td></tr></table>"
        ),
        '<table><tbody><tr><td colspan="2"><p><strong>Ferries</strong></p></td></tr>'
        "<tr><td><p>North</p></td><td><p>12</p></td></tr></tbody></table>",
    ),
    Paste(
        "Word in the browser",
        '<div class="OutlineElement"><p class="Paragraph" role="heading" aria-level="2"><span class="TextRun">Plans</span>'
        '<span class="EOP">&nbsp;</span></p></div>'
        + web_item("One")
        + web_item("Two", level=2)
        + web_item("Three")
        + '<div class="OutlineElement"><p class="Paragraph"><span class="TextRun">Text</span><span class="EOP">&nbsp;</span>'
        "</p></div>" + web_item("First", 'ol start="1"') + web_item("Second", 'ol start="2"') + web_item("Any", "ol"),
        "<h2>Plans</h2><ul><li><p>One</p><ul><li><p>Two</p></li></ul></li><li><p>Three</p></li></ul><p>Text</p>"
        "<ol><li><p>First</p></li><li><p>Second</p></li><li><p>Any</p></li></ol>",
    ),
    Paste(
        "Docs: bold by weight, and what is not bold",
        docs(
            f'<p dir="ltr" style="line-height:1.38">{docs_text("The ")}{docs_text("bridge", "font-weight:700")}'
            f"{docs_text(' is ')}{docs_text('open', 'font-weight:400;font-style:italic')}{docs_text('.')}</p><br>"
            f'<p dir="ltr">{docs_text("Second")}</p>'
        ),
        "<p>The <strong>bridge</strong> is <em>open</em>.</p><p>Second</p>",
    ),
    Paste(
        "Docs: nested lists, and a heading",
        docs(
            f'<h1 dir="ltr">{docs_text("Plans")}</h1><ul style="margin-top:0"><li dir="ltr" aria-level="1">'
            f'<p dir="ltr" role="presentation">{docs_text("One")}</p></li><ul><li aria-level="2">'
            f'<p role="presentation">{docs_text("Two", "font-weight:700")}</p></li></ul><li><p>{docs_text("Three")}</p></li>'
            "</ul>"
        ),
        "<h2>Plans</h2><ul><li><p>One</p><ul><li><p><strong>Two</strong></p></li></ul></li><li><p>Three</p></li></ul>",
    ),
    Paste(
        "Docs: powers, and a link",
        docs(
            '<p><span style="font-weight:400">m</span><span style="font-size:0.6em;vertical-align:super">2</span> '
            '<a href="https://example.com/a?b=1&amp;c=2" style="text-decoration:none"><span style="color:#1155cc">there</span>'
            "</a></p>"
        ),
        '<p>m<sup>2</sup> <a href="https://example.com/a?b=1&amp;c=2">there</a></p>',
    ),
    Paste(
        "Docs: a list to check off",
        docs(
            '<ul><li role="checkbox" aria-checked="false" style="list-style-type:none"><img src="data:image/png;base64,iV" '
            'width="17.6px" alt="unchecked" aria-roledescription="checkbox"><p style="display:inline-block">'
            f'{docs_text("Call")}</p></li><li role="checkbox" aria-checked="true"><img src="data:image/png;base64,iV" '
            f'alt="checked" aria-roledescription="checkbox"><p>{docs_text("Write", "text-decoration:line-through")}</p></li>'
            "</ul>"
        ),
        "<ul><li><p>Call</p></li><li><p>Write</p></li></ul>",
    ),
    Paste(
        "Docs: footnotes",
        docs(
            f'<p>{docs_text("It floats")}<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><hr>'
            '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> Barely.</span></p></div>'
        ),
        "<p>It floats<sup>[1]</sup></p><hr><p>[1] Barely.</p>",
    ),
    Paste(
        "Writer: footnotes and tracked changes",
        '<p>It <del cite="mailto:Ana"><font>sinks</font></del><ins>floats</ins><sup><a class="sdfootnoteanc" '
        'name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></sup></p><div id="sdfootnote1">'
        '<p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Barely.</p></div>',
        "<p>It floats<sup>1</sup></p><p><sup>1</sup>Barely.</p>",
    ),
    Paste(
        "Writer",
        '<!DOCTYPE html><html><head><title></title><meta name="generator" content="LibreOffice"><style>p{line-height:115%}'
        '</style></head><body lang="en-GB" dir="ltr"><h1 class="western">The quay</h1><p style="margin-bottom: 0cm">'
        '<font face="Liberation Serif"><font size="3">Text and <b>bold</b></font></font></p><p><br/>\n</p>'
        '<ol start="3"><li><p>three</p></li><li><p>four</p><ul><li><p>inner</p></li></ul></li></ol></body></html>',
        "<h2>The quay</h2><p>Text and <strong>bold</strong></p>"
        '<ol start="3"><li><p>three</p></li><li><p>four</p><ul><li><p>inner</p></li></ul></li></ol>',
    ),
    Paste(
        "Outlook",
        '<div class="WordSection1"><p class="MsoNormal">Dear all,<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
        '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Ana</p></div></div>'
        '<p class="MsoNormal">See <a href="mailto:ana@example.com">Ana</a>.<o:p></o:p></p></div>',
        '<p>Dear all,</p><p><strong>From:</strong> Ana</p><p>See <a href="mailto:ana@example.com">Ana</a>.</p>',
    ),
    Paste(
        "Gmail",
        '<div dir="ltr"><div>First line</div><div><br></div><div>Second <i>line</i></div></div>',
        "<p>First line</p><p>Second <em>line</em></p>",
    ),
    Paste(
        "Excel",
        "<html><head><style>td{mso-ignore:padding;}</style></head><body><!--StartFragment--><table border=0 width=128>"
        "<colgroup><col width=64 span=2 style='width:48pt'></colgroup><tr height=20><td rowspan=2 class=xl65>Line</td>"
        "<td>Trips</td></tr><tr><td class=xl66 align=right>1,204</td></tr></table><!--EndFragment--></body></html>",
        '<table><tbody><tr><td rowspan="2"><p>Line</p></td><td><p>Trips</p></td></tr><tr><td><p>1,204</p></td></tr></tbody>'
        "</table>",
    ),
    Paste(
        "Excel: hidden rows and columns, and text that runs over",
        "<table><colgroup><col width=64><col width=0 style='display:none;mso-width-source:userset'></colgroup>"
        "<tr><td rowspan=3>North</td><td style='display:none'>code</td><td>1</td><td>2</td></tr>"
        "<tr height=0 style='display:none;mso-height-source:userset'><td>x</td><td>y</td><td>z</td></tr>"
        "<tr><td style='display:none'>code</td><td>3</td><td>4</td></tr>"
        "<tr><td colspan=2 style='mso-ignore:colspan'>A long note</td><td style='display:none'></td><td>5</td></tr>"
        "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=64></td><td></td></tr><![endif]></table>",
        '<table><tbody><tr><td rowspan="2"><p>North</p></td><td><p>1</p></td><td><p>2</p></td></tr>'
        "<tr><td><p>3</p></td><td><p>4</p></td></tr><tr><td><p>A long note</p></td><td></td><td><p>5</p></td></tr>"
        "</tbody></table>",
    ),
    Paste(
        "Sheets",
        '<google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #ccc;}--></style><table><colgroup>'
        '<col width="100"/></colgroup><tbody><tr><td data-sheets-value="{}" style="font-weight:bold;">Year</td><td></td></tr>'
        "<tr><td>2026</td><td>1<br/>2</td></tr></tbody></table></google-sheets-html-origin>",
        "<table><tbody><tr><td><p><strong>Year</strong></p></td><td></td></tr><tr><td><p>2026</p></td><td><p>1<br>2</p></td></tr></tbody></table>",
    ),
    Paste(
        "page: scripts, trackers, pictures",
        '<article><header><h1 id="top">News</h1></header><p>Text<script>track()</script><img src="https://t.example/p.gif" '
        'width="1" height="1"></p><img src="https://pics.example/a.jpg" alt="A  bridge"><aside>Aside</aside>'
        "<noscript>Switch it on</noscript><button>Share</button><style>p{}</style></article>",
        '<h2 id="top">News</h2><p>Text</p><figure><img src="https://pics.example/a.jpg" alt="A bridge"></figure><p>Aside</p>',
    ),
    Paste(
        "page: a picture in the midst of words, in a link",
        '<p>Before <a href="/a/"><img src="https://pics.example/a.jpg" alt=""> behind</a></p>',
        '<p>Before</p><figure><img src="https://pics.example/a.jpg" alt=""></figure><p><a href="/a/">behind</a></p>',
    ),
    Paste(
        "page: a picture that is loaded later",
        '<figure><img src="data:image/gif;base64,R0" data-src="https://pics.example/a.jpg" alt="A"><figcaption>Noon'
        "</figcaption></figure>",
        '<figure><img src="https://pics.example/a.jpg" alt="A"><figcaption>Noon</figcaption></figure>',
    ),
    Paste(
        "a picture without an address keeps its words",
        '<p>One</p><figure><img src="data:image/png;base64,iVBOR" alt="A gull"><figcaption>At <i>noon</i></figcaption></figure>',
        '<p>One</p><figure><img alt="A gull"><figcaption>At noon</figcaption></figure>',
    ),
    Paste(
        "a picture of a file",
        '<p>One <img src="file:///C:/Users/ana/clip_image002.jpg" alt="Map"> two <img src="blob:https://x/1"></p>',
        '<p>One</p><figure><img alt="Map"></figure><p>two</p><figure><img alt=""></figure>',
    ),
    Paste(
        "our own page",
        f'<p>Text</p><figure><img src="/renditions/{ID}/key/full-640.webp" alt="A"><figcaption><span>Noon</span> '
        "<small>© Pool</small></figcaption></figure>",
        f'<p>Text</p><figure><img data-file="{ID}" alt="A"><figcaption>Noon</figcaption></figure>',
    ),
    Paste(
        "page: emoji",
        '<p>Well <img class="emoji" src="https://s.example/1f600.svg" alt="😀"> done</p>',
        "<p>Well 😀 done</p>",
    ),
    Paste(
        "page: containers",
        "<div>One.</div><div>Two.</div><dl><dt>Term</dt><dd>Meaning</dd></dl><details><summary>More</summary>Hidden</details>"
        "<section>Three<div>Four</div>Five</section>",
        "<p>One.</p><p>Two.</p><p>Term</p><p>Meaning</p><p>More</p><p>Hidden</p><p>Three</p><p>Four</p><p>Five</p>",
    ),
    Paste(
        "page: blocks in items",
        "<ul><li><h3>Head</h3>text<table><tr><td>a</td><td>b</td></tr></table></li><li>two<hr><pre>x = 1</pre></li></ul>",
        "<ul><li><p><strong>Head</strong></p><p>text</p></li><li><p>two</p><p><code>x = 1</code></p></li></ul>"
        "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>",
    ),
    Paste(
        "page: two lists in an item, and words behind them",
        "<ul><li>one<ul><li>a</li></ul><ol><li>b</li></ol>behind</li><li></li></ul>",
        "<ul><li><p>one</p><ul><li><p>a</p></li></ul></li><li><p></p><ol><li><p>b</p></li></ol></li><li><p>behind</p></li></ul>",
    ),
    Paste(
        "page: blocks in cells",
        "<table><tr><td><ul><li>one</li><li>two</li></ul></td><td><h3>Head</h3></td></tr>"
        '<tr><td><table><tr><td>in</td><td>ner</td></tr></table></td><td><img src="https://p.example/a.jpg"></td></tr></table>',
        "<table><tbody><tr><td><p>one</p><p>two</p></td><td><p><strong>Head</strong></p></td></tr><tr><td></td><td></td></tr>"
        "</tbody></table><table><tbody><tr><td><p>in</p></td><td><p>ner</p></td></tr></tbody></table>"
        '<figure><img src="https://p.example/a.jpg" alt=""></figure>',
    ),
    Paste(
        "page: a table with headers of rows and columns, and a row of nothing",
        "<table><caption>Trips <b>a day</b></caption><thead><tr><th></th><th colspan='2'>2026</th></tr></thead><tbody>"
        "<tr><th rowspan='3'>North</th><td>1</td><td>2</td></tr><tr></tr><tr><td>3</td><td>4</td></tr></tbody>"
        "<tfoot><tr><td>All</td><td rowspan='0'>10</td></tr></tfoot></table>",
        '<table><caption>Trips a day</caption><tbody><tr><th></th><th colspan="2"><p>2026</p></th></tr>'
        '<tr><th rowspan="2"><p>North</p></th><td><p>1</p></td><td><p>2</p></td></tr><tr><td><p>3</p></td><td><p>4</p></td></tr>'
        "<tr><td><p>All</p></td><td><p>10</p></td><td></td></tr></tbody></table>",
    ),
    Paste(
        "cells without their table",
        "\n<TR><td>a</td><td>b</td></TR>",
        "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>",
    ),
    Paste(
        "powers and indices where there is text alone",
        "<h2>10<sup>6</sup> m<sup>2</sup> of CO<sub>2</sub></h2><blockquote>Q<footer>Ana<sup>3</sup> <sup>[a]</sup></footer>"
        "</blockquote><table><caption>x<sup>−1</sup></caption><tr><td>a</td><td>b</td></tr></table>",
        "<h2>10⁶ m² of CO₂</h2><blockquote><p>Q</p><footer>Ana³ [a]</footer></blockquote>"
        "<table><caption>x⁻¹</caption><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>",
    ),
    Paste(
        "page: a table for its looks",
        "<table><tr><td><h2>Head</h2><p>Text</p></td></tr></table>",
        "<h2>Head</h2><p>Text</p>",
    ),
    Paste(
        "page: a quotation with blocks in it",
        "<blockquote><p>One</p><ul><li>two</li></ul>three<h3>Four</h3><p>Five</p><footer>— Ana</footer></blockquote>",
        "<blockquote><p>One</p></blockquote><ul><li><p>two</p></li></ul><blockquote><p>three</p></blockquote><h3>Four</h3>"
        "<blockquote><p>Five</p><footer>Ana</footer></blockquote>",
    ),
    Paste(
        "page: who is quoted, in other ways",
        "<blockquote><p>Text</p><cite>Ana</cite></blockquote><blockquote><p>See <cite>Time</cite> now</p><p>— Tom</p></blockquote>",
        "<blockquote><p>Text</p><footer>Ana</footer></blockquote>"
        "<blockquote><p>See Time now</p><footer>Tom</footer></blockquote>",
    ),
    Paste(
        "page: figures around other things",
        "<figure><table><tr><td>a</td><td>b</td></tr></table><figcaption>Trips</figcaption></figure>"
        "<figure><blockquote><p>Q</p></blockquote><figcaption>Said so</figcaption></figure>"
        '<figure><iframe src="https://www.youtube.com/embed/abc123"></iframe></figure>',
        "<table><caption>Trips</caption><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>"
        "<blockquote><p>Q</p></blockquote><p>Said so</p><p>https://www.youtube.com/watch?v=abc123</p>",
    ),
    Paste(
        "page: code",
        '<pre class="language-py"><code>if x:\n    <span>y</span>()\n</code></pre><p><kbd>Ctrl</kbd> and <tt>x</tt></p>',
        "<pre><code>if x:\n    y()</code></pre><p><code>Ctrl</code> and <code>x</code></p>",
    ),
    Paste(
        "page: a list whose first item says its number",
        "<ol><li value=5>five</li><li>six</li></ol><ul><li value=5>bullet</li></ul>",
        '<ol start="5"><li><p>five</p></li><li><p>six</p></li></ol><ul><li><p>bullet</p></li></ul>',
    ),
    Paste(
        "links that lead nowhere",
        '<p><a href="javascript:alert(1)">one</a> <a name="x">two</a> <a href="https://[insert]">three</a> '
        '<a href="#part" title="The  part">four</a> <a href="/about/" target="_blank" rel="nofollow">five</a></p>',
        '<p>one two three <a href="#part" title="The part">four</a> <a href="/about/">five</a></p>',
    ),
    Paste(
        "marks in one another",
        '<p><strong>a <em>b <code>c</code></em></strong><sub><a href="/d/"><b>d</b></a></sub>'
        '<strong><span style="font-weight:400">e</span></strong></p>',
        '<p><strong>a <em>b <code>c</code></em></strong><a href="/d/"><strong><sub>d</sub></strong></a>e</p>',
    ),
    Paste("typographic spaces", "<p>10&nbsp;km, «\u202fÉté\u202f»</p>", "<p>10\u00a0km, «\u202fÉté\u202f»</p>"),
    Paste(
        "ends of lines and pages in the midst of words",
        '<p title="x">one\x0btwo\x0cthree</p><h2>four\x0bfive</h2><ul><li>six\x0bseven</li></ul><pre>x = 1\x0by = 2</pre>'
        '<img src="https://p.example/a.jpg" alt="eight\x0bnine">',
        "<p>one two three</p><h2>four five</h2><ul><li><p>six seven</p></li></ul><pre><code>x = 1\ny = 2</code></pre>"
        '<figure><img src="https://p.example/a.jpg" alt="eight nine"></figure>',
    ),
    Paste("asterisks are no marks", "<p>5 **of** 7 _and_ `x`</p>", "<p>5 **of** 7 _and_ `x`</p>"),
    Paste("nothing", "<p>&nbsp;</p><div><br></div><p> </p><ul><li></li></ul><h2></h2>", ""),
]
