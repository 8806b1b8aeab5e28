/**
 * Flow exports of any protocol: NetFlow v1, v5 to v9, IPFIX and sFlow v5, told apart by the first
 * bytes of the datagram. Called where datagrams of exporters arrive, live or from files.
 */
@NullMarked
package io.tapline.wire.flowexport;

import org.jspecify.annotations.NullMarked;
