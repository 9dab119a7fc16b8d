/* The chat: clicks on the page's own buttons are handed to Python by `plansTell`; judging an answer; the page's address. */
(() => {
  /* The component keeps the text itself and learns of it by the event. */
  function fill(words) {
    const box = document.querySelector("#question textarea");
    if (!box) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, words);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  const handed = {
    try: ["click", (d) => ({ question: d.question })],
    retry: ["submit", (d) => ({ place: d.place, key: "" })],
    drop: ["submit", (d) => ({ place: d.place, key: d.key })],
    edit: ["edit", (d) => ({ place: d.place })],
    leave: ["clear", () => ({})],
    open: ["select", (d) => ({ do: "open", talk: d.talk })],
    forget: ["select", (d) => ({ do: "forget", talk: d.talk })],
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-do], button[data-fill], button[data-judge]");
    if (!button) return;
    const data = button.dataset;
    if (data.fill) fill(data.fill);
    else if (data.judge) judge(button);
    else if (data.confirm && !button.classList.contains("sure")) window.plansAskAgain(button);
    else if (handed[data.do]) {
      const [name, told] = handed[data.do];
      window.plansTell?.(name, told(data));
    }
  });

  async function send(question, verdict, note = "") {
    const answer = await fetch(window.plansAt("feedback"), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ question: Number(question), verdict, note }),
    });
    if (!answer.ok) throw new Error(answer.status);
  }

  async function judge(button) {
    const { judge: verdict, question } = button.dataset;
    const taken = button.getAttribute("aria-pressed") === "true";
    const thumbs = button.closest(".tools");
    try {
      await send(question, taken ? "" : verdict);
    } catch {
      return say(thumbs, "没有记下，请稍后再试，或刷新页面。");
    }
    for (const other of thumbs.querySelectorAll("[data-judge]"))
      other.setAttribute("aria-pressed", String(other === button && !taken));
    if (taken) say(thumbs, "已取消。");
    else if (verdict === "up") say(thumbs, "已记下：有用。谢谢。");
    else askWhy(thumbs, question);
  }

  function say(thumbs, words) {
    thumbs.parentElement.querySelector(".why")?.remove();
    const told = document.createElement("p");
    told.className = "why";
    told.setAttribute("role", "status");
    told.textContent = words;
    thumbs.after(told);
  }

  const REASONS = ["数字不对", "单位不对", "条款不对", "文件里有，却说没有", "答非所问"];

  function askWhy(thumbs, question) {
    say(thumbs, "已记下：不对。");
    const form = document.createElement("form");
    form.className = "why";
    const name = `why-${question}`;
    form.innerHTML = `<fieldset><legend>已记下。哪里不对？（可不填）</legend>${
      REASONS.map((r) => `<label><input type="checkbox" value="${r}"> ${r}</label>`).join("")
    }<label class="more" for="${name}">补充说明</label><textarea id="${name}" rows="2" maxlength="800"></textarea>
    <button type="submit" class="copy">提交</button></fieldset>`;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const said = [...form.querySelectorAll("input:checked")].map((box) => box.value);
      const more = form.querySelector("textarea").value.trim();
      try {
        await send(question, "down", [said.join("、"), more].filter(Boolean).join("。"));
        say(thumbs, "已记下，维护人员会看到。谢谢。");
      } catch {
        form.querySelector("legend").textContent = "没有记下，请稍后再试，或刷新页面。";
      }
    });
    thumbs.parentElement.querySelector(".why").replaceWith(form);
    form.querySelector("input").focus();
  }

  /* The latest question is brought into sight once the page has redrawn; `data-moving` stands until then. */
  let moving = 0;
  window.plansShowLatest = () => {
    const talk = document.querySelector("#talk");
    talk.dataset.moving = "";
    clearTimeout(moving);
    moving = setTimeout(() => {
      const asked = talk.querySelectorAll(".asked");
      asked[asked.length - 1]?.scrollIntoView({ block: "start" });
      delete talk.dataset.moving;
    }, 60);
  };

  window.plansFocusQuestion = () => document.querySelector("#question textarea")?.focus();

  /* The address names the conversation, so that it is there after a refresh. */
  function address() {
    const kept = document.querySelector("#kept [data-kept]");
    if (!kept) return;
    const url = new URL(location);
    if (kept.dataset.kept) url.searchParams.set("talk", kept.dataset.kept);
    else url.searchParams.delete("talk");
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }
  let held = "";
  new MutationObserver(() => {
    const now = document.querySelector("#kept [data-kept]")?.dataset.kept;
    if (now === undefined || now === held) return;
    held = now;
    address();
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-kept"] });

  /* Escape stops an answer that is being written. */
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("#reader[open]")) document.querySelector("#stop")?.click();
  });
})();
