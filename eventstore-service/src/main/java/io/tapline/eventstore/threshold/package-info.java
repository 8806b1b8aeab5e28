/**
 * Decides whether an event is new, kept back by a running threshold, or a relapse.
 *
 * <p>Promises: the decision is a pure function of the key's window, the event's time and the
 * timing; windows are half-open; no two events within one threshold length of each other are both
 * new. Limits: a key carries no severity, so an event of a higher severity is kept back by a window
 * that a lower one opened, as in Mentat. Called by the event package inside its transaction.
 */
@NullMarked
package io.tapline.eventstore.threshold;

import org.jspecify.annotations.NullMarked;
