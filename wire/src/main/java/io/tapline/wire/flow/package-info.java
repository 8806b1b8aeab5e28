/**
 * What flow exports, flow files and logs have in common: a {@link io.tapline.wire.flow.FlowDecoder}
 * turns the units of one source (datagrams, lines, records) into {@link
 * io.tapline.wire.flow.FlowRecord}s, in their order, and keeps what later units need. The formats
 * themselves are in packages of their own.
 */
@NullMarked
package io.tapline.wire.flow;

import org.jspecify.annotations.NullMarked;
