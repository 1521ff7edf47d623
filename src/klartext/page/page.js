// Help at the page that needs no server: messages at marked places, jumping between letter and list, keys, focus.
(() => {
  const pageReady = () => {
    const tip = document.createElement("div");
    tip.id = "kt-tip";
    tip.setAttribute("role", "tooltip");
    tip.hidden = true;
    document.body.append(tip);

    let shown = null;
    const show = (place) => {
      shown = place;
      tip.textContent = place.dataset.tip;
      tip.hidden = false;
      const at = place.getClientRects()[0] ?? place.getBoundingClientRect();
      const left = Math.min(at.left, window.innerWidth - tip.offsetWidth - 12);
      const below = at.bottom + 6;
      const top = below + tip.offsetHeight > window.innerHeight ? at.top - tip.offsetHeight - 6 : below;
      tip.style.left = `${Math.max(8, left)}px`;
      tip.style.top = `${Math.max(8, top)}px`;
    };
    const hide = () => {
      shown = null;
      tip.hidden = true;
    };
    const place = (event) => event.target.closest?.("[data-tip]");

    document.addEventListener("mouseover", (event) => {
      if (tip.contains(event.target)) return;
      if (place(event)) show(place(event));
      else if (shown !== document.activeElement) hide();  // the page may scroll under a resting mouse
    });
    document.addEventListener("focusin", (event) => { place(event) ? show(place(event)) : hide(); });
    document.addEventListener("focusin", (event) => {
      const card = event.target.closest?.(".kt-feld")?.querySelector(".kt-karte");
      if (card) showInLetter(card.id.replace("karte-", "stelle-"));
    });
    const follow = () => { if (shown) shown.isConnected ? show(shown) : hide(); };
    document.addEventListener("scroll", follow, { capture: true, passive: true });

    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("[data-ziel]");
      if (!link) return;
      event.preventDefault();
      hide();
      if (!link.dataset.satz) return goTo(document.getElementById(link.dataset.ziel));
      choose(link.dataset.satz);
      window.klartextFocus(`#${CSS.escape(link.dataset.ziel)}`);
    });
    document.addEventListener("click", (event) => {
      const text = event.target.closest?.(".kt-satztext");
      if (text && window.getSelection().isCollapsed) choose(text.dataset.satz);
    });

    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
      if (event.ctrlKey || event.altKey || event.metaKey || !keysOn()) return;
      if (event.target.matches?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
      const act = KEYS[event.key.toLowerCase()];
      if (act && !document.getElementById("kt-tasten").open && act() !== false) event.preventDefault();
    });
    document.addEventListener("click", (event) => {
      const to = event.target.closest?.("[data-hilfe]")?.dataset.hilfe;
      const layer = document.getElementById("kt-tasten");
      if (to === "auf") layer.showModal();
      if (to === "zu") layer.close();
    });

    keepForReload();
    keepUnfolded();

    // Closing the page drops the review: ask first while decisions are not in a released letter, or words half written.
    window.addEventListener("beforeunload", (event) => {
      const decided = document.querySelector(":is(.kt-nr, .kt-karte):is(.accepted, .rejected, .edited)");
      const released = document.querySelector("#kt-dateien .kt-laden");
      if ((decided && !released) || document.querySelector(".kt-eigen textarea")) event.preventDefault();
    });

    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("[data-tat]");
      if (button) send(button);
    });
    document.addEventListener("input", ({ target }) => {
      if (target.dataset?.merken) typed.set(target.dataset.merken, target.value);
    });

    // Browsers refuse long addresses: a large file becomes one of the browser's own before it is saved.
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[download][href^='data:']");
      if (!link || link.href.length < 1e6) return;
      event.preventDefault();
      const [head, data] = link.href.split(";base64,");
      const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
      const own = URL.createObjectURL(new Blob([bytes], { type: head.slice("data:".length) }));
      Object.assign(document.createElement("a"), { href: own, download: link.download }).click();
      setTimeout(() => URL.revokeObjectURL(own), 60000);
    });

    // Only a filter of the file dialog: what cannot be read gets a German message from the reader.
    document.addEventListener("click", (event) => {
      if (!event.target.closest?.("#kt-hochladen")) return;
      for (const input of document.querySelectorAll("input[type=file]")) input.accept = ".txt,.docx,.dotx,.odt,.pdf";
    }, { capture: true });
    keepInPlace();
    readOut();
    document.addEventListener("click", (event) => {  // what stands in a tab comes into the page when it is opened
      if (event.target.closest?.("[role=tab]")) setTimeout(readOut, 500);
    });
  };

  const readOut = () => {
    for (const id of ["kt-status", "kt-suche-stand", "kt-pruefung-status", "kt-beurteilen"]) {
      document.getElementById(id)?.setAttribute("role", "status");
      document.getElementById(id)?.setAttribute("aria-live", "polite");
    }
  };

  // What a person does in the list goes to the server through one hidden button, in order; fields come along.
  const typed = new Map();
  const deeds = [];
  window.klartextDeed = () => JSON.stringify(deeds.shift() ?? {});
  const send = (button) => {
    const field = button.closest(".kt-feld");
    const deed = { tat: button.dataset.tat, id: field?.dataset.id ?? "" };
    const fields = { wahl: ".kt-wahl input:checked", grund: ".kt-grund input", text: ".kt-eigen textarea" };
    for (const [name, selector] of Object.entries(fields)) {
      const value = field?.querySelector(selector)?.value;
      if (value !== undefined) deed[name] = value;
    }
    deeds.push(deed);
    field?.setAttribute("aria-busy", "true");
    document.getElementById("kt-tun").click();
    if (deed.tat === "lassen") typed.delete(`text-${deed.id}`);
    if (deed.tat === "bearbeiten") window.klartextFocus(`.kt-eigen-${CSS.escape(deed.id)} textarea`);
    if (["annehmen", "ablehnen", "uebernehmen", "trotzdem"].includes(deed.tat)) goOnFrom(deed.id);
  };
  window.klartextDone = (said) => { // what was done is drawn anew; where something is missing, all stays as it was
    if (!said?.includes("hinweis")) return [];
    for (const field of document.querySelectorAll(".kt-feld[aria-busy]")) field.removeAttribute("aria-busy");
    return [];
  };

  // Letter, list and preview are sheets of blocks. The server sends what has changed; everything else stays untouched.
  const sheet = (name) => document.querySelector(`[data-blatt="${name}"]`);
  window.klartextShown = () => {
    const marks = (box) => Object.fromEntries([...box.children].map((e) => [e.dataset.key, e.dataset.marke]));
    const boxes = [...document.querySelectorAll("[data-blatt]")];
    return JSON.stringify(Object.fromEntries(boxes.map((box) => [box.dataset.blatt, marks(box)])));
  };
  let letter = "";
  window.klartextShow = (told) => {
    const { letter: now, sheets } = JSON.parse(told || "{}");
    if (!sheets) return [];
    if (!Object.keys(sheets).every(sheet)) { // the work space opens first
      setTimeout(() => window.klartextShow(told), 30);
      return [];
    }
    if (now !== letter) {
      letter = now;
      typed.clear();
      for (const name of Object.keys(sheets)) sheet(name).replaceChildren();
      document.getElementById("kt-markiert").scrollTop = 0;
    }
    const field = document.activeElement?.closest?.(".kt-feld")?.dataset.id;
    const whole = Object.entries(sheets).map(([name, { css, busy, order, new: blocks }]) => {
      const box = sheet(name);
      box.setAttribute("aria-busy", busy);
      for (const old of ["ohne-namen"]) box.classList.toggle(old, css === old);
      return fill(box, order, blocks);
    });
    if (!whole.every(Boolean)) document.getElementById("kt-zeichnen").click(); // another answer was quicker
    const card = field && document.getElementById(`karte-${field}`);
    if (card && document.activeElement === document.body) card.focus({ preventScroll: true });
    return [];
  };
  const fill = (box, order, blocks) => {
    const keys = new Set(order.map(([key]) => key));
    for (const old of [...box.children]) if (!keys.has(old.dataset.key)) old.remove();
    const there = new Map([...box.children].map((element) => [element.dataset.key, element]));
    let at = box.firstElementChild, whole = true;
    for (const [key, mark] of order) {
      let element = there.get(key);
      if (key in blocks) {
        const fresh = document.createElement(box.id === "kt-liste" ? "div" : "span");
        fresh.innerHTML = blocks[key];
        for (const part of fresh.querySelectorAll("[data-merken]")) {
          if (typed.has(part.dataset.merken)) part.value = typed.get(part.dataset.merken);
        }
        if (element) morph(element, fresh);
        else element = fresh;
        Object.assign(element.dataset, { key, marke: mark });
      } else if (element?.dataset.marke !== mark) {
        whole = false;
        continue;
      }
      if (element === at) at = at.nextElementSibling;
      else box.insertBefore(element, at);
    }
    return whole;
  };
  // Makes one element read like another with the fewest changes: what has focus or was unfolded stays the same element.
  const morph = (old, fresh) => {
    const other = old.nodeName !== fresh.nodeName || old.dataset?.art !== fresh.dataset?.art;
    if (other) return old.replaceWith(fresh);
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return;
    }
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !["open", "data-key", "data-marke"].includes(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const news = [...fresh.childNodes], olds = [...old.childNodes];
    for (const [place, child] of news.entries()) olds[place] ? morph(olds[place], child) : old.append(child);
    for (const rest of olds.slice(news.length)) rest.remove();
  };

  // Choosing a sentence in the letter leaves only its entries in the list.
  let sentence = "";
  window.klartextSentence = () => sentence;
  const choose = (id) => {
    sentence = id;
    document.getElementById("kt-waehlen").click();
  };

  // One key for every action; people whom that disturbs switch it off in the help layer.
  const keysOn = () => document.getElementById("kt-tasten-an")?.checked ?? true;
  const cards = () => [...document.querySelectorAll("#kt-rechts .kt-karte:is(.open, .hinweis)")];
  const atHand = () => document.activeElement?.closest?.(".kt-feld")?.querySelector(".kt-karte");
  const here = () => atHand() ?? document.querySelector(".kt-nr.aktiv") ?? null;
  const nextTo = (step) => {
    const list = cards(), at = list.indexOf(atHand());
    const id = here()?.id.replace("stelle-", "karte-");
    const from = at < 0 && id ? list.findIndex((card) => card.id === id) : at;
    goTo(list[from < 0 ? (step > 0 ? 0 : list.length - 1) : (from + step + list.length) % list.length]);
  };
  const press = (selector) => {
    const found = selector && document.querySelector(selector);
    if (!found || found.disabled || found.offsetParent === null) return false;  // it may be in the other tab
    found.click();
  };
  const pressAtHand = (selector) => {
    const card = document.activeElement?.classList?.contains("kt-karte") ? document.activeElement : null;
    const found = card?.closest(".kt-feld")?.querySelector(selector);
    if (!found) return false;
    found.click();
  };
  const jump = () => {
    const badge = document.activeElement?.closest?.(".kt-nr[data-ziel]");
    const card = atHand();
    goTo(document.getElementById(badge ? badge.dataset.ziel : card ? card.id.replace("karte-", "stelle-") : ""));
  };
  const KEYS = {
    "?": () => document.getElementById("kt-tasten").showModal(),
    n: () => nextTo(1),
    v: () => nextTo(-1),
    s: jump,
    a: () => pressAtHand(".kt-annehmen"),
    l: () => pressAtHand(".kt-ablehnen"),
    b: () => pressAtHand(".kt-bearbeiten"),
    u: () => press("#kt-rueckgaengig"),
    r: () => press("#kt-rueckgaengig"),
    w: () => press("#kt-wiederholen"),
    f: () => document.querySelector("#kt-filter input:checked")?.focus(),
    e: () => document.querySelector("#kt-freigeben")?.focus(),
  };

  // This tab keeps the review until it is closed, so that a reload loses nothing; nothing else stores it.
  const KEPT = "klartext-stand";
  const keepForReload = () => {
    document.body.classList.toggle("kt-hat-stand", sessionStorage.getItem(KEPT) !== null);
    const box = document.getElementById("kt-arbeit")?.parentElement ?? document.body;
    new MutationObserver(() => {
      const link = document.querySelector("#kt-sichern a");
      if (!link || link.href === keepForReload.last) return;
      keepForReload.last = link.href;
      try { sessionStorage.setItem(KEPT, link.href); } catch { sessionStorage.removeItem(KEPT); }
      document.body.classList.remove("kt-hat-stand");
    }).observe(box, { childList: true, subtree: true, attributes: true, attributeFilter: ["href"] });
  };
  window.klartextSaved = () => {
    const data = (sessionStorage.getItem(KEPT) ?? "").split("base64,")[1] ?? "";
    return new TextDecoder().decode(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)));
  };
  window.klartextForget = () => {
    sessionStorage.removeItem(KEPT);
    document.body.classList.remove("kt-hat-stand");
    return [];
  };

  // What somebody has unfolded above the list stays so when the figures change.
  const keepUnfolded = () => {
    const unfolded = new Set();
    const kind = (details) => details.matches?.(".kt-genauer, .kt-inhalt") && details.classList[0];
    document.addEventListener("toggle", ({ target }) => {
      if (kind(target)) unfolded[target.open ? "add" : "delete"](kind(target));
    }, { capture: true });
    new MutationObserver(() => {
      for (const name of unfolded) document.querySelector(`.${name}:not([open])`)?.setAttribute("open", "");
    }).observe(document.body, { childList: true, subtree: true });
  };

  // The letter scrolls along with the list, so that the place at hand is in view.
  const showInLetter = (id) => {
    for (const old of document.querySelectorAll(".kt-nr.aktiv")) old.classList.remove("aktiv");
    const place = document.getElementById(id);
    const box = place?.closest("#kt-markiert");
    if (!box) return;
    place.classList.add("aktiv");
    const offset = place.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (offset < 40 || offset > box.clientHeight - 80) box.scrollTop += offset - box.clientHeight / 3;
  };

  let going = null; // on the way to a place, and how to get there
  const goTo = (target) => {
    if (!target) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.focus({ preventScroll: true });
    const way = () => {
      target.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: target.matches(".kt-karte") ? "start" : "center" });
    };
    way();
    going = way;
    setTimeout(() => { if (going === way) going = null; }, 1000);
  };

  // Once the entry is decided, the next open suggestion is at hand; focus rests on the entry, never on a button.
  const goOnFrom = (id) => {
    const started = Date.now();
    const look = () => {
      const done = document.getElementById(`karte-${id}`);
      const busy = done?.closest(".kt-feld[aria-busy]");
      if (busy && done.classList.contains("open")) {
        if (Date.now() - started < 20000) setTimeout(look, 30);
        return;
      }
      if (done?.classList.contains("open")) return; // something was missing; the message says what
      const open = [...document.querySelectorAll(".kt-karte.open")];
      const after = (card) => done && done.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;
      goTo(open.find(after) ?? open[0] ?? done);
    };
    look();
  };

  // What comes in above may push the list down: the entry at hand, or the first in view, stays where it is.
  const cardOf = (element) => element?.closest?.(".kt-feld")?.querySelector(".kt-karte");
  const below = (element) => element.getBoundingClientRect().top + window.scrollY;
  const keepInPlace = () => {
    let held = null;
    const hold = () => {
      const card = cardOf(document.activeElement) ?? firstInView();
      held = card && { id: card.id, at: below(card) };
    };
    const firstInView = () => {
      const list = document.getElementById("kt-rechts");
      if (!list || list.getBoundingClientRect().top > 0) return null;
      return [...list.querySelectorAll(".kt-karte")].find((card) => card.getBoundingClientRect().bottom > 120);
    };
    const restore = () => {
      const card = held && document.getElementById(held.id);
      if (!card) return;
      const moved = below(card) - held.at;
      if (Math.abs(moved) > 1) going ? going() : window.scrollBy({ top: moved, behavior: "instant" });
    };
    new MutationObserver((changes) => {
      if (changes.some(({ target }) => target.parentElement?.closest("#kt-rechts"))) restore();
      hold();
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    new ResizeObserver(hold).observe(document.body);
    for (const event of ["scroll", "focusin", "selectionchange"]) {
      document.addEventListener(event, hold, { passive: true });
    }
    document.addEventListener("pointerdown", () => { held = null; }, { capture: true, passive: true });
  };

  // While somebody is writing or about to press a button in the list, nothing new may come into it.
  let lastTouch = 0;
  for (const event of ["input", "pointermove", "pointerdown", "keydown"]) {
    document.addEventListener(event, ({ target }) => {
      if (target.closest?.("#kt-rechts :is(button, input, textarea, label)")) lastTouch = Date.now();
    }, { capture: true, passive: true });
  }
  window.klartextInHand = () => Date.now() - lastTouch < 1500;

  // Moves to an element as soon as it is there.
  window.klartextFocus = (selector) => {
    const started = Date.now();
    const look = () => {
      const found = [...document.querySelectorAll(selector)].find((element) => element.offsetParent !== null);
      if (found) return goTo(found);
      if (Date.now() - started < 5000) setTimeout(look, 60);
    };
    look();
  };

  const waitForPage = () => {
    if (document.getElementById("kt-status")) return pageReady();
    setTimeout(waitForPage, 50);
  };
  waitForPage();
})();
