/** The CSV that nfdump prints, columns by the names in its header. */
@NullMarked
package io.tapline.wire.nfdump;

import org.jspecify.annotations.NullMarked;
