/* 指标与任务: fetches the fragment of what is chosen and puts it in place. The chosen stands in the page's address (?figures=…). */
(() => {
  const PARAMETER = "figures";

  function remember(query) {
    const address = new URL(location.href);
    address.searchParams.set(PARAMETER, query);
    history.replaceState(history.state, "", address);
  }

  /* A choice that has the focus keeps it: only what it offers is renewed. A text that is being written is left alone. */
  function renew(old, fresh) {
    if (old.matches("select")) { old.replaceChildren(...fresh.childNodes); old.value = fresh.value; }
    else if (old !== document.activeElement) old.value = fresh.value;
    old.toggleAttribute("data-any", fresh.hasAttribute("data-any"));
  }

  class Figures extends HTMLElement {
    #asked = 0;

    connectedCallback() {
      new IntersectionObserver((seen, observer) => {
        if (!seen.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        this.load(new URLSearchParams(location.search).get(PARAMETER) ?? "", false);
      }).observe(this);
      this.addEventListener("click", (event) => this.clicked(event));
      this.addEventListener("change", (event) => this.changed(event));
      this.addEventListener("submit", (event) => event.preventDefault());
      this.addEventListener("keydown", (event) => {
        const point = event.target.closest?.("[data-point]");
        if (!point || (event.key !== "Enter" && event.key !== " ")) return;
        event.preventDefault();
        this.open(point);
      });
    }

    clicked(event) {
      const point = event.target.closest("[data-point]");
      if (point) { this.open(point); return; }
      if (event.target.closest(".opener")) { this.toggleAttribute("data-open"); this.opened(); return; }
      const go = event.target.closest("[data-go]");
      if (go) this.load(go.dataset.go);
    }

    opened() {
      this.querySelector(".opener")?.setAttribute("aria-expanded", String(this.hasAttribute("data-open")));
    }

    /* A point does what the chip of its clause in the table does. */
    open(point) {
      const { plan, clause } = point.dataset;
      [...this.querySelectorAll(".sheet .chip")]
        .find((chip) => chip.dataset.plan === plan && chip.dataset.clause === clause)?.click();
    }

    changed(event) {
      if (event.target.matches("[data-go-value]")) { if (event.target.value) this.load(event.target.value); return; }
      const form = event.target.closest("form");
      if (!form) return;
      const chosen = [...new FormData(form)].filter(([, value]) => String(value).trim());
      this.load(new URLSearchParams(chosen).toString());
    }

    async load(query, focus = true) {
      const mine = ++this.#asked;
      this.setAttribute("aria-busy", "true");
      let html = null;
      try {
        const reply = await fetch(`figures/view?${query}`, { headers: { accept: "text/html" } });
        const text = await reply.text();
        if (reply.ok || reply.status === 503) html = text;
      } catch { /* told below */ }
      if (mine !== this.#asked) return;
      this.removeAttribute("aria-busy");
      if (html === null) { this.failed(query); return; }
      this.show(html, focus);
      if (focus) remember(query);
    }

    show(html, focus) {
      const fresh = document.createElement("template");
      fresh.innerHTML = html;
      const key = document.activeElement?.closest?.("plans-figures [data-key]")?.dataset.key;
      const inside = this.contains(document.activeElement);
      const form = this.querySelector("form.filters");
      const held = form?.contains(document.activeElement) && document.activeElement.matches("select, input");
      const next = fresh.content.querySelector("form.filters");
      if (held && next) {
        for (const old of form.querySelectorAll("select, input[type=search]")) {
          renew(old, next.querySelector(`[name="${old.name}"]`));
          old.closest("label").className = next.querySelector(`[name="${old.name}"]`).closest("label").className;
        }
        for (const part of [".clear", "datalist"]) form.querySelector(part).replaceWith(next.querySelector(part));
        for (const hidden of form.querySelectorAll("input[type=hidden]")) hidden.remove();
        form.prepend(...next.querySelectorAll("input[type=hidden]"));
        for (const part of [".views", ".opener", ".results"]) {
          this.querySelector(part).replaceWith(fresh.content.querySelector(part));
        }
        this.opened();
        return;
      }
      this.replaceChildren(fresh.content);
      this.opened();
      if (!focus || !inside) return;
      const again = key && [...this.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);
      (again && !again.disabled ? again : this.querySelector(".sheet, .filters select, .views button"))?.focus({ preventScroll: !key?.startsWith("page-") });
      if (key?.startsWith("page-")) this.querySelector(".results")?.scrollIntoView({ block: "start" });
    }

    failed(query) {
      const told = document.createElement("p");
      told.className = "calm";
      told.setAttribute("role", "alert");
      told.append("没有取到数据，可能是网络断了或服务正在重启。");
      const again = document.createElement("button");
      again.type = "button";
      again.className = "copy";
      again.dataset.go = query;
      again.textContent = "再试一次";
      told.append(again);
      (this.querySelector(".results") ?? this).replaceChildren(told);
    }
  }

  customElements.define("plans-figures", Figures);

  /* A link with ?figures=… opens the tab it was made in. */
  if (new URLSearchParams(location.search).has(PARAMETER)) {
    new MutationObserver((_, observer) => {
      const tab = document.querySelector("#figures-tab-button");
      if (!tab) return;
      observer.disconnect();
      setTimeout(() => tab.click());
    }).observe(document.documentElement, { childList: true, subtree: true });
  }
})();
