package io.tapline.capture.importing;

/**
 * What was received of a file.
 *
 * @param sha256 of the content, decompressed, lower-case hexadecimal
 * @param sizeBytes of the content, decompressed
 * @param compression how it came: {@code gzip}, {@code zstd}; empty = as it is
 * @param torn why the decompressed content ends too early; else empty
 */
record Content(String sha256, long sizeBytes, String compression, String torn) {}
