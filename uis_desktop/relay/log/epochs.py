"""A new epoch: the log is not the one the desktops know, they must look for what is missing."""

from __future__ import annotations

import apsw

from uis_desktop.errors import UisError
from uis_desktop.relay.cluster.connection import Cluster, ClusterAway
from uis_desktop.relay.cluster.register import Register
from uis_desktop.relay.log.jetstream_log import orders_subject
from uis_desktop.relay.log.playing import EPOCH, MOVING
from uis_desktop.relay.log.portable import EpochOrder, encode


class EpochNotRenewed(UisError):
    """It is the old one, as far as we know."""


def renew_epoch(log: apsw.Connection, epoch: str) -> None:
    """Of a log in a file nobody else has open."""
    log.execute("UPDATE epoch SET epoch = ?", (epoch,))


async def renew_shared_epoch(cluster: Cluster, epoch: str) -> None:
    """Of a shared log; relays that run notice, and begin anew.

    Raises:
        EpochNotRenewed
    """
    try:
        known = await Register(cluster).read(EPOCH)
        if known is None or known.startswith(MOVING):
            raise EpochNotRenewed(f"NATS at {cluster.where} has no log")
        await Register(cluster).put(EPOCH, epoch)
        await cluster.publish(
            orders_subject(cluster), encode(EpochOrder(epoch)), id_=f"epoch:{epoch}"
        )
    except ClusterAway as error:
        raise EpochNotRenewed(f"{error.detail}: run it again") from error
