/* 核稿: a draft is pasted or chosen, checked sentence by sentence, and shown with what the clauses have. Nothing of it is kept. */
(() => {
  const LOST = "没有连上服务器。请检查网络后再试一次；仍不行就刷新页面。";
  const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const make = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;
  const FORM = `<form class="ask">
    <p class="quiet">把自己写的稿子与资料库里的文件逐句对照：哪些话与条款不符，哪些没有找到依据，哪些有依据。稿子不会保存。</p>
    <label for="draft-words">稿子</label>
    <textarea id="draft-words" rows="8" placeholder="粘贴文字；或在下面选一个文件"></textarea>
    <div class="row"><label class="file"><span>选文件（.docx、.md、.txt）</span><input type="file" accept=".docx,.md,.txt" aria-label="选一个稿件文件"></label>
    <button type="submit" class="go">核稿</button></div></form>
    <div class="making" hidden><div role="status"></div><progress aria-label="核稿进度"></progress><button type="button" class="copy" data-draft="stop">停止</button></div>
    <div class="said" role="alert"></div><div class="found" tabindex="-1" role="region" aria-label="核稿结果"></div>`;

  async function* lines(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const all = (rest + value).split("\n");
      rest = all.pop();
      for (const one of all) yield JSON.parse(one);
    }
  }

  const bytes = (text) => Uint8Array.from(atob(text), (ch) => ch.charCodeAt(0));
  const base64 = (file) => new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = failed;
    reader.readAsDataURL(file);
  });

  class Drafts extends HTMLElement {
    #checking = null;
    #copy = "";

    connectedCallback() {
      if (this.firstElementChild) return;
      this.replaceChildren(make(FORM));
      [this.form, this.making, this.said, this.found] = ["form", ".making", ".said", ".found"].map((one) => this.querySelector(one));
      this.form.addEventListener("submit", (event) => { event.preventDefault(); this.check(); });
      this.addEventListener("click", (event) => this.clicked(event));
    }

    clicked(event) {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.draft === "stop") this.#checking?.abort();
      else if (button.dataset.next) this.next(button.dataset.next);
      else if (button.dataset.to) this.show(this.querySelector(`#draft-${button.dataset.to}`));
    }

    async given() {
      const file = this.querySelector("input[type=file]").files[0];
      const text = this.querySelector("textarea").value;
      return file ? { name: file.name, file: await base64(file) } : { text };
    }

    async check() {
      if (this.#checking) return;
      const checking = this.#checking = new AbortController();
      const [status, bar] = ["[role=status]", "progress"].map((one) => this.making.querySelector(one));
      this.said.textContent = "";
      this.found.replaceChildren();
      this.making.hidden = false;
      status.textContent = "正在读稿…";
      bar.removeAttribute("value");
      try {
        const answer = await fetch(window.plansAt("draft"), {
          method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(await this.given()), signal: checking.signal,
        });
        if (!answer.ok) throw Object.assign(new Error(), { told: answer.status === 413 ? "文件太大，没有收下。" : LOST });
        let whole = false;
        for await (const said of lines(answer.body)) {
          whole = Boolean(said.html || said.refused);
          if (said.refused) this.said.textContent = said.refused;
          else if (said.html) this.shown(said);
          else { bar.max = said.total; bar.value = said.done; status.textContent = `已核 ${said.done}/${said.total} 句`; }
        }
        if (!whole) throw new Error("cut off");
      } catch (error) {
        this.said.textContent = checking.signal.aborted ? "已停止。" : (error.told ?? LOST);
      } finally { this.#checking = null; this.making.hidden = true; }
    }

    shown({ html, copy, name }) {
      URL.revokeObjectURL(this.#copy);
      this.#copy = URL.createObjectURL(new Blob([bytes(copy)], { type: WORD }));
      const link = Object.assign(document.createElement("a"), { href: this.#copy, download: name, className: "copy", textContent: "下载带批注的 Word" });
      this.found.replaceChildren(make(html));
      this.found.querySelector(".counts").append(link);
      this.found.focus({ preventScroll: true });
      this.found.scrollIntoView({ block: "start" });
    }

    next(verdict) {
      const all = [...this.querySelectorAll(`.sentence.${verdict}`)];
      const at = all.findIndex((one) => one.classList.contains("here"));
      this.show(all[(at + 1) % all.length]);
    }

    show(sentence) {
      for (const one of this.querySelectorAll(".here")) one.classList.remove("here");
      sentence?.classList.add("here");
      sentence?.focus({ preventScroll: true });
      sentence?.scrollIntoView({ block: "center" });
    }
  }

  customElements.define("plans-drafts", Drafts);
})();
