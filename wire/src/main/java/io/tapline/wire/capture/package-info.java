/**
 * Capture files: pcap and pcapng, read by memory mapping and written to channels. Reading never
 * throws because of a file's content once {@link io.tapline.wire.capture.CaptureFile#open} has
 * accepted its header: a torn or corrupt file ends early, and {@link
 * io.tapline.wire.capture.CaptureReader#ending} says where and why. Limits: {@link
 * io.tapline.wire.capture.CaptureReader#MAXIMUM_CAPTURED_BYTES} a frame, {@link
 * io.tapline.wire.capture.CaptureReader#MAXIMUM_BLOCK_BYTES} a pcapng block.
 */
package io.tapline.wire.capture;
