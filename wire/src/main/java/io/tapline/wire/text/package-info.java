/**
 * What the formats of text lines have in common: a {@link io.tapline.wire.text.Line} of bytes, and
 * numbers, addresses, times and repeated words read from it in place, without regular expressions
 * and, but for words not seen before, without allocation. Bytes are ASCII, UTF-8 or Latin-1. A line
 * of more than {@value io.tapline.wire.text.Line#MAX_BYTES} bytes is refused and counted. Used by
 * the packages {@code firewall}, {@code zeek}, {@code eve} and {@code nfdump}.
 */
@NullMarked
package io.tapline.wire.text;

import org.jspecify.annotations.NullMarked;
