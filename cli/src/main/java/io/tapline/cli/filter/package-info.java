/** Options as terms of the filter language, with their values quoted. */
@NullMarked
package io.tapline.cli.filter;

import org.jspecify.annotations.NullMarked;
