package io.tapline.flowlog.checkpoint;

import io.tapline.flowlog.assemble.Pieces;
import io.tapline.flowlog.segment.SegmentFile;

/**
 * A segment of open connections.
 *
 * @param number within its source, never used again
 * @param state of its rows, as the worker wants it back
 */
public record OpenFile(long number, SegmentFile file, Pieces state) {}
