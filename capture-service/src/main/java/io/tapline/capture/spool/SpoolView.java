package io.tapline.capture.spool;

import java.nio.file.Path;

/**
 * The visible part of one spool file.
 *
 * @param file where it is stored
 * @param first position of its first frame
 * @param end position after its last visible frame
 */
record SpoolView(Path file, long first, long end) {}
