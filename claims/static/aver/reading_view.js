// The reading view under the hands: one candidate is current, keys and buttons act on it, its forms open in its place.
// Without this file the list links to each candidate's own page, where the same forms stand.

const root = document.getElementById("reading");
const list = root.querySelector(".candidates") ?? document.createElement("ol");
const article = document.querySelector(".article");
const said = document.getElementById("said");
const bulk = document.getElementById("bulk");
const help = document.getElementById("keys");
const tools = document.getElementById("tools").content.firstElementChild.cloneNode(true);
const words = root.dataset;
const SINGLE_KEYS = "aver.single-keys";
const TYPING = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit], [type=button])";

const panels = new Map(); // what was opened and not sent keeps what was typed, while another candidate is open
// What the reader decided in this text, newest last: a list of keys for each act; what came before the page, one by one.
const decided = words.mine.split(" ").filter(Boolean).map((key) => [key]);
let current = null;

// Asking the server

async function ask(url, options = {}) {
  let answer;
  try {
    answer = await fetch(url, { ...options, headers: { "X-Aver-In-Place": "1" } });
  } catch {
    return tell(words.failed, true);
  }
  if (answer.redirected) return tell(words.signedOut, true);
  if (!answer.ok && ![409, 422].includes(answer.status)) return tell(words.failed, true);
  const isData = answer.headers.get("Content-Type").startsWith("application/json");
  return { status: answer.status, data: isData ? await answer.json() : null, html: isData ? "" : await answer.text() };
}

function tell(text, isRefused = false) {
  said.classList.toggle("refused", isRefused);
  said.textContent = text;
  return null;
}

const addressOf = (item, act) => words.candidate.replace("/0/change/", `/${item.dataset.key}/${act}/`);

// Which candidate is current

const items = () => [...list.children];
const itemOf = (key) => document.getElementById(`c${key}`);
const panelOf = (item) => item?.querySelector(":scope > .panel");
const marksOf = (item) => article.querySelectorAll(`[data-c~="${item.dataset.key}"]`);

function makeCurrent(item, { focus = true, scroll = true } = {}) {
  if (!item) return;
  if (current && current !== item) {
    close(current);
    current.removeAttribute("aria-current");
    marksOf(current).forEach((mark) => mark.classList.remove("current"));
  }
  current = item;
  item.setAttribute("aria-current", "true");
  if (tools.parentNode !== item) item.append(tools);
  marksOf(item).forEach((mark) => mark.classList.add("current"));
  if (scroll) showInText(item);
  if (focus) {
    item.querySelector(".go").focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }
}

function showInText(item) {
  const mark = marksOf(item)[0];
  if (!mark || article.scrollHeight <= article.clientHeight) return;
  article.scrollTop += mark.getBoundingClientRect().top - article.getBoundingClientRect().top - article.clientHeight / 3;
}

function step(by) {
  const all = items();
  makeCurrent(all[Math.max(0, Math.min(all.length - 1, all.indexOf(current) + by))]);
}

function nextPending(after) {
  const all = items();
  const from = all.indexOf(after) + 1;
  return [...all.slice(from), ...all.slice(0, from)].find((item) => item.dataset.state === "pending");
}

// A candidate opened in its place

async function open(item, act) {
  makeCurrent(item, { focus: false });
  if (!panelOf(item)) {
    const kept = panels.get(item.dataset.key);
    if (kept) item.append(kept);
    else if (!(await load(item, addressOf(item, "panel")))) return;
  }
  focusIn(panelOf(item), act);
}

async function load(item, url, options) {
  item.setAttribute("aria-busy", "true");
  const answer = await ask(url, options);
  item.removeAttribute("aria-busy");
  if (answer?.html && current === item) put(item, answer.html);
  return answer;
}

function put(item, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".panel");
  panelOf(item)?.remove();
  item.append(fresh);
  panels.set(item.dataset.key, fresh);
  stand({ key: item.dataset.key, state: fresh.dataset.state, revision: fresh.dataset.revision, words: fresh.dataset.words });
  fresh.dispatchEvent(new CustomEvent("aver:opened", { bubbles: true }));
}

function close(item) {
  const panel = panelOf(item);
  if (!panel) return false;
  panel.remove();
  return true;
}

function focusIn(panel, act) {
  panel.tabIndex = -1;
  const first = {
    accept: "#accept_text",
    attach: ".attach input[name=claim], #find",
    reject: "#rejectform_suggestion",
  }[act];
  const field = (first && panel.querySelector(first)) ?? panel;
  if (field.type === "radio") field.checked = true;
  field.focus({ preventScroll: true });
  (field.closest(".card") ?? panel).scrollIntoView({ block: "nearest" });
}

// How candidates stand, after a decision

function stand(row) {
  const item = itemOf(row.key);
  if (!item) return;
  for (const one of [item, ...[...marksOf(item)].filter((mark) => mark.dataset.c.split(" ")[0] === String(row.key))]) {
    one.classList.remove("pending", "accepted", "attached", "rejected");
    one.classList.add(row.state);
  }
  item.dataset.state = row.state;
  item.dataset.revision = row.revision;
  item.querySelector(".state").textContent = row.words;
  box(item);
  const done = items().filter((each) => each.dataset.state !== "pending").length;
  const told = words.progress.replace("{done}", done).replace("{all}", items().length);
  const progress = document.getElementById("progress");
  if (progress.textContent !== told) progress.textContent = told;
}

function box(item) {
  let ticked = item.querySelector(":scope > input");
  if (item.dataset.state !== "pending" || !bulk) return ticked?.remove();
  if (!ticked) {
    ticked = document.createElement("input");
    ticked.type = "checkbox";
    ticked.name = "chosen";
    ticked.setAttribute("form", "bulk");
    ticked.setAttribute("aria-labelledby", `q${item.dataset.key}`);
    item.prepend(ticked);
  }
  ticked.value = `${item.dataset.key}:${item.dataset.revision}`;
}

function settle(answer, { isUndo = false } = {}) {
  const { rows, refused } = answer.data;
  for (const row of rows) {
    const item = itemOf(row.key);
    if (item) close(item);
    panels.delete(String(row.key));
    stand(row);
  }
  const reasons = refused.map((each) => `\n${each.words}: ${each.why}`).join("");
  if (rows.length && !isUndo) decided.push(rows.filter((row) => row.state !== "pending").map((row) => row.key));
  countChosen();
  const following = isUndo ? itemOf(rows[0]?.key) : nextPending(itemOf(rows.at(-1)?.key) ?? current);
  makeCurrent(following ?? itemOf(rows.at(-1)?.key));
  tell(answer.data.said + reasons + (following || !rows.length ? "" : ` ${words.done}`), refused.length > 0);
}

async function undo() {
  let keys = [];
  while (!keys.length && decided.length) keys = decided.pop();
  if (!keys.length) return tell(words.nothing, true);
  const form = new FormData();
  form.set("csrfmiddlewaretoken", bulk.elements.csrfmiddlewaretoken.value);
  form.set("act", "undo");
  for (const key of keys) form.append("chosen", `${key}:${itemOf(key).dataset.revision}`);
  const answer = await ask(words.bulk, { method: "POST", body: form });
  if (!answer) decided.push(keys);
  else if (!answer.data.rows) tell(answer.data.said, true);
  else settle(answer, { isUndo: true });
}

// Forms

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const panel = form.closest(".panel");
  if (!panel && form !== bulk) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  const data = new FormData(form, event.submitter);
  form.dataset.sending = "yes";
  if (form === bulk) await sendBulk(data);
  else await send(panel.closest("li"), form, data);
  delete form.dataset.sending;
});

async function send(item, form, data) {
  if (form.method === "get") {
    const search = new URLSearchParams(data);
    if (await load(item, `${addressOf(item, "panel")}?${search}`)) focusIn(panelOf(item), "attach");
    return;
  }
  const answer = await load(item, form.action, { method: "POST", body: data });
  if (answer?.data) settle(answer);
  else if (answer) showErrors(panelOf(item));
}

function showErrors(panel) {
  const note = panel.querySelector(".errornote");
  if (!note) return;
  note.tabIndex = -1;
  note.focus();
}

async function sendBulk(data) {
  const answer = await ask(words.bulk, { method: "POST", body: data });
  if (!answer) return;
  if (answer.data.rows) settle(answer);
  else tell(answer.data.said, true);
}

function countChosen() {
  const chosen = list.querySelectorAll("input[name=chosen]:checked").length;
  const count = document.getElementById("chosen-count");
  if (count) count.textContent = chosen ? `(${chosen})` : "";
}

list.addEventListener("change", (event) => event.target.name === "chosen" && countChosen());
document.getElementById("choose-all")?.addEventListener("click", () => {
  list.querySelectorAll("input[name=chosen]").forEach((each) => { each.checked = true; });
  countChosen();
});

// Pointing

const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);

list.addEventListener("click", (event) => {
  const item = event.target.closest("li.c");
  const act = event.target.closest(".tools button")?.dataset.act;
  if (!item || !isPlain(event)) return;
  if (act) return open(item, act);
  if (!event.target.closest(".go, .place")) return;
  event.preventDefault();
  if (event.target.closest(".place")) makeCurrent(item, { focus: false });
  else if (current === item && close(item)) makeCurrent(item);
  else open(item, "edit");
});

article.addEventListener("click", (event) => {
  const mark = event.target.closest(".m");
  if (!mark || !isPlain(event)) return;
  event.preventDefault();
  if (!getSelection().isCollapsed) return;
  const keys = mark.dataset.c.split(" "); // the shortest first; a second click goes to the one around it
  const key = keys[(keys.indexOf(current?.dataset.key) + 1) % keys.length];
  makeCurrent(itemOf(key), { scroll: false });
});

// Keys

const acts = {
  j: () => step(1),
  n: () => step(1),
  k: () => step(-1),
  p: () => step(-1),
  a: () => decide("accept"),
  t: () => decide("attach"),
  r: () => decide("reject"),
  e: () => current && open(current, "edit"),
  u: () => bulk && undo(),
  x: () => current?.querySelector(":scope > input")?.click(),
  s: () => article.dispatchEvent(new CustomEvent("aver:select")),
  "?": () => help.showModal(),
};

function decide(act) {
  if (bulk && current) open(current, current.dataset.state === "pending" ? act : "edit");
}

function attachTo(number) {
  const claim = panelOf(current)?.querySelectorAll(".attach input[name=claim]")[number - 1];
  if (!claim) return false;
  claim.checked = true;
  claim.form.requestSubmit();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || help.open) return;
  const panel = event.target.closest(".panel");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && panel) {
    event.target.closest("form")?.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && current && close(current)) return makeCurrent(current);
  if (event.target.closest(TYPING) || !singleKeys.checked) return;
  const act = acts[event.key];
  if (act && (!event.shiftKey || event.key === "?")) {
    event.preventDefault();
    act();
  } else if (/^[1-8]$/.test(event.key) && attachTo(Number(event.key))) event.preventDefault();
});

// Help, and the setting

const singleKeys = document.getElementById("single-keys");
singleKeys.checked = localStorage.getItem(SINGLE_KEYS) !== "off";
singleKeys.addEventListener("change", () => localStorage.setItem(SINGLE_KEYS, singleKeys.checked ? "on" : "off"));
document.getElementById("help-button").addEventListener("click", () => help.showModal());
for (const id of ["help-button", "choose-all"]) document.getElementById(id)?.removeAttribute("hidden");

const pointed = /^#c\d+$/.test(location.hash) ? document.querySelector(location.hash) : null;
if (pointed) makeCurrent(pointed);
else makeCurrent(nextPending(null) ?? items()[0], { focus: false, scroll: false });
