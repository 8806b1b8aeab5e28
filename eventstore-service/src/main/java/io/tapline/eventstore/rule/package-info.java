/**
 * How long keys stay quiet: by the first rule that matches an event, else by its severity.
 *
 * <p>Promises: a rule that was changed is in force at once on the replica that changed it, and
 * within five seconds on all others; a window keeps the lengths with which it was opened. Limits:
 * 1,000 rules. Called by the event package for each transaction, and by the calls about decisions.
 */
@NullMarked
package io.tapline.eventstore.rule;

import org.jspecify.annotations.NullMarked;
