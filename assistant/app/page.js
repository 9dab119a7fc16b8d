/* What the page does by itself: copying, chips that lead to their clause, the latest question brought into view. */
(() => {
  document.documentElement.lang = "zh-CN";

  /* The clipboard API is there only over https and on this machine; elsewhere in the intranet the old way is left. */
  async function copy(words) {
    if (navigator.clipboard && window.isSecureContext) {
      try { await navigator.clipboard.writeText(words); return true; } catch { /* not permitted: the old way */ }
    }
    const area = document.createElement("textarea");
    area.value = words;
    area.style.cssText = "position:fixed;top:0;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  async function copyFrom(button) {
    const label = button.dataset.label ?? (button.dataset.label = button.textContent);
    const done = await copy(button.dataset.copy);
    button.focus();
    button.textContent = done ? "已复制" : "未能复制，请手动选取";
    setTimeout(() => { button.textContent = label; }, 1600);
  }

  function showCard(id) {
    const card = document.getElementById(id);
    if (!card) return;
    card.closest("details.sources").open = true;
    card.open = true;
    card.scrollIntoView({ block: "nearest" });
    card.querySelector("summary").focus({ preventScroll: true });
    card.classList.add("shown");
    setTimeout(() => card.classList.remove("shown"), 1600);
  }

  /* The component keeps the text itself and learns of it by the event. */
  function fill(words) {
    const box = document.querySelector("#question textarea");
    if (!box) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, words);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy], button[data-card], button[data-fill]");
    if (!button) return;
    if (button.dataset.fill) fill(button.dataset.fill);
    else if (button.dataset.card) showCard(button.dataset.card);
    else copyFrom(button);
  });

  window.plansShowLatest = () => setTimeout(() => {
    const asked = document.querySelectorAll("#talk .asked");
    asked[asked.length - 1]?.scrollIntoView({ block: "start" });
  }, 60);

  /* The component's thumbs come with English names; an answer that is judged says so where the thumbs are. */
  const names = {
    like: "这个回答有用", 赞: "这个回答有用", dislike: "这个回答不对", 踩: "这个回答不对",
    liked: "已记下：有用", 已赞: "已记下：有用", disliked: "已记下：不对", 已踩: "已记下：不对", clear: "清除",
  };
  new MutationObserver(() => {
    for (const button of document.querySelectorAll("#talk button[title]")) {
      const name = names[button.title.toLowerCase()];
      if (name) { button.title = name; button.setAttribute("aria-label", name); }
    }
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["title"] });

  window.plansFocusQuestion = () => document.querySelector("#question textarea")?.focus();
})();
