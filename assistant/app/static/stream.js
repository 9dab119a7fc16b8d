/* Answers reach the page over one stream, which the server closes when nothing is under way; the framework then reads it no more.
   A question handed in while the word that it closes is still on its way would wait for ever: the framework takes the stream for open.
   So that word is kept from it where something was handed in since, and the stream goes on over a new connection. */
(() => {
  const fetched = window.fetch.bind(window);
  const RECENT = 15_000; /* Milliseconds; the server closes no stream while anything older is under way. */
  const HEAD = /^data: \{"msg":"(\w+)","event_id":(?:"([^"]*)"|null)/;
  const underway = new Map();
  const early = new Set();

  const waiting = () => {
    for (const [event, since] of underway) if (performance.now() - since > RECENT) underway.delete(event);
    return underway.size > 0;
  };

  async function handIn(asked, options) {
    const answer = await fetched(asked, options);
    const { event_id: event } = await answer.clone().json().catch(() => ({}));
    if (event && !early.delete(event)) underway.set(event, performance.now());
    /* A closing word passed on before is read before this answer. */
    await new Promise((done) => setTimeout(done));
    return answer;
  }

  async function* messages(request, first) {
    for (let answer = first, held = ""; answer; ) {
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      answer = null;
      reading: for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        held += value;
        for (let end; (end = held.indexOf("\n\n")) >= 0; held = held.slice(end + 2)) {
          const message = held.slice(0, end + 2);
          const [, said, event] = HEAD.exec(message) ?? [];
          if (said === "process_completed" && !underway.delete(event)) early.add(event);
          if (said === "close_stream" && waiting()) {
            held = "";
            answer = await fetched(request.clone());
            break reading;
          }
          yield message;
        }
      }
      if (held) yield held;
    }
  }

  async function listen(request) {
    const first = await fetched(request.clone());
    if (!first.ok || !first.body) return first;
    const told = messages(request, first);
    const encoder = new TextEncoder();
    const body = new ReadableStream({
      async pull(controller) {
        const { value, done } = await told.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: () => told.return(),
    });
    return new Response(body, { status: first.status, headers: first.headers });
  }

  window.fetch = (asked, options) => {
    const { pathname } = new URL(asked?.url ?? asked, location.href);
    if (pathname.endsWith("/queue/join")) return handIn(asked, options);
    if (pathname.endsWith("/queue/data")) return listen(new Request(asked, options));
    return fetched(asked, options);
  };
})();
