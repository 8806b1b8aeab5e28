/** Times as text in the conversions of strftime(3). Pure functions in UTC. */
@NullMarked
package io.tapline.wire.time;

import org.jspecify.annotations.NullMarked;
