package io.tapline.flowlog.segment;

import java.nio.file.Path;

/**
 * A segment on local disk.
 *
 * @param formatVersion of its columns, see {@link SegmentFormat}
 */
public record SegmentPath(Path file, int formatVersion) {}
