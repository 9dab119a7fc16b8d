/* What every part of the page needs: addresses below this one, copying, the language, moments of attention. */
(() => {
  document.documentElement.lang = "zh-CN";

  /* Where the app lies, with the path prefix of a proxy before it. */
  window.plansAt = (path) => new URL(path, location.origin + location.pathname.replace(/[^/]*$/, ""));

  /* The clipboard API is there only over https and on this machine; elsewhere in the intranet the old way is left. */
  window.plansCopy = async (words) => {
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
  };

  /* On paper the references stand open below every answer. */
  addEventListener("beforeprint", () => {
    for (const sources of document.querySelectorAll("#talk .sources:not([open])")) { sources.open = true; sources.dataset.printed = ""; }
  });
  addEventListener("afterprint", () => {
    for (const sources of document.querySelectorAll("#talk .sources[data-printed]")) { sources.open = false; delete sources.dataset.printed; }
  });

  /* A button says for a moment what came of the click. */
  window.plansSay = (button, words) => {
    const label = button.dataset.label ?? (button.dataset.label = button.textContent);
    button.textContent = words;
    setTimeout(() => { button.textContent = label; }, 1600);
  };

  /* What cannot be undone wants a second click, on the same place, within a moment. */
  window.plansAskAgain = (button) => {
    const label = button.textContent;
    button.classList.add("sure");
    button.textContent = button.dataset.confirm;
    const back = () => { button.classList.remove("sure"); button.textContent = label; };
    button.addEventListener("blur", back, { once: true });
    setTimeout(back, 4000);
  };

  /* The framework's own notices come in English and name no next step. */
  const LOST = "与服务器的连接断开了，正在重新连接。连不上时请刷新页面，或告诉维护人员。";
  const FAILED = "没有成功。请再试一次；仍不行就刷新页面，或告诉维护人员。";
  const foreign = (words) => words && !/[\u4e00-\u9fff]/.test(words);
  new MutationObserver(() => {
    for (const toast of document.querySelectorAll(".toast-body")) {
      const title = toast.querySelector(".toast-title");
      const text = toast.querySelector(".toast-message-text");
      if (title && foreign(title.textContent.trim())) title.textContent = "提示";
      if (text && foreign(text.textContent.trim())) text.textContent = /connection|lost|network/i.test(text.textContent) ? LOST : FAILED;
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* What the framework says itself is in the browser's language at best; here it is Chinese. */
  const NAMES = {
    "More tabs": "更多页签", "Clear": "清空", "Scroll down": "到最下面", "chatbot conversation": "对话",
    "Loading response": "正在回答", "Click to upload or drop files": "选择文件，或拖到这里",
    "user's message": "提问", "bot's message": "回答",
  };
  const WORDS = { "Drop File Here": "将文件拖放到此处", "- or -": "- 或 -", "Click to Upload": "点击上传" };
  const named = Object.keys(NAMES).flatMap((name) => [`[aria-label^="${name}"]`, `[title="${name}"]`]).join(",");
  new MutationObserver(() => {
    for (const element of document.querySelectorAll(named))
      for (const attribute of ["aria-label", "title"]) {
        const said = NAMES[element.getAttribute(attribute)?.split(":")[0]];
        if (said) element.setAttribute(attribute, said);
      }
    for (const text of document.querySelectorAll('[data-testid="upload-text"]')) {
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (WORDS[node.data.trim()]) node.data = WORDS[node.data.trim()];
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    const done = await window.plansCopy(button.dataset.copy);
    button.focus();
    window.plansSay(button, done ? "已复制" : "未能复制，请手动选取");
  });
})();
