/* 简报: clicks on the page's own buttons are handed to Python by `plansBrief`; copying, and going to what is stale. */
(() => {
  const handed = {
    open: ["select", (d) => ({ id: d.id })],
    forget: ["clear", (d) => ({ id: d.id })],
    remake: ["submit", () => ({})],
    try: ["click", (d) => ({ kind: d.kind, unit: d.unit, plan: d.of })],
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
      if (data.brief === "arrange") touched = { key: data.key, way: data.way, before: keys() };
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

  const outline = () => document.querySelector("#briefs-outline");
  const keys = () => [...outline().querySelectorAll("input")].map((box) => `${box.dataset.key}${box.checked}${box.hasAttribute("checked")}`).join();

  new MutationObserver(() => {
    if (!touched || !outline()) return;
    const now = keys();
    if (now === touched.before) return;
    const named = `[data-key="${CSS.escape(touched.key)}"]`;
    const way = outline().querySelector(`${named}[data-way="${touched.way}"]:not([disabled])`);
    (way ?? outline().querySelector(named))?.focus({ preventScroll: true });
    touched = null;
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-key", "checked"] });
})();
