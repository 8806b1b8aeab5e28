/**
 * Rows as text, for exports: CSV (RFC 4180), JSON lines and Zeek's tab-separated values. A {@link
 * io.tapline.wire.tabular.RowWriter} takes named and typed columns once, then values in their
 * order; {@link io.tapline.wire.tabular.FlowTable} and {@link
 * io.tapline.wire.tabular.ZeekConnTable} say which columns a flow has. Nothing is buffered but the
 * row at hand; the stream is the caller's.
 *
 * <p>Values are the same in all formats but for their dress: addresses as text (IPv4 as dotted
 * quad, IPv6 as RFC 5952 says), times in UTC to the nanosecond, durations in seconds.
 */
@NullMarked
package io.tapline.wire.tabular;

import org.jspecify.annotations.NullMarked;
