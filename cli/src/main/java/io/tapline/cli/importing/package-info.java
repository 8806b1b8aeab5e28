/** {@code tapline import}: uploads capture files. */
@NullMarked
package io.tapline.cli.importing;

import org.jspecify.annotations.NullMarked;
