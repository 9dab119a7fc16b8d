/* A chip that is pointed at, or has the focus, shows the card of its clause beside it; on a touch screen a tap does. */
(() => {
  let shown = null;
  let owner = null;
  let timer = 0;

  function hide() {
    clearTimeout(timer);
    shown?.remove();
    owner?.removeAttribute("aria-describedby");
    shown = owner = null;
  }

  function show(chip) {
    const card = document.getElementById(chip.dataset.card);
    if (!card || owner === chip) return;
    hide();
    owner = chip;
    shown = document.createElement("div");
    shown.id = "hovered";
    shown.setAttribute("role", "tooltip");
    for (const part of card.children)
      shown.append(part.tagName === "SUMMARY" ? Object.assign(document.createElement("p"), { innerHTML: part.innerHTML, className: "head" }) : part.cloneNode(true));
    shown.addEventListener("pointerenter", () => clearTimeout(timer));
    shown.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") later(hide); });
    document.body.append(shown);
    chip.setAttribute("aria-describedby", "hovered");
    place(chip.getBoundingClientRect());
  }

  function place(chip) {
    const { offsetWidth: width, offsetHeight: height } = shown;
    const below = chip.bottom + height + 12 < innerHeight || chip.top < height + 12;
    shown.style.left = `${Math.max(8, Math.min(chip.left, innerWidth - width - 8))}px`;
    shown.style.top = `${below ? Math.min(chip.bottom + 6, Math.max(8, innerHeight - height - 8)) : chip.top - height - 6}px`;
  }

  function later(what, wait = 200) {
    clearTimeout(timer);
    timer = setTimeout(what, wait);
  }

  const chipOf = (event) => event.target.closest?.(".chip[data-card]");

  document.addEventListener("pointerover", (event) => {
    const chip = chipOf(event);
    if (chip && event.pointerType === "mouse") later(() => show(chip), 180);
  });
  document.addEventListener("pointerout", (event) => {
    if (chipOf(event) && event.pointerType === "mouse") later(hide, 250);
  });
  document.addEventListener("focusin", (event) => {
    const chip = chipOf(event);
    if (chip?.matches(":focus-visible")) show(chip);
    else if (shown && !shown.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) { event.stopImmediatePropagation(); hide(); }
  }, true);
  /* Whoever comes back from the reader has seen the clause. */
  document.addEventListener("plans-returned", hide);
  document.addEventListener("scroll", (event) => { if (shown && !shown.contains(event.target)) hide(); }, true);

  /* On a touch screen the first tap shows the card, which has a button for the reader. */
  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (shown && !shown.contains(event.target) && !chipOf(event)) hide();
  }, true);
  document.addEventListener("click", (event) => {
    const chip = chipOf(event);
    if (!chip) { if (event.target.closest?.("#hovered [data-plan]")) setTimeout(hide); return; }
    if (touched && owner !== chip) { event.stopImmediatePropagation(); show(chip); } else hide();
  }, true);
})();
