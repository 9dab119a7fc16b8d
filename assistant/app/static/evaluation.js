/* 评测: fetched anew whenever the tab is opened, so that a run that ended meanwhile is seen. */
customElements.define("plans-evaluation", class extends HTMLElement {
  connectedCallback() {
    new IntersectionObserver((seen) => {
      if (seen[seen.length - 1].isIntersecting && !this.shown) this.load();
      this.shown = seen[seen.length - 1].isIntersecting;
    }).observe(this);
  }

  async load() {
    try {
      const reply = await fetch("evaluation/view");
      if (!reply.ok) throw new Error(reply.statusText);
      this.innerHTML = await reply.text();
    } catch {
      this.innerHTML = '<p class="calm" role="alert">没有取到评测结果，可能是网络断了或服务正在重启。请稍后切换到别的页再回来。</p>';
    }
  }
});
