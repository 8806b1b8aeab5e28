/**
 * Relapses without a new event: when a window ends that kept an event back in its relapse part, the
 * clock reports that event again and opens the next window.
 *
 * <p>Promises: each end of a window is reported at most once, by the clock of any replica or by the
 * key's next event; what ended while no replica ran is reported at the next start. Limits: only
 * events that were stored no later than one period after the window's end count, so that the
 * windows of an old capture do not relapse today; an event that was deleted does not relapse.
 */
@NullMarked
package io.tapline.eventstore.relapse;

import org.jspecify.annotations.NullMarked;
