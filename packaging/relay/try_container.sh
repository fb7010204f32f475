#!/bin/sh
# Builds the relay's container image and tries it: it starts, answers, is not root, and stops
# when it is asked to. Needs buildah; with another base image of the same name it needs no registry.
set -eu
image=uis-relay-try port=${PORT:-18080}
here=$(cd "$(dirname "$0")/../.." && pwd)
[ "${1:-}" = --built ] || buildah bud --isolation chroot --format docker \
    -f "$here/packaging/relay/Containerfile" -t "$image" "$here"
container=$(buildah from --pull-never "localhost/$image")
work=$(mktemp -d)
trap 'buildah rm "$container" >/dev/null; rm -r "$work"' EXIT

mkfifo "$work/ready"
buildah run --isolation chroot --user uis-relay --env "UIS_RELAY_LISTEN=127.0.0.1:$port" \
    "$container" -- sh -c 'echo "user $(id -u) pid $$"; exec uis-relay serve' \
    >"$work/ready" 2>"$work/log" &
running=$!
{
    read -r _ user _ pid
    read -r ready || { cat "$work/log"; exit 1; }
    [ "$user" != 0 ] || { echo "it runs as root"; exit 1; }
    echo "$ready"
    buildah run --isolation chroot "$container" -- python -c "import urllib.request as u
for path in ('healthz', 'readyz'):
    print(path, u.urlopen('http://127.0.0.1:$port/' + path, timeout=5).read().decode())"
    kill -TERM "$pid"
} <"$work/ready"
wait "$running" || { cat "$work/log"; echo "it did not end well"; exit 1; }
grep -q stopped "$work/log"
buildah inspect --type image "localhost/$image" | grep -q Healthcheck || {
    echo "the image has no health check"
    exit 1
}
echo "the container works, as user $user"
