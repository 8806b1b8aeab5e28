/** {@code tapline events}: what was detected, and whether people should look at it. */
@NullMarked
package io.tapline.cli.events;

import org.jspecify.annotations.NullMarked;
