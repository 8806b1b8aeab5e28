/**
 * Mentat's thresholding cache as calls, for clients that decide themselves: windows by key, saved
 * events, relapses, clean-up.
 *
 * <p>Promises: nothing is remembered between calls, so a key that was found kept back can be
 * renewed at once; at no time is a key both kept back and relapsed; a clean-up leaves windows whose
 * relapse nobody has looked for; saved events are judged one by one. The windows are those of the
 * threshold package. Called by the decision package.
 */
@NullMarked
package io.tapline.eventstore.cache;

import org.jspecify.annotations.NullMarked;
