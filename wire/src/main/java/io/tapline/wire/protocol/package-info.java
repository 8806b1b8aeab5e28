/**
 * IP protocols: their numbers, the one table of their names, and the types of ICMP messages. Every
 * reader, writer, filter and report takes names and numbers from here.
 */
@NullMarked
package io.tapline.wire.protocol;

import org.jspecify.annotations.NullMarked;
