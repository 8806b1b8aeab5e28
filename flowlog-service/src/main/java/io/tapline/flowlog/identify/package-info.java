/**
 * Names the service of a connection and its host: from the first payloads each way, otherwise from
 * the server's port or the protocol.
 *
 * <p>Promises: any bytes give an answer or none, never an exception; memory is allocated only when
 * something was recognised or is kept. Host names are those that the client asked for, in lower
 * case: names of letters, digits, hyphens and underscores, addresses in their shortest form, and
 * names of DNS with any byte ({@link DnsNames}); others are dropped. A payload that contradicts the
 * port ({@link Contradictions}) takes the port's name away.
 *
 * <p>Limits: the first {@link PayloadIdentifier#PAYLOADS} payloads each way, all of sessions that
 * announce other connections ({@link Announcement}), {@link Payload#MAX_LENGTH} bytes of each. A
 * client hello of TLS or QUIC and a request of HTTP that are not whole are kept until their rest
 * comes, {@link PartialHellos#MOST} of them at a time; Initial packets of QUIC are decrypted with
 * the keys that everybody can derive. Nothing else is reassembled or decrypted.
 *
 * <p>Called by the connection table.
 */
@NullMarked
package io.tapline.flowlog.identify;

import org.jspecify.annotations.NullMarked;
