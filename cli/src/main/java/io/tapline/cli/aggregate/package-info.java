/** {@code tapline top} and {@code tapline series}: ad-hoc sums. */
@NullMarked
package io.tapline.cli.aggregate;

import org.jspecify.annotations.NullMarked;
