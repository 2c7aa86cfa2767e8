# Each target is one short Python file in build_scripts/; `python -m build_scripts <target>` does the same without make.
# The first Python that is new enough is taken; name another with PYTHON=...
ifndef PYTHON
PYTHON := $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$each; break; }; done)
endif
ifeq ($(strip $(PYTHON)),)
$(error Budget App needs Python 3.11 or newer: install it, or name it with PYTHON=/path/to/python3)
endif

.PHONY: run test check dev demo-bank bench eval eval-ai eval-forecast eval-signals fuzz setup frontend freeze desktop installer openapi brands lock sbom clean
run test check dev demo-bank bench eval eval-ai eval-forecast eval-signals fuzz setup frontend freeze desktop installer openapi brands lock sbom clean:
	@$(PYTHON) -m build_scripts $@ $(ARGS)
