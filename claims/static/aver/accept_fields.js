// The fields of acceptance, read as one types: the window's words, the hedge's number, the criteria, known claimants.

const QUIET = 250; // milliseconds without a key before the server is asked
const FORWARD = ["prediction", "conditional_prediction", "commitment"];
const WINDOW = ["operator", "not_before", "not_after"];
const ONLY_FORWARD = ["typed", ...WINDOW, "resolves_on", "hedge", "scale", "percent", "resolution_criteria"];

function later(act, quiet = QUIET) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), quiet);
  };
}

// The newest answer only: an earlier question that is still under way is dropped.
function asker(address) {
  let asked = new AbortController();
  return async (given) => {
    asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${address}?${given}`, { signal: asked.signal });
      return answer.ok && !answer.redirected ? await answer.json() : null;
    } catch {
      return null;
    }
  };
}

function note(field) {
  const line = document.createElement("p");
  line.className = "read";
  line.setAttribute("role", "status");
  field.closest(".field").append(line);
  return line;
}

function enhance(form) {
  if (form.dataset.isRead) return;
  form.dataset.isRead = "yes";
  preview(form);
  claimants(form);
}

function preview(form) {
  const fields = form.elements;
  const ask = asker(form.dataset.preview);
  const aboutWindow = note(fields.typed);
  const aboutNumber = note(fields.percent);
  let isTouched = "touched" in form.dataset;

  const read = later(async () => {
    const given = new URLSearchParams(new FormData(form));
    given.delete("csrfmiddlewaretoken");
    given.delete("resolution_criteria");
    const answer = await ask(given);
    if (!answer) return;
    showWindow(answer.window);
    aboutNumber.textContent = answer.number;
    if (!isTouched) fields.resolution_criteria.value = answer.criteria;
  });

  function showWindow(window) {
    aboutWindow.replaceChildren();
    if (!window) return;
    aboutWindow.classList.toggle("unread", !window.words);
    if (window.words) {
      const days = document.createElement("strong");
      days.textContent = window.words;
      aboutWindow.append(days, " ");
      for (const name of WINDOW) if (name in window) fields[name].value = window[name];
    }
    const how = document.createElement("span");
    how.textContent = window.said;
    if (window.language) how.lang = window.language;
    aboutWindow.append(how);
  }

  function showKind() {
    const isForward = FORWARD.includes(fields.kind.value);
    for (const name of ONLY_FORWARD) fields[name].closest(".field").hidden = !isForward;
  }

  form.addEventListener("input", (event) => {
    const { name } = event.target;
    if (name === "claimant") return;
    if (name === "resolution_criteria") {
      isTouched = fields.resolution_criteria.value.trim() !== "";
      return;
    }
    if (WINDOW.includes(name)) fields.typed.value = ""; // the days are no longer those of the words
    if (name === "percent" && fields.percent.value) fields.scale.value = "by_hand";
    if (name === "scale" && fields.scale.value !== "by_hand") fields.percent.value = "";
    if (name === "kind") showKind();
    read();
  });
  showKind();
  const { window: words, computed, computedLanguage: language } = form.dataset;
  if (!isTouched && FORWARD.includes(fields.kind.value)) showWindow({ words, said: computed, language });
}

function claimants(form) {
  const input = form.elements.claimant;
  const field = input.closest(".field");
  const kind = form.elements.claimant_kind.closest(".field");
  const ask = asker(form.dataset.claimants);
  const about = note(input);
  const options = document.createElement("ul");
  let active = -1;

  field.classList.add("combobox");
  input.removeAttribute("list");
  options.id = `${input.id}-options`;
  options.className = "options";
  options.setAttribute("role", "listbox");
  options.setAttribute("aria-label", field.querySelector("label").textContent);
  options.hidden = true;
  input.after(options);
  const roles = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": options.id };
  for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
  show(false);

  function show(isOpen) {
    options.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) point(-1);
  }

  function point(number) {
    active = number;
    [...options.children].forEach((each, index) => each.setAttribute("aria-selected", String(index === number)));
    const pointed = options.children[number];
    if (pointed) {
      input.setAttribute("aria-activedescendant", pointed.id);
      pointed.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function option(text, name, isKnown) {
    const line = document.createElement("li");
    line.id = `${options.id}-${options.children.length}`;
    line.setAttribute("role", "option");
    line.textContent = text;
    line.dataset.name = name;
    if (isKnown) line.dataset.known = "yes";
    options.append(line);
  }

  const called = (name) => name.trim().replace(/\s+/g, " ").toLowerCase();

  function tell(found) {
    const name = input.value.trim();
    const same = found.find((each) => called(each.name) === called(name) || each.names.includes(name));
    about.textContent = !name ? "" : same ? `${same.name} · ${same.kind} · ${form.dataset.known}` : form.dataset.new.replace("{name}", name);
    kind.hidden = Boolean(same) || !name;
    return same;
  }

  async function look(isOpening) {
    const answer = await ask(new URLSearchParams({ q: input.value }));
    if (!answer) return;
    options.replaceChildren();
    for (const each of answer.claimants) {
      const also = each.also ? ` · ${form.dataset.also.replace("{names}", each.also)}` : "";
      option(`${each.name} · ${each.kind}${also}`, each.name, true);
    }
    const same = tell(answer.claimants);
    if (!same && input.value.trim()) option(form.dataset.new.replace("{name}", input.value.trim()), input.value, false);
    if (isOpening) show(options.children.length > 0 && document.activeElement === input);
  }

  function choose(line) {
    input.value = line.dataset.name;
    if (line.dataset.known) kind.hidden = true;
    show(false);
    look(false);
  }

  const type = later(() => look(true), 150);
  input.addEventListener("input", type);
  input.addEventListener("blur", () => show(false));
  options.addEventListener("mousedown", (event) => {
    event.preventDefault();
    if (event.target.closest("li")) choose(event.target.closest("li"));
  });
  input.addEventListener("keydown", (event) => {
    const count = options.children.length;
    if (event.key === "ArrowDown" && options.hidden) look(true);
    else if (["ArrowDown", "ArrowUp"].includes(event.key) && count) {
      point(event.key === "ArrowDown" ? (active + 1) % count : (Math.max(active, 0) + count - 1) % count);
    } else if (event.key === "Enter" && active >= 0) choose(options.children[active]);
    else if (event.key === "Escape" && !options.hidden) show(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  look(false);
}

document.addEventListener("aver:opened", (event) => event.target.querySelectorAll("form.accept").forEach(enhance));
document.querySelectorAll("form.accept").forEach(enhance);
