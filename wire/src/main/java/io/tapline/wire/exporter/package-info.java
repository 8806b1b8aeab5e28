/**
 * What is remembered of exporters of flows, whatever their protocol: limits, counters, sequence
 * numbers, datagrams seen, and the form in which all that is kept across a restart. What an
 * exporter sent and its sequence numbers show to be missing becomes a loss here: {@link
 * io.tapline.wire.exporter.SequenceGap}. Called by the decoders of {@code netflow}, {@code ipfix}
 * and {@code sflow}. Everything is for one thread, and all time is that of the datagrams.
 */
@NullMarked
package io.tapline.wire.exporter;

import org.jspecify.annotations.NullMarked;
