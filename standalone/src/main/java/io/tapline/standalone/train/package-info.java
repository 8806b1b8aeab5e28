/**
 * The rehearsal from which the ahead-of-time cache is made (JEP 483, 514, 515): everything starts
 * on a temporary data directory, the client half of the command plays the first minute of use
 * against it, and everything stops. Called by the launcher after a build; nobody else needs it.
 */
@NullMarked
package io.tapline.standalone.train;

import org.jspecify.annotations.NullMarked;
