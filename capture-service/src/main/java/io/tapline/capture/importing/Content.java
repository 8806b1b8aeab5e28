package io.tapline.capture.importing;

/**
 * What was received of a file.
 *
 * @param sha256 of the content, decompressed, lower-case hexadecimal
 * @param sizeBytes of the content, decompressed
 * @param compression how it came: {@code gzip}, {@code zstd}; empty = as it is
 * @param torn why the decompressed content ends too early; else empty
 * @param origin by what it is identified
 */
record Content(String sha256, long sizeBytes, String compression, String torn, Origin origin) {

  /** The same under a name of the store. */
  Content storedAs(String name) {
    return new Content(sha256, sizeBytes, compression, torn, origin.storedAs(name));
  }
}
