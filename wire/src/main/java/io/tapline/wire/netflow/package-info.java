/**
 * Exports of NetFlow. {@link io.tapline.wire.netflow.PduHeader} and {@link
 * io.tapline.wire.netflow.PduDecoder} read versions 1, 5, 6, 7 and 8 in place; {@link
 * io.tapline.wire.netflow.FlowPdu} is one of their datagrams as a value, with records that have all
 * attributes of flow-tools.
 */
@NullMarked
package io.tapline.wire.netflow;

import org.jspecify.annotations.NullMarked;
