#!/bin/sh
# Is there a screen somebody may be looking at?  A variable alone does not prove it:
# containers and remote log-ins carry DISPLAY along without a server behind it.
case "${WAYLAND_DISPLAY:-}" in
    "") ;;
    /*) [ -S "$WAYLAND_DISPLAY" ] && exit 0 ;;
    *) [ -S "${XDG_RUNTIME_DIR:-/nowhere}/$WAYLAND_DISPLAY" ] && exit 0 ;;
esac
case "${DISPLAY:-}" in
    "") exit 1 ;;
    :*)
        number=${DISPLAY#:}
        [ -S "/tmp/.X11-unix/X${number%%.*}" ]
        ;;
    # Forwarded from another machine: only a connection could tell.
    *) exit 0 ;;
esac
