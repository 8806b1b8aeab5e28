/**
 * {@code tapline pcap}: capture files, without a server, in the manner of AIT's {@code ait-pcap}
 * and {@code ait-pcap-segment}. Reads pcap and pcapng in either byte order. Output is pcap, or
 * pcapng where the name of the file ends so. No packet is lost on the way: a segment never replaces
 * another one, times keep their nanoseconds, and a file that ends within a record is reported.
 */
@NullMarked
package io.tapline.cli.pcap;

import org.jspecify.annotations.NullMarked;
