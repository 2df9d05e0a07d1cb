// Any passage of the text becomes a candidate by hand: selected by mouse, or word by word with the keyboard.
// Offsets go out in UTF-16 code units, as strings are counted here; the server counts code points and compares the words.

const article = document.querySelector(".article");
const details = document.getElementById("propose");
const form = details.querySelector("form");
const button = document.getElementById("make-candidate");
const said = document.getElementById("said");
let isChoosing = false;
let telling;

function passage() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!range.intersectsNode(article)) return null;
  if (!article.contains(range.startContainer)) range.setStart(article, 0);
  if (!article.contains(range.endContainer)) range.setEnd(article, article.childNodes.length);
  const before = document.createRange();
  before.selectNodeContents(article);
  before.setEnd(range.startContainer, range.startOffset);
  const whole = range.toString();
  const quote = whole.trim();
  const begin = before.toString().length + whole.length - whole.trimStart().length;
  return quote && { quote, begin, finish: begin + quote.length, range };
}

function make() {
  const chosen = passage();
  if (!chosen) return;
  leave();
  const fields = form.elements;
  fields.quote.value = chosen.quote;
  fields.begin.value = chosen.begin;
  fields.finish.value = chosen.finish;
  fields.shown_from.value = form.dataset.from;
  details.open = true;
  button.hidden = true;
  details.scrollIntoView({ block: "nearest" });
  fields.kind.focus();
}

// Words that are changed by hand are looked for anew.
form.elements.quote.addEventListener("input", () => {
  form.elements.begin.value = form.elements.finish.value = "";
});

function offer() {
  const chosen = passage();
  button.hidden = !chosen;
  if (!chosen) return;
  const place = chosen.range.getBoundingClientRect();
  const frame = article.getBoundingClientRect();
  button.style.left = `${Math.max(8, Math.min(place.left, innerWidth - button.offsetWidth - 8)) + scrollX}px`;
  button.style.top = `${Math.min(place.bottom, frame.bottom) + scrollY + 6}px`;
}

article.addEventListener("pointerup", () => setTimeout(offer));
article.addEventListener("keyup", offer);
article.addEventListener("scroll", () => { button.hidden = true; });
document.addEventListener("selectionchange", () => {
  if (!passage()) button.hidden = true;
});
button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
button.addEventListener("click", make);
document.body.append(button); // placed by the page, whatever pane stands around the form

// With the keyboard

function tell(text) {
  clearTimeout(telling);
  telling = setTimeout(() => {
    said.classList.remove("refused");
    said.textContent = text;
  }, 200);
}

function begin() {
  const from = article.querySelector(".m.current") ?? article;
  const selection = getSelection();
  isChoosing = true;
  article.focus();
  selection.collapse(from, 0);
  selection.modify("extend", "forward", "word");
  tell(form.dataset.choosing);
}

function leave() {
  isChoosing = false;
}

function move(key, isExtending) {
  const selection = getSelection();
  const isForward = key === "ArrowRight" || key === "ArrowDown";
  const grain = key === "ArrowUp" || key === "ArrowDown" ? "line" : "word";
  const direction = isForward ? "forward" : "backward";
  if (isExtending) selection.modify("extend", direction, grain);
  else {
    if (isForward) selection.collapseToEnd();
    else selection.collapseToStart();
    if (grain === "line" || !isForward) selection.modify("move", direction, grain);
    selection.modify("extend", "forward", "word");
  }
  const chosen = passage();
  tell(chosen ? form.dataset.selected.replace("{words}", chosen.quote) : form.dataset.left);
}

article.addEventListener("aver:select", begin);
article.addEventListener("blur", leave);
article.addEventListener("keydown", (event) => {
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey);
  if (!isChoosing || !isPlain) return;
  if (event.key.startsWith("Arrow")) move(event.key, event.shiftKey);
  else if (event.key === "Enter") make();
  else if (event.key === "Escape") {
    leave();
    getSelection().removeAllRanges();
    tell(form.dataset.left);
  } else return;
  event.preventDefault();
  event.stopPropagation();
});
