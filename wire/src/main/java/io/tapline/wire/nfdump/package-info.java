/**
 * The CSV that nfdump prints ({@code -o csv} of 1.6 and 1.7, {@code csv:} with chosen columns and
 * {@code csv-fast} of later ones): columns by the names in the header, old ({@code ts,te,td,sa}) or
 * new ({@code firstSeen,duration,srcAddr}). Each row is a flow; output counters, where they are not
 * 0, are its other direction. For ICMP the destination port is {@code type.code}, or 256 times the
 * type plus the code. Times are those of the given zone, in seconds or finer as nfdump prints them.
 * The row without addresses and packets that nfdump prints for the tunnel of the next flow is
 * ignored and counted. From the line {@code Summary} on lines are ignored until another header
 * comes. Not kept: MAC addresses, MPLS labels, forwarding status, BGP next hop, application
 * latency, export time, and columns of NSEL but the translated addresses and ports.
 */
@NullMarked
package io.tapline.wire.nfdump;

import org.jspecify.annotations.NullMarked;
