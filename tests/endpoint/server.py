"""A real server on loopback that speaks OpenAI's protocol: chat (plain, SSE), embeddings, models, and faults
on demand.

In: requests of whatever client; a script says what is replied. Out: replies on the wire, and a record of
every request. It knows no tokens: usage is what the reply says. `tests/conftest.py` gives it to every test as
the fixture `endpoint`:

    endpoint.script = say("普惠率要达到30%。") # always; or a callable: Request -> Reply | None endpoint.queue
    += [fault(429, headers={"Retry-After": "1"}), Reply(chunks=("要达到", "30%。"), cut=1)] # first these
    client = openai.OpenAI(base_url=endpoint.url, api_key="k", max_retries=0)
    client.chat.completions.create(model=CHAT, messages=[{"role": "user", "content": "?"}]) # or EMBEDDING
    assert endpoint.requests[-1].prompt == "?"

Without a script every chat is answered with "好的。" and every text has the vector that `vector` gives it.
"""

from __future__ import annotations

import json
import select
import socket
import ssl
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.endpoint.messages import CHAT, DIMENSIONS, EMBEDDING, Reply, Request, fault, say
from tests.endpoint.wire import completion, embeddings, events
from tests.waiting import NEVER

_SLICE = 0.01
"""Seconds between two looks whether the client has gone."""


Script = Callable[[Request], Reply | None] | Reply | None


class Server:
    """Before the script: the key, where `key` is set, and the model, which must be one of `models` ("" in
    `models`: any).
    """

    def __init__(self, port: int, scheme: str) -> None:
        self.url = f"{scheme}://127.0.0.1:{port}/v1"
        self.script: Script = None
        self.queue: deque[Reply] = deque()
        """Taken before the script, one a POST."""
        self.key = ""
        self.models: tuple[str, ...] = (CHAT, EMBEDDING)
        self.dimensions = DIMENSIONS
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self.most = 0
        """The most POSTs that were in work at one time."""
        self._lock = threading.Lock()
        self._now = 0

    @property
    def asked(self) -> list[Request]:
        """The POSTs."""
        return [request for request in self.requests if request.method == "POST"]

    @contextmanager
    def working(self) -> Iterator[None]:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            yield
        finally:
            with self._lock:
                self._now -= 1

    def reply(self, request: Request) -> Reply:
        """What is sent to a request, by the queue, the script, or as a server in order would."""
        if self.key and request.headers.get("authorization") != f"Bearer {self.key}":
            sent = request.headers.get("authorization", "").removeprefix("Bearer ")
            return fault(401, f"Incorrect API key provided: {sent}", code="invalid_api_key")
        if request.method == "GET":
            return self._listed(request)
        model = str(request.body.get("model", ""))
        if self.models and model not in self.models:
            return fault(404, f"The model `{model}` does not exist", code="model_not_found")
        with self._lock:
            if self.queue:
                return self.queue.popleft()
        script = self.script
        found = script if script is None or isinstance(script, Reply) else script(request)
        return found or say("好的。")

    def _listed(self, request: Request) -> Reply:
        if request.path != "/v1/models":
            return fault(404, "not found")
        rows = [{"id": name, "object": "model", "created": 1, "owned_by": "test"} for name in self.models]
        return Reply(raw=json.dumps({"object": "list", "data": rows}))


class _GoneError(Exception):
    """The client has hung up, or the server is being closed."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listener

    @property
    def served(self) -> Server:
        return self.server.served

    def do_GET(self) -> None:
        self._serve({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) < length:  # the client was killed while it sent: nothing was asked
            self.close_connection = True
            return
        self._serve(json.loads(body or b"{}"))

    def _serve(self, body: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(
            method=self.command, path=self.path, headers=headers, body=body, at=time.monotonic()
        )
        self.served.requests.append(request)
        try:
            with self.served.working():
                self._send(request, self.served.reply(request))
        except (_GoneError, ConnectionError):
            request.gone.set()
            self.close_connection = True

    def _send(self, request: Request, reply: Reply) -> None:
        self._pause(reply.wait, reply.go_on)
        if reply.raw is not None or request.method == "GET":
            self._send_whole(reply, reply.raw or "")
        elif request.path == "/v1/chat/completions" and request.body.get("stream"):
            self._send_stream(request, reply)
        elif request.path == "/v1/chat/completions":
            self._send_whole(reply, completion(request, reply))
        elif request.path == "/v1/embeddings":
            self._send_whole(reply, embeddings(request, reply, self.served.dimensions))
        else:
            self._send_whole(fault(404, "not found"), fault(404, "not found").raw or "")

    def _send_whole(self, reply: Reply, body: str | bytes) -> None:
        data = body.encode() if isinstance(body, str) else body
        self._head(reply, reply.kind or "application/json", {"Content-Length": str(len(data))})
        if reply.hush is not None:
            self._pause(NEVER, reply.go_on)
        if reply.cut is not None:
            data = data[: len(data) // 2]
            self.close_connection = True
        self._write(data)

    def _send_stream(self, request: Request, reply: Reply) -> None:
        """SSE in chunked transfer coding, one event a chunk."""
        self._head(reply, reply.kind or "text/event-stream", {"Transfer-Encoding": "chunked"})
        for count, event in enumerate((*events(request, reply), "data: [DONE]\n\n")):
            if reply.hush == count:
                self._pause(NEVER, reply.go_on)
            if reply.cut == count:
                self.close_connection = True
                return
            self._pause(reply.pace)
            if reply.done or not event.startswith("data: [DONE]"):
                self._chunk(event)
        self._write(b"0\r\n\r\n")

    def _head(self, reply: Reply, kind: str, more: Mapping[str, str]) -> None:
        self.send_response(reply.status)
        for name, value in {"Content-Type": kind, **more, **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self._write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def _pause(self, seconds: float, go_on: threading.Event | None = None) -> None:
        """For so long, or until it may go on, or the client has gone. Raises _GoneError."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not (go_on is not None and go_on.is_set()):
            left = min(_SLICE, max(0.0, until - time.monotonic()))
            readable, _, _ = select.select([self.connection], [], [], left)
            if self.served.closing.is_set() or (readable and self._hung_up()):
                raise _GoneError

    def _hung_up(self) -> bool:
        if isinstance(
            self.connection, ssl.SSLSocket
        ):  # it cannot be looked into; what comes in mid-reply is its end
            return True
        return not self.connection.recv(1, socket.MSG_PEEK)

    def log_message(self, *_: object) -> None: ...


class _Listener(ThreadingHTTPServer):
    """Keeps its connections, so that closing it ends those that a client left open."""

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.served = Server(self.server_port, "https" if tls else "http")
        self.connections: set[socket.socket] = set()
        self._tls = tls

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        if self._tls:  # the handshake waits for the connection's own thread
            connection = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        self.connections.add(request)
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.connections.discard(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that resets a connection is no news; all else is a fault of the test and is shown."""
        if not isinstance(sys.exception(), (ConnectionError, ssl.SSLError)):
            super().handle_error(request, client_address)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that listens; at the end it lets go of every connection, whatever it is in the middle of."""
    with _Listener(tls) as listener:
        thread = threading.Thread(
            target=listener.serve_forever, kwargs={"poll_interval": _SLICE}, daemon=True
        )
        thread.start()
        try:
            yield listener.served
        finally:
            listener.served.closing.set()
            listener.shutdown()
            thread.join()
            for connection in tuple(listener.connections):
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


def nobody() -> str:
    """The address of a port that refuses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
