/* The conversation on the page. The server sends exchanges from a place on (`bubbles.py`); those before it stay as they are. */
(() => {
  const NEAR = 80; /* Pixels from the end within which one is at it. */
  let room, wrap, down;

  function find() {
    room = document.querySelector("#talk .bubble-wrap");
    wrap = room?.querySelector(".message-wrap");
    down = document.querySelector("#talk .scroll-down");
    if (!down || down.dataset.ready) return wrap;
    down.dataset.ready = "";
    down.addEventListener("click", () => room.scrollTo({ top: room.scrollHeight, behavior: "smooth" }));
    room.addEventListener("scroll", look, { passive: true });
    new ResizeObserver(look).observe(wrap);
    return wrap;
  }

  function look() {
    down.hidden = room.scrollHeight - room.scrollTop - room.clientHeight < NEAR;
  }

  let shown = "";
  function show() {
    const welcome = document.querySelector("#news [data-welcome]");
    const news = document.querySelector("#news [data-news]");
    if (!news || !find()) return;
    if (welcome) room.querySelector(".placeholder").innerHTML = welcome.dataset.welcome;
    const { from, news: told } = news.dataset;
    if (shown === from + told) return;
    shown = from + told;
    const opened = new Set([...wrap.querySelectorAll("[data-fold][open]")].map((fold) => fold.dataset.fold));
    for (const gone of [...wrap.children].slice(Number(from))) gone.remove();
    wrap.insertAdjacentHTML("beforeend", told);
    /* What somebody has unfolded while the answer grows stays so. */
    for (const fold of wrap.querySelectorAll("[data-fold]")) fold.open ||= opened.has(fold.dataset.fold);
    room.classList.toggle("empty", !wrap.children.length);
    look();
  }

  new MutationObserver((changes) => {
    if (changes.some(({ target }) => target.closest?.("#news, #ask-tab") && !target.closest("#talk"))) show();
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-news", "data-from", "data-welcome"],
  });
})();
