/**
 * Numbers as they are stored in bytes, in either byte order: static reads that compile to one
 * instruction. Called by every reader of binary formats. Bounds are those of the memory segment;
 * the caller has checked that the bytes are there.
 */
@NullMarked
package io.tapline.wire.bytes;

import org.jspecify.annotations.NullMarked;
