/* 简报: clicks on the page's own buttons are handed to Python by `plansBrief`; copying, and going to what is stale. */
(() => {
  const handed = {
    open: ["select", (d) => ({ id: d.id })],
    forget: ["clear", (d) => ({ id: d.id })],
    remake: ["submit", () => ({})],
    arrange: ["edit", (d) => ({ key: d.key, way: d.way })],
  };
  let touched = null; /* the outline is written anew after each change: the keyboard goes on where it was */

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-brief]");
    if (!button) return;
    const data = button.dataset;
    if (data.brief === "copy") {
      const paper = document.querySelector("#briefs-paper article");
      window.plansSay(button, paper && await window.plansCopy(paper.innerText) ? "已复制" : "未能复制");
    } else if (data.brief === "jump") jump();
    else if (data.confirm && !button.classList.contains("sure")) window.plansAskAgain(button);
    else if (handed[data.brief]) {
      const [name, told] = handed[data.brief];
      if (data.brief === "arrange") touched = [data.key, data.way];
      window.plansBrief?.(name, told(data));
    }
  });

  function jump() {
    const stale = [...document.querySelectorAll("#briefs-paper .stale")];
    const here = stale.findIndex((part) => part.classList.contains("here"));
    stale[here]?.classList.remove("here");
    const next = stale[(here + 1) % stale.length];
    next?.classList.add("here");
    next?.scrollIntoView({ block: "center", behavior: "smooth" });
  }

  new MutationObserver(() => {
    if (!touched) return;
    const outline = document.querySelector("#briefs-outline");
    if (!outline || outline.contains(document.activeElement)) return;
    const [key, way] = touched;
    const named = `[data-key="${CSS.escape(key)}"]`;
    const again = outline.querySelector(`${named}[data-way="${way}"]:not([disabled])`) ?? outline.querySelector(named);
    if (again) { touched = null; again.focus({ preventScroll: true }); }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
