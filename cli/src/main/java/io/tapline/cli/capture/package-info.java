/** {@code tapline capture}: interfaces, sources and handlers. */
@NullMarked
package io.tapline.cli.capture;

import org.jspecify.annotations.NullMarked;
