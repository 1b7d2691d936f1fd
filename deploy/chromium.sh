#!/bin/sh
# Installs Debian's Chromium for the browser tests if there is none and this user may.
# Never fails: without a browser the tests skip and name it (in CI they fail).
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 || { echo "chromium: no apt-get on this machine; browser tests will be skipped"; exit 0; }
if [ "$(id -u)" = 0 ]; then as_root=""
elif sudo -n true 2>/dev/null; then as_root="sudo -n"
else echo "chromium: not installed and no root to install it; browser tests will be skipped"; exit 0
fi
echo "chromium: installing Debian's package for the browser tests"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
{ $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends chromium; } >"$log" 2>&1 \
  || { echo "chromium: could not be installed; browser tests will be skipped"; tail -3 "$log"; }
rm -f "$log"
exit 0
