package io.tapline.flowlog.hostcopy;

import io.tapline.flowlog.segment.Side;
import io.tapline.flowlog.store.SegmentRef;

/** Which host copy: the segment's checksum is part of it. */
record HostCopyKey(SegmentRef segment, Side side) {}
