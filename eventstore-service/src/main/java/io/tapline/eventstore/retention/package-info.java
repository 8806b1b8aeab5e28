/**
 * What leaves the event store, and when: events that were stored longer ago than {@code
 * tapline.eventstore.retention.age} (400 days), and the oldest beyond {@code
 * tapline.eventstore.retention.max-events} (1,000,000), with their decisions and addresses. What
 * left is in the table {@code eventstore.retention}.
 *
 * <p>Threshold windows that ended and were last used longer ago than the age are forgotten as well:
 * the next event of such a key is new, even where the window saw a relapse.
 */
@NullMarked
package io.tapline.eventstore.retention;

import org.jspecify.annotations.NullMarked;
