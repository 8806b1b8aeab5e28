/**
 * Handlers: the frames of one live source written to rotating pcap files as they are captured.
 *
 * <p>A file ends by the calendar in UTC, after a time or before a size; it holds whole frames or,
 * on request, what AIT's binary stream capturer writes. A source that is deleted takes its handlers
 * with it; their files are closed and stay.
 *
 * <p>Files are named by a pattern and confined to {@code <data>/handlers}; an existing file is
 * never appended to or replaced, a number is added instead. A handler that cannot write counts the
 * frames and says why, and tries again with the next file a second later; its source goes on. Times
 * of the file names and of the rotation are those of the frames; an idle handler is rotated by the
 * clock.
 */
@NullMarked
package io.tapline.capture.handler;

import org.jspecify.annotations.NullMarked;
