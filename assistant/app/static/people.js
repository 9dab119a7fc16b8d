/* When the login has ended while the page is open, a bar says so and leads on; what is on the page stays. */
(() => {
  const fetched = window.fetch;
  let told = false;

  function tell() {
    if (told) return;
    told = true;
    document.documentElement.classList.add("signed-out");
    const bar = document.createElement("div");
    bar.id = "login-over";
    bar.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.textContent = "登录已经结束。请重新登录后再继续；页面上没有保存的内容，请先复制下来。";
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "重新登录";
    again.addEventListener("click", () => location.reload());
    bar.append(words, again);
    document.body.prepend(bar);
  }

  window.fetch = async function (...given) {
    const answer = await fetched.apply(this, given);
    if (answer.status === 401 && new URL(answer.url).origin === location.origin) tell();
    return answer;
  };

  /* Coming back to the page after a while, one should learn of it before typing a question. */
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !told) window.fetch(new URL("signed-in", document.baseURI)).catch(() => {});
  });
})();
