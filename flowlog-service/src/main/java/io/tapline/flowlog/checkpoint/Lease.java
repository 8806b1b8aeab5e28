package io.tapline.flowlog.checkpoint;

import io.tapline.flowlog.store.LossCounts;
import org.jspecify.annotations.Nullable;

/**
 * The right to commit for a source, until somebody else opens it, and where to go on.
 *
 * @param epoch fencing number; greater than that of every earlier lease of the source
 * @param checkpoint number of the last checkpoint; the next one is one more
 * @param nextPosition the first position that is not durable
 * @param encoding what the source's frames are
 * @param state of the worker at the last checkpoint; absent before the first
 * @param nextLoss greater than the number of every loss that is durable
 * @param finished nothing follows
 */
public record Lease(
    int sourceId,
    SourceEncoding encoding,
    long epoch,
    long checkpoint,
    long nextPosition,
    byte @Nullable [] state,
    SourceAccount account,
    LossCounts lost,
    long nextLoss,
    boolean finished) {}
