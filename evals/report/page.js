// Filters the cases and opens the one an address names. The page says all it has to say without it.
(() => {
  "use strict";
  const form = document.getElementById("filter");
  const cases = [...document.querySelectorAll("#list > .case")];
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const fold = document.getElementById("fold");
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  let texts = null;
  let waiting = 0;

  const apply = () => {
    const chosen = (name) => form.elements[name].value;
    const words = plain(chosen("words")).split(/\s+/).filter(Boolean);
    const wrong = form.elements.wrong.checked;
    if (words.length && texts === null) texts = cases.map((one) => plain(one.textContent));
    const has = (one, name) => !chosen(name) || one.dataset[name].includes("|" + chosen(name) + "|");
    let shown = 0;
    cases.forEach((one, at) => {
      const fits =
        (!wrong || one.classList.contains("wrong")) &&
        has(one, "suite") && has(one, "plan") && has(one, "tag") &&
        words.every((word) => texts[at].includes(word));
      if (one.hidden === fits) one.hidden = !fits;
      shown += fits;
    });
    count.textContent = "显示 " + shown + " / " + cases.length + " 例";
    none.hidden = shown > 0;
  };

  const show = () => {
    let named = null;
    try {
      named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return;
    }
    if (!named || !named.classList.contains("case")) return;
    if (named.hidden) {
      form.reset();
      apply();
    }
    named.open = true;
    named.scrollIntoView();
    named.querySelector("summary").focus({ preventScroll: true });
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("change", apply);
  form.elements.words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  fold.addEventListener("click", () => {
    const open = fold.textContent === "展开全部";
    cases.forEach((one) => { if (!one.hidden) one.open = open; });
    fold.textContent = open ? "收起全部" : "展开全部";
  });
  window.addEventListener("hashchange", show);
  form.hidden = false;
  apply();
  show();
})();
