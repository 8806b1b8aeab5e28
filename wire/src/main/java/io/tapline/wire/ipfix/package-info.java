/**
 * NetFlow v9 (RFC 3954) and IPFIX (RFC 7011, 7012, 5103, 5655): two dialects of one idea, messages
 * with templates and data, and so one engine. A template is compiled once to flat arrays and to the
 * parts of a flow that it fills; its records are read without allocation, but for names not seen
 * before.
 *
 * <p>Data that comes before its template waits, bounded, and is decoded when the template comes.
 * Templates, options, sequences and waiting data are kept per exporter and domain and survive a
 * restart by way of a snapshot. Called by {@code flowexport}.
 *
 * <p>Not read: elements that {@code FlowRecord} has no place for, and what is inside of lists (RFC
 * 6313), which are skipped by their length.
 */
@NullMarked
package io.tapline.wire.ipfix;

import org.jspecify.annotations.NullMarked;
