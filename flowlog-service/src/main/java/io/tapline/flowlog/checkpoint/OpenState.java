package io.tapline.flowlog.checkpoint;

/**
 * The state of a segment of open connections, for the worker that goes on.
 *
 * @param deletionVector rows that hold no longer, see {@link
 *     io.tapline.flowlog.assemble.DeletionVector}
 */
public record OpenState(long number, byte[] state, byte[] deletionVector) {}
