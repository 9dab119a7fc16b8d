/* Files that are dropped on the chat go where its button for adding files would put them. */
(() => {
  const room = (event) => event.target.closest?.("#room");
  const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  const input = () => document.querySelector("#chat-upload input[type=file]");

  /* The panel opens by the server's word; the component takes files as a person chooses them. */
  async function hand(files) {
    const open = document.querySelector("#attach");
    if (!open?.offsetParent) return say("只有编辑人员可以添加文件。需要时，请联系管理员。");
    if (!input()?.closest("#chat-add")?.offsetParent) open.click();
    for (let tries = 0; tries < 100 && !input(); tries++) await new Promise((go) => setTimeout(go, 50));
    const box = input();
    if (!box) return say("上传区没有打开，请按“添加文件”再试。");
    box.files = files;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function say(words) {
    const hint = document.querySelector("#hint p");
    if (!hint) return;
    const before = hint.textContent;
    hint.setAttribute("role", "status");
    hint.textContent = words;
    setTimeout(() => (hint.textContent = before), 6000);
  }

  const mark = (on) => document.querySelector("#room")?.classList.toggle("dropping", on);

  document.addEventListener("dragover", (event) => {
    if (!carries(event) || !room(event) || event.target.closest("#chat-upload")) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget || !event.relatedTarget.closest?.("#room")) mark(false);
  });
  document.addEventListener("drop", (event) => {
    mark(false);
    if (!carries(event) || !room(event) || event.target.closest("#chat-upload")) return;
    event.preventDefault();
    hand(event.dataTransfer.files);
  });
})();
