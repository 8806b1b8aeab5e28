/** {@code tapline import}: uploads captures, flow files and logs. */
@NullMarked
package io.tapline.cli.importing;

import org.jspecify.annotations.NullMarked;
