/**
 * Finds the packets of a host, of two hosts or of a connection in capture files, and writes them as
 * one pcapng file.
 *
 * <p>A closed file has an index (ADR 027): for each 256 KiB of it the time of its packets, and
 * which addresses and connections occur there. It is made in the background by one thread that
 * rests three times as long as it works, made anew when it is missing or damaged, and deleted when
 * its file is gone. It decides only what is read: each packet is compared before it is written, so
 * a collision of hashes costs time and never adds a packet. A file without index is read from end
 * to end.
 *
 * <p>Limits: packets of an answer; 64 MiB of a file or 1 Mi entries in the memory of the indexer.
 */
@NullMarked
package io.tapline.capture.packets;

import org.jspecify.annotations.NullMarked;
