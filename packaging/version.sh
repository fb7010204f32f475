#!/bin/sh
# The version packages are made with.  A release is a tag: on the commit that has the tag
# v0.1.0 it is 0.1.0, which the source must say too; elsewhere it is a version before it,
# 0.1.0~dev.20261128.1a2b3c4.
#
#   version.sh             print it
#   version.sh --release   fail unless this commit is a release
set -eu

cd "$(dirname "$0")/.."
said=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' uis_desktop/__init__.py)
tag=$(git describe --tags --exact-match --match 'v[0-9]*' HEAD 2>/dev/null || true)

if [ -n "$tag" ] && [ "$tag" != "v$said" ]; then
    echo "version.sh: the tag is $tag, uis_desktop/__init__.py says $said: make them the same" >&2
    exit 1
fi
if [ -n "$tag" ]; then
    echo "$said"
elif [ "${1:-}" = --release ]; then
    echo "version.sh: this commit has no tag; a release is made with: git tag -s v$said" >&2
    exit 1
else
    echo "$said~dev.$(git log -1 --format=%cd.%h --date=format:%Y%m%d --abbrev=7)"
fi
