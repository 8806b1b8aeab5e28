/**
 * Zeek's conn.log, as tab-separated values with its header and as JSON lines: each connection is a
 * flow with both directions.
 */
@NullMarked
package io.tapline.wire.zeek;

import org.jspecify.annotations.NullMarked;
