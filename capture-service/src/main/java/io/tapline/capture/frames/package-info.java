/**
 * Streams of frames: from a live source's spool and onward, or from an imported file; filtered by
 * libpcap, cut to a snap length. And the packets of hosts and connections as one file, from what is
 * stored.
 *
 * <p>A stream reads the same files as the delivery and holds nothing back for itself: a client that
 * is too slow for the spool's limit gets POSITION_EXPIRED. Limits: streams at once.
 */
@NullMarked
package io.tapline.capture.frames;

import org.jspecify.annotations.NullMarked;
