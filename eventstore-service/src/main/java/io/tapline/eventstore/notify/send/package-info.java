/**
 * The ways in which a notice leaves: mail, webhook and syslog.
 *
 * <p>Promises: a server's certificate and name are verified; nothing is sent in the open that may
 * not be; every attempt has the notice's idempotency key; a secret is in no message of a failure.
 * Limits: the timeout of a step. A syslog receiver confirms nothing: there, sent means written.
 * Calls block; not for event loop threads. Called by {@code notify.deliver} and {@code notify.api}.
 */
@NullMarked
package io.tapline.eventstore.notify.send;

import org.jspecify.annotations.NullMarked;
