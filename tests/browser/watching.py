"""A browser that notices when words have become code."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

HOOKS = """
window.__heard = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    window[name] = () => { window.__heard.push(name); };
Object.defineProperty(window, 'xss', {value: number => { window.__heard.push('xss ' + number); }});
document.addEventListener('securitypolicyviolation', event =>
    window.__heard.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
"""In every frame, before anything of the page."""

AUDIT = r"""
() => {
    const found = [];
    const codes = ['iframe', 'object', 'embed', 'base', 'math', 'marquee', 'video', 'audio', 'style', 'frameset'];
    const addresses = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'poster', 'background'];
    const isOurs = address => new URL(address, location.href).origin === location.origin;
    for (const element of document.querySelectorAll('*')) {
        const tag = element.tagName.toLowerCase();
        if (codes.includes(tag)) found.push(`<${tag}>`);
        if (['script', 'link', 'img'].includes(tag) && !isOurs(element.src || element.href || 'no:where'))
            found.push(element.outerHTML.slice(0, 100));
        if (tag === 'meta' && /refresh/i.test(element.httpEquiv)) found.push('<meta refresh>');
        if (/^xss/i.test(element.id)) found.push(`#${element.id}`);
        for (const {name, value} of element.attributes) {
            if (/^on/i.test(name)) found.push(`<${tag} ${name}>`);
            if (addresses.includes(name) && /^[\x00-\x20]*(javascript|vbscript|data)\s*:/i.test(value))
                found.push(`<${tag} ${name}=${value.slice(0, 60)}>`);
        }
    }
    return [...window.__heard, ...found];
}
"""
READ = """
() => document.title + '\\n' + document.body.textContent + '\\n' +
    [...document.querySelectorAll('input, textarea')].map(field => field.value).join('\\n')
"""
SEND = """
([path, fields]) => {
    const form = Object.assign(document.createElement('form'), {method: 'post', action: path});
    const token = document.querySelector('[name=csrfmiddlewaretoken]');
    for (const [name, value] of Object.entries({csrfmiddlewaretoken: token ? token.value : '', ...fields})) {
        const field = Object.assign(document.createElement('textarea'), {name: name});
        field.value = value;
        form.append(field);
    }
    document.body.append(form);
    HTMLFormElement.prototype.submit.call(form);
}
"""
HARMLESS = ("Failed to load resource: the server responded", "The specified value ")
"""What Chromium writes down of a page that answers 403 or 404, and of words in a field for a date."""


class Watched:
    """Pages of one browser; `alarms` says what ran, or tried to, and where."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.root = page, address
        self.alarms: list[str] = []
        page.add_init_script(HOOKS)
        page.on("dialog", self._dismiss)
        page.on("request", lambda asked: self._note_request(asked.url))
        page.on("pageerror", lambda error: self._note(f"exception: {error}"))
        page.on("console", lambda said: self._note_console(said.type, said.text))

    def open(self, path: str) -> str:
        """Go there; all the words of the page, also those that stand in fields."""
        self.page.goto(f"{self.root}{path}")
        return self.look()

    def send(self, path: str, **fields: str) -> str:
        """Send a form from the page that is open, with its token; the words of the answer."""
        with self.page.expect_navigation():
            self.page.evaluate(SEND, [f"{self.root}{path}", fields])
        return self.look()

    def look(self) -> str:
        for alarm in self.page.evaluate(AUDIT):
            self._note(alarm)
        words: str = self.page.evaluate(READ)
        return words

    def _note(self, alarm: str) -> None:
        self.alarms.append(f"{self.page.url.removeprefix(self.root)[:80]}: {alarm}")

    def _dismiss(self, dialog: Any) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note_request(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self.root).netloc and not url.startswith("data:image/"):
            self._note(f"asked {url[:80]}")

    def _note_console(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not text.startswith(HARMLESS):
            self._note(f"{kind}: {text[:200]}")
