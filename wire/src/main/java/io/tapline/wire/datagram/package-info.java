/**
 * Datagrams of a port that flow exporters and firewalls share: {@link
 * io.tapline.wire.datagram.DatagramDecoder} decides for each one by its first bytes. Called where
 * datagrams arrive and nobody said what they carry.
 */
@NullMarked
package io.tapline.wire.datagram;

import org.jspecify.annotations.NullMarked;
