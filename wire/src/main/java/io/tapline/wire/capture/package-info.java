/**
 * Capture files: pcap in all its variants and pcapng, read through windows and written to channels.
 * {@link io.tapline.wire.capture.CaptureReader} gives the frames, {@link
 * io.tapline.wire.capture.PcapngBlocks} every block of a pcapng with its options. Reading never
 * throws because of a file's content once {@link io.tapline.wire.capture.CaptureFile#open} has
 * accepted its header: a torn or corrupt file ends early, one that still grows is read on, one that
 * shrinks or is replaced ends, and {@link io.tapline.wire.capture.CaptureReader#ending} says where
 * and why. Only a file that the operating system fails to read is an UncheckedIOException. What the
 * writer of a file says that it lost is told once, with the next frame or at the end. Limits:
 * {@link io.tapline.wire.capture.CaptureReader#MAXIMUM_CAPTURED_BYTES} a frame, {@link
 * io.tapline.wire.capture.CaptureReader#MAXIMUM_BLOCK_BYTES} a pcapng block, 65536 interfaces.
 * Callers: imports, the spool, what writes captures.
 */
@NullMarked
package io.tapline.wire.capture;

import org.jspecify.annotations.NullMarked;
