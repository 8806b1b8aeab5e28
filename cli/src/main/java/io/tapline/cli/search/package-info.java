/** {@code tapline search}: the connection log. */
@NullMarked
package io.tapline.cli.search;

import org.jspecify.annotations.NullMarked;
