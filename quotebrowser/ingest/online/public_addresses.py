"""Which IP addresses belong to the public internet.

One rule guards it: the answer comes from this table alone, not from the Python at hand, whose own tables have
differed from release to release. An address is public only if it is global unicast and stands in no line of
the special-purpose registries, not even in those of services that are reachable from everywhere: none of them
has pages.

Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, 8190, with their additions to RFC
9780), IANA IPv4 Multicast (RFC 5771), IPv6 Global Unicast (RFC 4291: 2000::/3).
"""

import ipaddress
from typing import Final

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

SPECIAL: Final[dict[str, str]] = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private use",
    "100.64.0.0/10": "shared address space",
    "127.0.0.0/8": "loopback",
    "169.254.0.0/16": "link local",
    "172.16.0.0/12": "private use",
    "192.0.0.0/24": "protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.31.196.0/24": "AS112",
    "192.52.193.0/24": "automatic multicast tunneling",
    "192.88.99.0/24": "6to4 relay anycast",
    "192.168.0.0/16": "private use",
    "192.175.48.0/24": "AS112",
    "198.18.0.0/15": "benchmarking",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
    "2001::/23": "protocol assignments, Teredo and ORCHID among them",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4",
    "2620:4f:8000::/48": "AS112",
    "3fff::/20": "documentation",
}
"""Blocks within global unicast that are nobody's public host, and what they are for."""

_SPECIAL: Final[tuple[_Network, ...]] = tuple(ipaddress.ip_network(block) for block in SPECIAL)
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is global unicast: loopback, unique local, link local, segment routing and multicast
addresses lie outside."""
_MAPPED: Final = (ipaddress.IPv6Network("::ffff:0:0/96"), ipaddress.IPv6Network("64:ff9b::/96"))
"""IPv4 addresses written as IPv6: mapped ones, and those a network without IPv4 translates (RFC 6052)."""
_IPV4: Final = 0xFFFFFFFF


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    Args:
        address: as text, of either family; an IPv6 zone after `%` is ignored.

    Raises:
        ValueError: it is no IP address.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in block for block in _MAPPED):
            return is_public(str(ipaddress.IPv4Address(int(ip) & _IPV4)))
        if ip not in _GLOBAL_UNICAST:
            return False
    return not any(ip in block for block in _SPECIAL)
