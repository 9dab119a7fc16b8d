"""The child process of `recognise`: pictures of pages on stdin, what stands on them on stdout.

A request is its length (4 bytes, little-endian), a line of JSON {"width", "height", "seconds", "memory",
"threads", "options"} and width x height x 3 bytes of colour (RGB, rows from the top). The reply is its length
and JSON {"turn", "skew", "pieces": [[text, confidence, left, top, right, bottom], …], "level": [[at, start,
end], …], "upright": […], "unread": n}: places in dots of the page as it stands once it is turned by `turn`
degrees counter-clockwise (0, 90, 180, 270) and then by `skew` about its middle, its size kept. It is run by
its path and imports nothing of this project.

The classifier of the engine that turns single lines is not used: it turns lines that stand right. Here whole
pages are turned: where most lines stand upright by a quarter, where they are read badly by a half.
"""

from __future__ import annotations

import json
import struct
import sys
from itertools import pairwise
from types import SimpleNamespace
from typing import IO, Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

LENGTH = struct.Struct("<I")
_BLANK: dict[str, Any] = {"turn": 0, "skew": 0.0, "pieces": [], "level": [], "upright": [], "unread": 0}

Image = NDArray[np.uint8]
Boxes = NDArray[np.float32]
Rules = list[list[float]]


def main(requests: IO[bytes], replies: IO[bytes]) -> None:
    engine: RapidOCR | None = None
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        told, _, dots = requests.read(LENGTH.unpack(head)[0]).partition(b"\n")
        asked = json.loads(told)
        _limit(asked["seconds"], asked["memory"])
        rows = np.frombuffer(dots, dtype=np.uint8).reshape(asked["height"], asked["width"], 3)
        options = SimpleNamespace(**asked["options"])
        if rows.mean(axis=2).std() < options.even:  # the back of a sheet
            found = _BLANK
        else:
            engine = engine or _engine(asked["threads"])
            found = _page(engine, np.ascontiguousarray(rows[:, :, ::-1]), options)
        reply = json.dumps(found).encode()
        replies.write(LENGTH.pack(len(reply)) + reply)
        replies.flush()


def _engine(threads: int) -> RapidOCR:
    """All models lie in the package; nothing that is read is left out for being unsure."""
    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.text_score": 0.0,
            "Global.max_side_len": 10_000,
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )


def _limit(seconds: float, memory: int) -> None:
    """So much time of the processor more, so many bytes of address space in all."""
    try:
        import resource
    except ImportError:  # Windows: the clock alone counts there
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (memory if most < 0 else min(memory, most), most))
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard < 0 else min(most, hard), hard))


def _page(engine: RapidOCR, image: Image, options: SimpleNamespace) -> dict[str, Any]:
    rough = _found(engine, image, options.rough)
    turn = 90 if _stands_upright(rough, options.upright) else 0
    if turn:
        image = _turned(image, turn)
        rough = _found(engine, image, options.rough)
    skew = _skew(rough, options)
    image = _straight(image, skew)
    boxes = _found(engine, image, options.fine)
    level, upright = _rules(image, options)
    boxes = _cut(boxes, upright)
    read = _read(engine, image, boxes)
    if read and _mean(read) < options.sure and _stands_on_its_head(engine, image, boxes, options.sample):
        turn += 180
        image = _turned(image, 180)
        boxes = _headlong(boxes, image)
        level, upright = _rules(image, options)
        read = _read(engine, image, boxes)
    missed = _missed(image, boxes, level, upright, options)
    more = _read(engine, image, missed)
    found = [*zip(boxes, read, strict=True), *_words_in(missed, more, options.words)]
    return {
        "turn": turn,
        "skew": skew,
        "pieces": [[text, round(score, 3), *_edges(box)] for box, (text, score) in found if text.strip()],
        "level": level,
        "upright": upright,
        "unread": len(missed) + len(boxes) - len(found),
    }


def _found(engine: RapidOCR, image: Image, scale: float) -> Boxes:
    """Shape (lines, 4, 2): the corners of each, from the top left clockwise, in dots of the picture."""
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    boxes = engine(small, use_det=True, use_cls=False, use_rec=False).boxes
    if boxes is None or not len(boxes):
        return np.zeros((0, 4, 2), dtype=np.float32)
    return np.asarray(boxes, dtype=np.float32).reshape(-1, 4, 2) / scale


def _read(engine: RapidOCR, image: Image, boxes: Boxes) -> list[tuple[str, float]]:
    if not len(boxes):
        return []
    read = engine.recognize_txt(engine.crop_text_regions(image, boxes))
    return list(zip(read.txts, map(float, read.scores), strict=True))


def _mean(read: list[tuple[str, float]]) -> float:
    """By the length of the lines."""
    lengths = [max(1, len(text)) for text, _ in read]
    return sum(s * n for (_, s), n in zip(read, lengths, strict=True)) / sum(lengths)


def _edges(box: Boxes) -> list[float]:
    return [float(edge) for edge in (box[:, 0].min(), box[:, 1].min(), box[:, 0].max(), box[:, 1].max())]


# -- which way a page stands


def _sides(boxes: Boxes) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How wide and how high each line is."""
    return (
        np.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=1).astype(np.float32),
        np.linalg.norm(boxes[:, 3] - boxes[:, 0], axis=1).astype(np.float32),
    )


def _stands_upright(boxes: Boxes, times: float) -> bool:
    """Whether most of the text goes down the page."""
    wide, high = _sides(boxes)
    return bool(high[high > wide].sum() > times * wide[wide >= high].sum())


def _skew(boxes: Boxes, options: SimpleNamespace) -> float:
    """By how many degrees the longer half of the lines descends to the right, the middle one of them."""
    wide, high = _sides(boxes)
    lines = boxes[(wide >= np.median(wide)) & (wide > 5 * high)] if len(boxes) else boxes
    if not len(lines):
        return 0.0
    across = lines[:, 1] - lines[:, 0]
    angles = np.degrees(np.arctan2(across[:, 1], across[:, 0]))
    angles = angles[np.abs(angles) < options.most_skewed]
    skew = float(np.median(angles)) if len(angles) else 0.0
    return round(skew, 2) if abs(skew) >= options.skewed else 0.0


def _straight(image: Image, skew: float) -> Image:
    if not skew:
        return image
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    return np.asarray(
        cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)),
        dtype=np.uint8,
    )


def _turned(image: Image, turn: int) -> Image:
    return np.ascontiguousarray(np.rot90(image, turn // 90))


def _headlong(boxes: Boxes, image: Image) -> Boxes:
    """The same lines once the page is turned by a half; their corners again from the top left."""
    height, width = image.shape[:2]
    turned = np.array([width, height], dtype=np.float32) - boxes
    return turned[::-1, [2, 3, 0, 1]]


def _stands_on_its_head(engine: RapidOCR, image: Image, boxes: Boxes, sample: int) -> bool:
    """Whether its longest lines are read more surely the other way round."""
    wide, _ = _sides(boxes)
    longest = boxes[np.argsort(-wide)[:sample]]
    upside_down = _turned(image, 180)
    other = _read(engine, upside_down, _headlong(longest, image))
    return _mean(other) > _mean(_read(engine, image, longest))


# -- what was not found


def _missed(image: Image, boxes: Boxes, level: Rules, upright: Rules, options: SimpleNamespace) -> Boxes:
    """Rows of ink as high as letters that lie in no box: lines that were overlooked, seals, signatures."""
    if not len(boxes):
        return boxes
    high = float(np.median(_sides(boxes)[1]))
    ink = cv2.threshold(
        cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU
    )[1]
    cv2.fillPoly(ink, [np.round(_wider(box, high / 4)).astype(np.int32) for box in boxes], (0,))
    for at, start, end in level:
        ink[max(0, int(at) - options.thick) : int(at) + options.thick, int(start) : int(end)] = 0
    for at, start, end in upright:
        ink[int(start) : int(end), max(0, int(at) - options.thick) : int(at) + options.thick] = 0
    clean = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    joined = cv2.dilate(clean, np.ones((1, max(3, int(high))), np.uint8))
    found = [
        np.array([[x, y], [x + wide, y], [x + wide, y + tall], [x, y + tall]], np.float32)
        for x, y, wide, tall in cv2.connectedComponentsWithStats(joined)[2][1:, :4].tolist()
        if options.low * high <= tall <= options.high * high and wide >= options.wide * high
    ]
    return np.stack(found) if found else np.zeros((0, 4, 2), dtype=np.float32)


def _wider(box: Boxes, by: float) -> Boxes:
    middle = box.mean(axis=0)
    return np.asarray(box + np.sign(box - middle) * by, dtype=np.float32)


def _words_in(
    boxes: Boxes, read: list[tuple[str, float]], least: float
) -> list[tuple[Boxes, tuple[str, float]]]:
    """Those in which words were read, however unsurely."""
    return [(box, one) for box, one in zip(boxes, read, strict=True) if one[1] >= least]


# -- rules of tables


def _rules(image: Image, options: SimpleNamespace) -> tuple[Rules, Rules]:
    """Level and upright rules: where each lies across its direction, and where it begins and ends."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    return _strokes(dark, options, across=True), _strokes(dark, options, across=False)


def _strokes(dark: Image, options: SimpleNamespace, *, across: bool) -> Rules:
    size = (options.rule, 1) if across else (1, options.rule)
    spread = (1, 3) if across else (3, 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
    thick = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, spread))
    kept = cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel)
    found: Rules = []
    for x, y, wide, high in cv2.connectedComponentsWithStats(kept)[2][1:, :4].tolist():
        if across and high <= options.thick < wide:
            found.append([y + high / 2, x, x + wide])
        elif not across and wide <= options.thick < high:
            found.append([x + wide / 2, y, y + high])
    return found


def _cut(boxes: Boxes, upright: Rules) -> Boxes:
    """Boxes that lie over upright rules, in pieces between them."""
    out: list[Boxes] = []
    for box in boxes:
        left, top, right, bottom = _edges(box)
        high = bottom - top
        ats = sorted(
            at
            for at, start, end in upright
            if left + high / 2 < at < right - high / 2
            and start <= top + high / 3
            and end >= bottom - high / 3
        )
        corners = [left, *ats, right]
        if not ats:
            out.append(box)
            continue
        for one, other in pairwise(corners):
            if other - one > high / 2:
                out.append(np.array([[one, top], [other, top], [other, bottom], [one, bottom]], np.float32))
    return np.stack(out) if out else boxes


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
