/* 简报: the kept ones, one of them with all that can be done with it, and one that is being made. The one that is open stands in the address (?brief=…). */
(() => {
  const PARAMETER = "brief";
  const LOST = "没有连上服务器。请检查网络后再试一次；仍不行就刷新页面。";
  const make = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;
  const words = (text) => { const p = document.createElement("p"); p.className = "refusal"; p.setAttribute("role", "alert"); p.textContent = text; return p; };

  class Briefings extends HTMLElement {
    #turn = 0; /* what was asked for last: whatever comes later of something else is not shown */
    #making = null;

    connectedCallback() {
      this.innerHTML = '<div class="said" aria-live="polite"></div><div class="shelf"><h3>保存的简报</h3><div class="list"></div></div><div class="one" hidden></div>';
      [this.said, this.shelf, this.one] = [".said", ".shelf", ".one"].map((name) => this.querySelector(name));
      this.addEventListener("click", (event) => this.clicked(event));
      this.addEventListener("change", (event) => {
        const box = event.target.closest("[data-brief=arrange]");
        if (box) this.arrange(box);
      });
      new IntersectionObserver((seen) => {
        if (seen.some((entry) => entry.isIntersecting) && !this.hasAttribute("data-one")) this.list();
      }, { rootMargin: "1000px", scrollMargin: "1000px" }).observe(this); /* soon below the form, on a phone as well */
      const named = () => new URLSearchParams(location.search).get(PARAMETER);
      if (named()) this.open(named());
      addEventListener("popstate", () => {
        const shown = this.one.querySelector(".briefing")?.dataset.id;
        if (named() && named() !== shown) this.open(named());
        else if (!named() && shown) this.back();
      });
    }

    clicked(event) {
      const button = event.target.closest("button[data-brief]");
      if (!button) return;
      const data = button.dataset;
      if (data.confirm && !button.classList.contains("sure")) { window.plansAskAgain(button); return; }
      ({
        open: () => this.open(data.id),
        forget: () => this.forget(data.id),
        try: () => this.make({ kind: data.kind, units: [data.unit].filter(Boolean), plans: [data.of].filter(Boolean) }),
        remake: () => this.make({ again: Number(this.one.querySelector(".briefing").dataset.id) }),
        stop: () => this.#making?.abort(),
        back: () => this.back(),
        arrange: () => this.arrange(button),
        jump: () => this.jump(),
        copy: () => this.copy(button),
      })[data.brief]?.();
    }

    async fetch(path, options) {
      const answer = await fetch(window.plansAt(path), options);
      if (answer.ok) return answer;
      let told = LOST;
      try { const said = await answer.json(); told = [said.detail, said.error].find((one) => typeof one === "string") ?? told; } catch { /* not ours */ }
      throw Object.assign(new Error(told), { told });
    }

    async list() {
      try {
        const html = await (await this.fetch("brief/kept")).text();
        this.shelf.querySelector(".list").replaceChildren(make(html));
      } catch (error) { this.shelf.querySelector(".list").replaceChildren(words(error.told ?? LOST)); }
    }

    /* One briefing in place of what is wanted and what is kept. */
    show(html) {
      this.said.replaceChildren();
      this.one.replaceChildren(make(`<button type="button" class="plain" data-brief="back">← 返回</button>${html}`));
      this.one.hidden = false;
      this.toggleAttribute("data-one", true);
      this.closest("#briefs")?.toggleAttribute("data-one", true);
    }

    back(said = "") {
      this.#making?.abort();
      this.#turn++;
      this.one.hidden = true;
      this.one.replaceChildren();
      this.toggleAttribute("data-one", false);
      this.closest("#briefs")?.toggleAttribute("data-one", false);
      this.said.replaceChildren(...(said ? [words(said)] : []));
      this.remember("");
      this.list();
    }

    remember(id) {
      const address = new URL(location.href);
      const had = address.searchParams.has(PARAMETER);
      if (id) address.searchParams.set(PARAMETER, id); else address.searchParams.delete(PARAMETER);
      if (address.href !== location.href) history[id && !had ? "pushState" : "replaceState"](history.state, "", address);
    }

    async open(id) {
      const turn = ++this.#turn;
      try {
        const html = await (await this.fetch(`brief/${id}`)).text();
        if (turn !== this.#turn) return;
        this.show(html);
        this.remember(id);
        this.one.querySelector("[data-brief=back]").focus({ preventScroll: true });
        if (!this.one.querySelector("[data-unchecked]")) return;
        const checked = await (await this.fetch(`brief/${id}?check=1`)).text();
        if (turn === this.#turn) this.renew(checked);
      } catch (error) { if (turn === this.#turn) this.back(error.told ?? LOST); }
    }

    /* The same briefing as it is now; the place one looks at stays where it is. */
    renew(html) {
      const at = this.one.closest(".tabitem")?.scrollTop;
      const open = this.one.querySelector(".outline")?.open;
      this.one.querySelector(".briefing").replaceWith(make(html));
      this.one.querySelector(".outline").open ||= Boolean(open);
      if (at !== undefined) this.one.closest(".tabitem").scrollTop = at;
    }

    async arrange(control) {
      const { key, way } = control.dataset;
      const turn = ++this.#turn;
      const id = this.one.querySelector(".briefing").dataset.id;
      try {
        const answer = await this.fetch(`brief/${id}/outline`, {
          method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ key, way }),
        });
        const html = await answer.text();
        if (turn !== this.#turn) return;
        this.renew(html);
        const named = `.outline [data-key="${CSS.escape(key)}"]`;
        (this.one.querySelector(`${named}[data-way="${way}"]:not([disabled])`) ?? this.one.querySelector(named))?.focus({ preventScroll: true });
      } catch (error) { if (turn === this.#turn) this.one.prepend(words(error.told ?? LOST)); }
    }

    async forget(id) {
      try { await this.fetch(`brief/${id}`, { method: "DELETE" }); } catch (error) { this.said.replaceChildren(words(error.told ?? LOST)); }
      await this.list();
      this.shelf.querySelector("button")?.focus();
    }

    async make(wanted) {
      if (this.#making) return;
      const turn = ++this.#turn;
      const making = this.#making = new AbortController();
      this.show('<div class="making"><div role="status"></div><progress aria-label="进度"></progress><button type="button" class="copy" data-brief="stop">停止</button></div><article class="paper"></article>');
      const [status, bar, paper] = ["[role=status]", "progress", ".paper"].map((name) => this.one.querySelector(name));
      status.textContent = "正在查找条款…";
      let kept = 0; /* the rules' part is whole: a model's words are all that is waited for */
      this.one.querySelector("[data-brief=stop]").focus();
      try {
        const answer = await this.fetch("brief", {
          method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(wanted), signal: making.signal,
        });
        for await (const said of lines(answer.body)) {
          if (turn !== this.#turn) return;
          if (said.refused) {
            this.#making = null;
            if (!wanted.again) { this.back(said.refused); return; }
            await this.open(wanted.again);
            this.said.replaceChildren(words(said.refused));
            return;
          }
          if (said.made) { this.#making = null; await this.open(said.made); return; }
          kept = said.kept || kept;
          bar.max = said.total;
          bar.value = said.done;
          status.textContent = said.doing ? `正在编写：${said.doing}（${said.done}/${said.total}）` : "正在保存…";
          if (said.html) paper.append(make(said.html));
        }
        throw new Error("cut off");
      } catch (error) {
        if (turn !== this.#turn) return;
        this.#making = null;
        if (kept) { await this.open(kept); this.said.replaceChildren(words(making.signal.aborted ? "已停止模型综述，其余已经写好。" : "模型综述没有写成，其余已经写好。")); }
        else this.back(making.signal.aborted ? "已停止，没有保存。" : (error.told ?? LOST));
      } finally { if (this.#making === making) this.#making = null; }
    }

    jump() {
      const stale = [...this.one.querySelectorAll(".paper .stale")];
      const here = stale.findIndex((part) => part.classList.contains("here"));
      stale[here]?.classList.remove("here");
      const next = stale[(here + 1) % stale.length];
      next?.classList.add("here");
      next?.scrollIntoView({ block: "center" });
    }

    async copy(button) {
      const paper = this.one.querySelector(".paper").cloneNode(true);
      for (const sup of paper.querySelectorAll("sup")) sup.textContent = sup.dataset.refs ?? "";
      for (const aside of paper.querySelectorAll(".changes, tr.why")) aside.remove();
      paper.querySelectorAll(".notes li").forEach((note, n) => note.prepend(`[${n + 1}] `));
      paper.className = "paper copied"; /* what is not on the page has no lines */
      this.one.append(paper);
      const text = paper.innerText;
      paper.remove();
      const done = await window.plansCopy(text);
      button.focus();
      window.plansSay(button, done ? "已复制" : "未能复制，请手动选取");
    }
  }

  /* One value a line, as they come. */
  async function* lines(stream) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const complete = (rest + part.value).split("\n");
      rest = complete.pop();
      for (const line of complete) yield JSON.parse(line);
    }
  }

  customElements.define("plans-briefings", Briefings);

  /* What is in a tab is made when the tab is first opened. */
  function inTab(act) {
    let opened = false;
    const waiting = setInterval(() => {
      const folded = [...document.querySelectorAll("#tabs .overflow-dropdown button")]; /* where there is no room for all */
      const tab = document.querySelector("#briefs-tab-button") ?? folded.find((button) => button.textContent.trim() === "简报");
      if (tab && !opened) { opened = true; tab.click(); }
      const mine = document.querySelector("plans-briefings");
      if (!mine) return;
      clearInterval(waiting);
      act(mine);
    }, 50);
    setTimeout(() => clearInterval(waiting), 20000);
  }

  window.plansMakeBriefing = (wanted) => inTab((mine) => mine.make(wanted));
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-write]");
    if (button) window.plansMakeBriefing(JSON.parse(button.dataset.write));
  });
  if (new URLSearchParams(location.search).has(PARAMETER)) inTab(() => {});
})();
