/**
 * Effectively once: everything that a source's worker knows becomes durable in one transaction, or
 * not at all.
 *
 * <p>A {@link io.tapline.flowlog.checkpoint.Checkpoint} holds the rows closed since the last one,
 * the open connections that changed as rows and as the table's own state, which rows of earlier
 * open segments hold no longer, the losses, the account of frames and the position to go on from.
 * The store accepts it only from the holder of the source's latest epoch, and only once: a commit
 * whose answer was lost can be sent again as it is.
 *
 * <p>A checkpoint is durable when {@link
 * io.tapline.flowlog.checkpoint.PostgresCheckpointStore#commit} returns, and only then is its
 * position acknowledged.
 *
 * <p>Called by ingest; the rows are read through the store package.
 */
@NullMarked
package io.tapline.flowlog.checkpoint;

import org.jspecify.annotations.NullMarked;
