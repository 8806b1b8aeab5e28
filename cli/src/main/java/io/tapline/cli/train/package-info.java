/**
 * The client half's part of the rehearsal from which the ahead-of-time caches are made: what people
 * do in their first minute, against a server that was started for it. Called by the launcher.
 */
@NullMarked
package io.tapline.cli.train;

import org.jspecify.annotations.NullMarked;
