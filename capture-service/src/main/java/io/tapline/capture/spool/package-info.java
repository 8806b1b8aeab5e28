/**
 * The durable queue of a live source: frames on disk until the connection log has them.
 *
 * <p>A directory per source with rolling pcapng files that any tool reads; the file's name is the
 * position of its first frame. Frames become visible to readers and safe from a kill when they are
 * flushed (100 ms by default); files are synced after they are rolled and when the spool is closed,
 * never by the thread that captures and never under the lock that it needs, so a power failure may
 * cost what the kernel had not written: the log's position then leads and the gap is a loss. Beyond
 * {@code max-bytes} the oldest files go, counted, and their frames are reported as a loss;
 * acknowledged files are kept up to {@code keep-bytes}.
 *
 * <p>Every loss reaches the log once, by its number: with the frame that follows it, or after the
 * last frame when none has followed for ten seconds or none will. It is kept until the log says
 * that it has it.
 */
@NullMarked
package io.tapline.capture.spool;

import org.jspecify.annotations.NullMarked;
