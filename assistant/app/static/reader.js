/* The reader at the right: opens a plan at a clause from any chip or link, goes from clause to clause, searches, copies. */
(() => {
  let panel, body, at = null, found = [], foundAt = -1, before = null;

  const make = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content.firstElementChild;

  function build() {
    panel = make(`<aside id="reader" aria-label="原文" tabindex="-1">
      <div class="bar">
        <button type="button" data-read="previous" title="上一条（Alt+↑）">上一条</button>
        <button type="button" data-read="next" title="下一条（Alt+↓）">下一条</button>
        <form role="search"><input type="search" aria-label="在本文件里查找" placeholder="在本文件里查找" autocomplete="off" spellcheck="false"><output></output><button type="submit" title="下一处（Enter）" hidden>下一处</button></form>
        <button type="button" data-read="reference">复制出处</button>
        <button type="button" data-read="link">复制链接</button>
        <button type="button" data-read="close" aria-label="关闭原文" title="关闭">×</button>
      </div><div class="page" aria-live="polite"></div></aside>`);
    body = panel.querySelector(".page");
    document.body.append(panel);
    panel.addEventListener("click", clicked);
    panel.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); step(1); });
    body.addEventListener("submit", (event) => { event.preventDefault(); setRight(event.target); });
    panel.querySelector("input").addEventListener("input", search);
  }

  async function open(plan, clause, marks = [], version = "", quietly = false) {
    if (!panel) build();
    if (!panel.hasAttribute("open")) before = document.activeElement;
    panel.setAttribute("open", "");
    document.documentElement.classList.add("reading");
    body.innerHTML = '<p class="told" role="status">正在打开…</p>';
    const url = window.plansAt(`read/${encodeURIComponent(plan)}`);
    if (clause) url.searchParams.set("clause", clause);
    if (version) url.searchParams.set("version", version);
    for (const mark of marks) url.searchParams.append("mark", mark);
    try {
      const answer = await fetch(url);
      if (answer.status !== 200 && answer.status !== 404) throw new Error(answer.status);
      const html = await answer.text();
      if (!html.startsWith("<article")) throw new Error("no plan"); /* a link may name anything, ".." too */
      body.innerHTML = html;
    } catch {
      body.innerHTML = '<p class="told" role="alert">原文没有打开。请检查网络后再点一次；仍不行就刷新页面。</p>';
      return;
    }
    clearSearch();
    at = null;
    if (!body.querySelector(".text")) { panel.focus(); return; }
    go(clause ?? first(), Boolean(clause));
    let pages = "";
    try { pages = localStorage.getItem("plans-pages"); } catch { /* the text then */ }
    if (pages) turnTo(true);
    if (!quietly) panel.focus({ preventScroll: true });
    remember({ plan, clause, version });
  }

  const all = () => [...body.querySelectorAll('[data-leaf]')];
  const first = () => all()[0]?.dataset.clause;
  const find = (label) => body.querySelector(`[data-clause="${CSS.escape(label)}"]`);

  function go(label, scroll = true) {
    const target = label && find(label);
    if (!target) return;
    body.querySelector(".here")?.classList.remove("here");
    target.classList.add("here");
    at = target;
    for (const other of body.querySelectorAll(".outline [aria-current]")) other.removeAttribute("aria-current");
    body.querySelector(`.outline [data-goto="${CSS.escape(label)}"]`)?.setAttribute("aria-current", "true");
    if (onPages()) mark(scroll);
    else if (scroll) (target.querySelector("mark") ?? target).scrollIntoView({ block: "center" });
  }

  function neighbour(way) {
    const leaves = all();
    const now = leaves.indexOf(at?.dataset.leaf ? at : leaves.find((leaf) => at && at.compareDocumentPosition(leaf) & 4));
    const to = leaves[now + way];
    if (!to) return;
    go(to.dataset.clause);
    to.focus({ preventScroll: true });
    remember({ plan: article().dataset.plan, clause: to.dataset.clause, version: "" });
  }

  const article = () => body.querySelector("article.plan");

  function linkTo() {
    const url = window.plansAt("");
    url.searchParams.set("read", article().dataset.plan);
    if (at) url.searchParams.set("clause", at.dataset.clause);
    return url.href;
  }

  /* The address has the clause, so that a refresh, or somebody else, finds it; Back closes the reader. */
  function remember({ plan, clause, version }) {
    const url = new URL(location);
    const had = url.searchParams.has("read");
    url.searchParams.set("read", plan);
    if (clause) url.searchParams.set("clause", clause); else url.searchParams.delete("clause");
    if (version) url.searchParams.set("version", version); else url.searchParams.delete("version");
    if (url.href === location.href) return;
    history[had ? "replaceState" : "pushState"]({ reader: true }, "", url);
  }

  function close() {
    if (!panel?.hasAttribute("open")) return;
    panel.removeAttribute("open");
    document.documentElement.classList.remove("reading");
    clearSearch();
    const url = new URL(location);
    for (const name of ["read", "clause", "version"]) url.searchParams.delete(name);
    history.replaceState(null, "", url);
    before?.focus?.();
    document.dispatchEvent(new Event("plans-returned"));
  }

  /* The original pages in place of the text: the clause one is at, and what was quoted, are marked on them. */
  const sheets = () => body.querySelector(".sheets");
  const onPages = () => sheets() && !sheets().hidden;

  function turnTo(pages) {
    const button = body.querySelector('[data-read="pages"]');
    if (!button) return;
    sheets().hidden = !pages;
    body.querySelector(".text").hidden = pages;
    button.setAttribute("aria-pressed", pages);
    button.textContent = pages ? "文字" : "原文页";
    try { localStorage.setItem("plans-pages", pages ? "1" : ""); } catch { /* nothing is kept then */ }
    if (pages) mark(); else if (at) at.scrollIntoView({ block: "center" });
  }

  const boxes = (written) => (written ?? "").split(" ").filter(Boolean).map((one) => {
    const [page, edges] = one.split(":");
    return [page, ...edges.split(",").map(Number)];
  });

  function mark(scroll = true) {
    for (const old of sheets().querySelectorAll(".spot")) old.remove();
    const shown = [...boxes(at?.dataset.boxes).map((box) => ["spot", box]),
      ...boxes(article().dataset.quoted).map((box) => ["spot quoted", box])];
    let first = null;
    for (const [kind, [page, left, top, right, bottom]] of shown) {
      const sheet = sheets().querySelector(`[data-page="${page}"]`);
      if (!sheet) continue;
      const spot = Object.assign(document.createElement("span"), { className: kind });
      spot.style.cssText = `left:${left * 100}%;top:${top * 100}%;width:${(right - left) * 100}%;height:${(bottom - top) * 100}%`;
      sheet.querySelector(".face").append(spot);
      first ??= spot;
    }
    if (!first || !scroll) return;
    const face = first.closest(".face"), picture = face.querySelector("img");
    picture.loading = "eager";
    first.scrollIntoView({ block: "center" });
    if (!picture.complete) picture.addEventListener("load", () => first.isConnected && first.scrollIntoView({ block: "center" }), { once: true });
  }

  async function confirm(button) {
    const url = window.plansAt(`confirm/${encodeURIComponent(article().dataset.plan)}`);
    url.searchParams.set("clause", button.dataset.of);
    button.disabled = true;
    try {
      const answer = await fetch(url, { method: "POST" });
      if (answer.status !== 204) throw new Error(answer.status);
      button.closest(".clause").querySelector(".scan")?.remove();
      button.closest(".clause").querySelectorAll('[data-read="correct"], form.correct').forEach((one) => one.remove());
      button.replaceWith(Object.assign(document.createElement("span"), { className: "confirmed", role: "status", textContent: "已确认与原页一致" }));
    } catch {
      button.disabled = false;
      window.plansSay(button, "没有确认成，请再试");
    }
  }

  /* A figure that recognition misread: a field for each of the clause's, those that were changed are sent. */
  function openFigures(button) {
    const form = button.closest(".clause").querySelector("form.correct");
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", !form.hidden);
    if (form.hidden) return;
    const picture = button.closest(".clause").querySelector("details.scan");
    if (picture) picture.open = true;
    form.querySelector("input").focus();
  }

  async function setRight(form) {
    const fields = [...form.querySelectorAll("input")].filter((field) => field.value.trim() !== field.dataset.was);
    const button = form.querySelector("[type=submit]");
    const told = form.querySelector("output");
    if (!fields.length) { told.textContent = "还没有改动数字。"; return; }
    const url = window.plansAt(`confirm/${encodeURIComponent(article().dataset.plan)}`);
    url.searchParams.set("clause", form.dataset.of);
    const figures = fields.map((field) => ({ start: +field.dataset.start, end: +field.dataset.end, was: field.dataset.was, now: field.value.trim() }));
    button.disabled = true;
    try {
      const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(figures) });
      if (answer.status !== 204) throw new Error((await answer.json().catch(() => ({}))).detail ?? "");
      await open(article().dataset.plan, form.dataset.of);
    } catch (error) {
      button.disabled = false;
      told.textContent = /[\u4e00-\u9fff]/.test(error.message) ? error.message : "没有保存成，请再试。";
    }
  }

  async function clicked(event) {
    const goto = event.target.closest("[data-goto]");
    if (goto) {
      go(goto.dataset.goto);
      find(goto.dataset.goto)?.focus({ preventScroll: true });
      remember({ plan: article().dataset.plan, clause: goto.dataset.goto, version: "" });
      if (innerWidth < 900) goto.closest("details").open = false;
      return;
    }
    const clause = event.target.closest("[data-clause]");
    if (clause && !String(getSelection())) { go(clause.dataset.clause, false); }
    const button = event.target.closest("[data-read]");
    if (!button) return;
    if (button.dataset.read === "close") close();
    if (button.dataset.read === "pages") turnTo(!onPages());
    if (button.dataset.read === "confirm") confirm(button);
    if (button.dataset.read === "correct") openFigures(button);
    if (button.dataset.read === "previous") neighbour(-1);
    if (button.dataset.read === "next") neighbour(1);
    if (button.dataset.read === "reference") {
      const words = at?.dataset.reference ?? (article() ? `《${article().dataset.title}》` : "");
      window.plansSay(button, words && await window.plansCopy(words) ? "已复制" : "请先点一条条款");
    }
    if (button.dataset.read === "link" && article())
      window.plansSay(button, await window.plansCopy(linkTo()) ? "已复制" : "未能复制");
  }

  /* What is found is painted by the browser's highlights where it has them; going from one to the next works without. */
  function search() {
    clearSearch(false);
    if (onPages() && panel.querySelector("input").value.trim()) turnTo(false);
    const words = panel.querySelector("input").value.trim();
    const told = panel.querySelector("output");
    const onward = panel.querySelector("form button");
    onward.hidden = true;
    if (!words) { told.textContent = ""; return; }
    const text = body.querySelector(".text");
    if (!text) return;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let i = node.data.indexOf(words); i >= 0; i = node.data.indexOf(words, i + words.length)) {
        const range = new Range();
        range.setStart(node, i);
        range.setEnd(node, i + words.length);
        found.push(range);
      }
    }
    if (window.Highlight && found.length) CSS.highlights.set("found", new Highlight(...found));
    told.textContent = found.length ? "" : "没有找到";
    onward.hidden = found.length < 2;
    if (found.length) step(1);
  }

  function step(way) {
    if (!found.length) return search();
    foundAt = (foundAt + way + found.length) % found.length;
    const range = found[foundAt];
    if (window.Highlight) CSS.highlights.set("found-here", new Highlight(range));
    panel.querySelector("output").textContent = `${foundAt + 1}/${found.length}`;
    const element = range.startContainer.parentElement;
    element.scrollIntoView({ block: "center" });
    const clause = element.closest("[data-clause]");
    if (clause) go(clause.dataset.clause, false);
  }

  function clearSearch(box = true) {
    found = [];
    foundAt = -1;
    if (window.Highlight) { CSS.highlights.delete("found"); CSS.highlights.delete("found-here"); }
    if (box && panel) { panel.querySelector("input").value = ""; panel.querySelector("output").textContent = ""; panel.querySelector("form button").hidden = true; }
  }

  document.addEventListener("click", (event) => {
    const chip = event.target.closest?.("[data-plan][data-clause]");
    if (!chip || chip.closest("#reader")) return;
    open(chip.dataset.plan, chip.dataset.clause, (chip.dataset.mark ?? "").split(" ").filter(Boolean), chip.dataset.version ?? "");
  });
  document.addEventListener("keydown", (event) => {
    if (!panel?.hasAttribute("open")) return;
    if (event.key === "Escape") { event.preventDefault(); close(); }
    if (event.altKey && event.key === "ArrowDown") { event.preventDefault(); neighbour(1); }
    if (event.altKey && event.key === "ArrowUp") { event.preventDefault(); neighbour(-1); }
  });
  addEventListener("popstate", () => {
    const asked = new URL(location).searchParams;
    if (asked.has("read")) open(asked.get("read"), asked.get("clause"), [], asked.get("version") ?? "", true);
    else close();
  });

  window.plansRead = open;
  /* The page puts this script in when it is loaded, or before. */
  function opened() {
    const asked = new URL(location).searchParams;
    if (asked.get("read")) open(asked.get("read"), asked.get("clause"), [], asked.get("version") ?? "", true);
  }
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", opened); else opened();
})();
