/**
 * Notices for people: whoever has something to say adds it to the outbox in its own transaction.
 *
 * <p>Promises: a notice is sent if and only if the transaction commits, at least once, under a key
 * by which receivers recognise a repetition; the same key again adds nothing. Limits: length of
 * subject and text, number and bytes of attachments. Called by {@code notify.deliver} for events,
 * and by whoever reports.
 */
@NullMarked
package io.tapline.eventstore.notify;

import org.jspecify.annotations.NullMarked;
