/**
 * Work that is done again and again in the background, by one thread each.
 *
 * <p>Promises: a failure is counted by its owner, logged once while it stays the same, and never
 * ends the thread. Called by the lifecycles.
 */
@NullMarked
package io.tapline.eventstore.loop;

import org.jspecify.annotations.NullMarked;
