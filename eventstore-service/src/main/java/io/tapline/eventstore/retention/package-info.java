/**
 * What leaves the event store, and when. Events are in a table of the week (UTC) in which they were
 * inserted; a week is dropped when all of it was inserted longer ago than {@code
 * tapline.eventstore.retention.age} (400 days), so up to a week more is kept. Beyond {@code
 * tapline.eventstore.retention.max-events} (1,000,000) the oldest are deleted. Decisions and
 * addresses leave with them. What left is in the table {@code eventstore.retention}. The storage
 * time that a message claims does not matter: an old message that was imported today is new.
 *
 * <p>Threshold windows that ended and were last used longer ago than the age are forgotten as well:
 * the next event of such a key is new, even where the window saw a relapse.
 */
@NullMarked
package io.tapline.eventstore.retention;

import org.jspecify.annotations.NullMarked;
