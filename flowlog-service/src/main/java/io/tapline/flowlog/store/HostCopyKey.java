package io.tapline.flowlog.store;

import io.tapline.flowlog.segment.Side;

/** Which host copy: the segment's checksum is part of it. */
record HostCopyKey(SegmentRef segment, Side side) {}
