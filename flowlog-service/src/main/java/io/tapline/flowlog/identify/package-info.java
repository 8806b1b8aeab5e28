/**
 * Names the service of a connection and its host: from the first payloads each way, otherwise from
 * the server's port or the protocol.
 *
 * <p>Promises: any bytes give an answer or none, never an exception; memory is allocated only when
 * something was recognised. Host names are those that the client asked for, in lower case, made of
 * letters, digits, hyphens and underscores; others are dropped.
 *
 * <p>Limits: the first {@link PayloadIdentifier#PAYLOADS} payloads each way, {@link
 * Payload#MAX_LENGTH} bytes of each; nothing is reassembled; nothing is decrypted.
 *
 * <p>Called by the connection table.
 */
@NullMarked
package io.tapline.flowlog.identify;

import org.jspecify.annotations.NullMarked;
