# make demo    makes .venv, asks a question of the sample documents and writes a note on them
# make test    makes the same .venv and runs every check and every test
# make check   the fast part: linter, types, layers, tests that are fast
# make clean   removes .venv and what the tools leave behind; the compiled llama.cpp stays cached
#
# Needs GNU make 3.81 or later, a POSIX shell, Python 3.11 or later and a C++ compiler.
# Another interpreter: make demo PYTHON=python3.12. Another compiler: CC=gcc-13 CXX=g++-13.

PYTHON ?= python3
ifeq ($(origin CXX),default)
CXX := c++
endif

GOALS := $(or $(MAKECMDGOALS),demo)
BIN := .venv/bin
# Both names, because pip 25.3 took the build tools' versions out of the first.
PIP := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt $(BIN)/python -m pip

# The environment is good for these files, this interpreter and this folder: a moved .venv is broken.
FINGERPRINT := $(shell $(PYTHON) -c 'import hashlib, os, pathlib, sys; \
	files = [pathlib.Path(name).read_bytes() for name in ("pyproject.toml", "constraints.txt", "Makefile")]; \
	place = (sys.version + sys.executable + os.getcwd()).encode(); \
	print(hashlib.sha256(b"".join(files) + place).hexdigest()[:16])' 2>/dev/null)
STAMP := .venv/stamp-$(FINGERPRINT)

.PHONY: demo test check clean
demo: $(STAMP)
	$(BIN)/ask "how many were wounded?"
	$(BIN)/summarise seeds/

test: check $(STAMP)-ocr
	$(BIN)/python -m pytest -q -m "model or slow or hypothesis" --hypothesis-profile=thorough

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not model and not slow"

# By itself, so that the demo and the fast tests need none of it. Where a package has no wheel for
# this machine, the tests of OCR are skipped.
$(STAMP)-ocr: $(STAMP)
	@echo "Installing the extra ocr." >&2
	@if $(PIP) install --quiet --editable '.[ocr]'; then touch $@; \
	 else echo "The extra ocr cannot be installed here; its tests are skipped." >&2; fi

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Editable, so that a change in rag/ needs no new install.
$(STAMP):
	@$(CHECK_PYTHON)
	@$(FIND_LLAMA); if test -z "$$wheel"; then $(CHECK_COMPILER); fi
	@echo "Making .venv with $$($(PYTHON) -V)." >&2
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) install --quiet pip
	@$(FIND_LLAMA); if test -z "$$wheel"; then $(COMPILE_LLAMA); fi
	@echo "Installing the packages of constraints.txt." >&2
	@$(FIND_LLAMA); quiet=; test -t 1 || quiet=--quiet; \
	 $(PIP) install $$quiet "$$wheel" --editable '.[dev]'
	@touch $@

# --- What this machine lacks, and the one command that mends it ------------------------------

CHECK_PYTHON = \
	if ! $(PYTHON) -c "" 2>/dev/null; then \
	  $(MEND_PYTHON); \
	  echo "$(PYTHON) does not run here; Python 3.11 or later is needed: $$mend" >&2; exit 1; \
	elif ! $(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))"; then \
	  $(MEND_PYTHON); \
	  echo "$$($(PYTHON) -V 2>&1) is too old; Python 3.11 or later is needed: $$mend" >&2; exit 1; \
	elif ! $(PYTHON) -c "import ensurepip, venv" 2>/dev/null; then \
	  version=$$($(PYTHON) -c "import sys; print('%d.%d' % sys.version_info[:2])"); \
	  echo "$(PYTHON) has no venv module: sudo apt-get install python$$version-venv" >&2; exit 1; \
	fi

NEWEST := python3.14 python3.13 python3.12 python3.11
MEND_PYTHON = \
	mend="install Python 3.12 from python.org, then make $(GOALS) PYTHON=python3.12"; \
	for name in $(NEWEST); do \
	  if $$name -c "" 2>/dev/null; then mend="make $(GOALS) PYTHON=$$name"; break; fi; \
	done; \
	case "$$mend" in make*) ;; *) \
	  if command -v brew >/dev/null; then \
	    mend="brew install python@3.12 && make $(GOALS) PYTHON=python3.12"; \
	  elif command -v dnf >/dev/null; then \
	    mend="sudo dnf install python3.12 && make $(GOALS) PYTHON=python3.12"; \
	  fi; \
	  for name in $(NEWEST); do \
	    if apt-cache show $$name-venv >/dev/null 2>&1; then \
	      mend="sudo apt-get install $$name $$name-venv && make $(GOALS) PYTHON=$$name"; break; \
	    fi; \
	  done;; \
	esac

CHECK_COMPILER = \
	if ! $(CC) -E -x c /dev/null >/dev/null 2>&1 \
	   || ! $(CXX) -fsyntax-only -include vector -x c++ /dev/null >/dev/null 2>&1; then \
	  if test "$$(uname -s)" = Darwin; then mend="xcode-select --install"; \
	  elif command -v apt-get >/dev/null; then mend="sudo apt-get install build-essential"; \
	  elif command -v dnf >/dev/null; then mend="sudo dnf install gcc gcc-c++"; \
	  elif command -v pacman >/dev/null; then mend="sudo pacman -S base-devel"; \
	  else mend="install gcc and g++, or name yours: make $(GOALS) CC=clang CXX=clang++"; fi; \
	  echo "llama.cpp needs a C and a C++ compiler: $$mend" >&2; exit 1; \
	fi

# --- llama.cpp, compiled once per user and kind of machine --------------------------------------

# Some virtual machines list AMX among the processor's features and kill the process that uses it.
NO_AMX := -mno-amx-tile -mno-amx-int8 -mno-amx-bf16
LLAMA := $(shell sed -n '/^llama-cpp-python==/p' constraints.txt)

# pip caches wheels whatever CMAKE_ARGS says, so this cache has its own key: the compiler's macros
# for the native target stand for compiler and processor.
FIND_LLAMA = \
	flags=; \
	for flag in $(NO_AMX); do \
	  if $(CC) -march=native $$flag -E -x c /dev/null >/dev/null 2>&1; then flags="$$flags $$flag"; fi; \
	done; \
	CMAKE_ARGS="$$CMAKE_ARGS -DGGML_NATIVE=ON -DLLAVA_BUILD=OFF"; \
	export CMAKE_ARGS="$$CMAKE_ARGS -DCMAKE_C_FLAGS='$$flags' -DCMAKE_CXX_FLAGS='$$flags'"; \
	key=$$({ echo "$(LLAMA) $$CMAKE_ARGS"; $(PYTHON) -VV; uname -sm; \
	         $(CC) -march=native -dM -E -x c /dev/null || $(CC) -dM -E -x c /dev/null; } 2>/dev/null \
	       | $(PYTHON) -c "import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest()[:16])"); \
	cache="$${XDG_CACHE_HOME:-$$HOME/.cache}/sourceline/wheels/$$key"; \
	wheel=$$(ls "$$cache"/*.whl 2>/dev/null)

COMPILE_LLAMA = \
	mkdir -p "$$cache" || exit 1; \
	log="$$cache/build.log"; \
	echo "Compiling llama.cpp, once: 5 to 10 minutes on two cores; log in $$log" >&2; \
	building=$$(mktemp -d "$$cache/building.XXXXXX") || exit 1; \
	trap 'rm -rf "$$building"' EXIT; trap 'exit 130' INT TERM; \
	if ! $(PIP) wheel --no-cache-dir --no-deps --no-binary llama-cpp-python "$(LLAMA)" \
	     --wheel-dir "$$building" > "$$log" 2>&1; then \
	  tail -n 30 "$$log" >&2; \
	  echo "llama.cpp did not compile; the whole log: $$log" >&2; \
	  echo "Short of memory: CMAKE_BUILD_PARALLEL_LEVEL=1 make $(GOALS)." \
	       "Another compiler: make $(GOALS) CC=gcc-13 CXX=g++-13" >&2; \
	  exit 1; \
	fi; \
	mv "$$building"/*.whl "$$cache"/
