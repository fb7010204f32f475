"""A few words all relays agree on, in a JetStream key-value bucket."""

from __future__ import annotations

import nats.js.errors
from nats.js.api import KeyValueConfig
from nats.js.kv import KeyValue

from uis_desktop.relay.cluster.connection import COPIES, Cluster, ClusterAway


class Register:
    """The bucket of a cluster; it is made if it is not there."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    async def settle(self, key: str, value: str) -> str:
        """The word under ``key``; ``value``, for everybody, if there was none.

        Raises:
            ClusterAway
        """
        bucket = await self._bucket()
        try:
            await self._cluster.asked(bucket.create(key, value.encode()))
        except nats.js.errors.KeyWrongLastSequenceError:
            found = await self._found(bucket, key)
            if found is None:
                raise ClusterAway(f"the word for {key} was removed just now") from None
            return found
        return value

    async def read(self, key: str) -> str | None:
        """The word under ``key``; None if there is none.

        Raises:
            ClusterAway
        """
        return await self._found(await self._bucket(), key)

    async def put(self, key: str, value: str) -> None:
        """Another word from now on.

        Raises:
            ClusterAway
        """
        await self._cluster.asked((await self._bucket()).put(key, value.encode()))

    async def _found(self, bucket: KeyValue, key: str) -> str | None:
        try:
            return ((await self._cluster.asked(bucket.get(key))).value or b"").decode()
        except nats.js.errors.KeyNotFoundError:
            return None

    async def _bucket(self) -> KeyValue:
        name, js = self._cluster.prefix, self._cluster.js
        try:
            return await self._cluster.asked(js.key_value(name))
        except nats.js.errors.NotFoundError:
            pass
        for copies in COPIES:
            config = KeyValueConfig(bucket=name, replicas=copies)
            try:
                return await self._cluster.asked(js.create_key_value(config))
            except nats.js.errors.APIError as error:
                if copies == 1:
                    raise ClusterAway(f"bucket {name}: {error.description}") from error
        raise RuntimeError("the last number of copies is 1")
