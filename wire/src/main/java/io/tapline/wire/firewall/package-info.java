/**
 * Lines of packet filters as flows, one packet each: the 19 fields that fwctllog writes, {@code
 * Packet log:} of ipchains, and the LOG lines of netfilter (iptables, nftables, ufw, firewalld)
 * from syslog files, syslog datagrams and the journal's JSON. Lines of other programs are ignored;
 * packet lines that cannot be read are counted with their reason.
 *
 * <p>The action of a netfilter line is the last word of its prefix that names a verdict, or {@code
 * log}; the prefix is the chain. Not kept: MAC addresses, MARK, UID, GID, TTL, sequence numbers,
 * and the packet that an ICMP error quotes. {@code message repeated N times: [...]} is a flow of so
 * many packets; {@code last message repeated N times} does not say whose message, and is ignored.
 *
 * <p>Classic syslog times have no year: {@link io.tapline.wire.firewall.YearFinder} says how it is
 * found, and what cannot be known.
 */
@NullMarked
package io.tapline.wire.firewall;

import org.jspecify.annotations.NullMarked;
