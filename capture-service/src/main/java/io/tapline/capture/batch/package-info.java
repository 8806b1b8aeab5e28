/**
 * Frames on their way: an immutable batch of frames with their positions, and the losses between
 * them.
 *
 * <p>Limits are those of the contract: 65,536 frames and 4 MiB of data in a batch, about 1 MiB
 * aimed at. Sources, spool and capture files produce batches; delivery and frame streams send them.
 * Frames of files stay where they lie: a batch holds the window or the mapping of the file until it
 * is released, once, by whoever took it last.
 */
@NullMarked
package io.tapline.capture.batch;

import org.jspecify.annotations.NullMarked;
