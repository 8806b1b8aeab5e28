/**
 * Live sources: network interfaces through libpcap and UDP ports. They survive a restart.
 *
 * <p>A {@link io.tapline.capture.source.LiveSource} is an input with a thread of its own that fills
 * the source's spool and its handlers, and a deliverer that empties the spool. What the kernel
 * dropped is polled once a second, and at the end before the input is released, and becomes a loss
 * before the next frame. Datagrams are received many at a time and appended to the spool under one
 * lock; the receiving thread allocates nothing for a datagram and never waits for a sync. An input
 * that fails (the interface went away) is opened again every five seconds; its source says so
 * meanwhile.
 */
@NullMarked
package io.tapline.capture.source;

import org.jspecify.annotations.NullMarked;
