package io.tapline.capture.importing;

import io.tapline.capture.batch.Encoding;
import java.nio.file.Path;

/**
 * A file that is its own spool.
 *
 * @param path where it lies
 * @param format what it was found to be
 * @param encoding what its frames are
 * @param modifyNanos when it was changed, nanoseconds since the epoch: the time of its lines,
 *     records and messages
 * @param torn why its content ends too early although the file is whole, because the compressed
 *     file that it was taken from was cut; else empty
 */
public record StoredFile(
    Path path, FileFormat format, Encoding encoding, long modifyNanos, String torn) {}
