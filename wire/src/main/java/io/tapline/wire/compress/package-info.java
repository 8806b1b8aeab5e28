/**
 * Compressed files, recognised by their content: gzip (RFC 1952, any number of members) and zstd
 * (RFC 8878, any number of frames, skippable ones too), one around the other at most {@link
 * io.tapline.wire.compress.DecompressedStream#MAXIMUM_DEPTH} deep. {@link
 * io.tapline.wire.compress.DecompressedStream} reads them as one plain stream, within {@link
 * io.tapline.wire.compress.DecompressionLimits}; where a file is torn or corrupt everything before
 * is kept and {@link io.tapline.wire.compress.DecompressionEnding} says where and why. Other
 * compressions are told by name, with what to do ({@link
 * io.tapline.wire.compress.UnreadCompression}). Callers: format detection, imports.
 */
@NullMarked
package io.tapline.wire.compress;

import org.jspecify.annotations.NullMarked;
