/**
 * From what happened to events to what people were sent.
 *
 * <pre>
 *   insert, relapse clock          event_change      (in the transaction of the decision)
 *        FanOut                    notice            (with the position, in one transaction)
 *        Digests                   notice            (many become one)
 *        Lane, one a channel       the target        (leased, tried again, given up)
 * </pre>
 *
 * <p>Promises: each decision becomes one notice in each channel that takes it, whichever replica
 * decided and however often it crashed; a notice is sent at least once; a channel that is slow or
 * away holds up no other. Limits: notices of a message, attempts, notices that wait in a channel
 * (the oldest become a digest). Called by its lifecycle.
 */
@NullMarked
package io.tapline.eventstore.notify.deliver;

import org.jspecify.annotations.NullMarked;
