/** How connections are grouped: options of ad-hoc sums and of reports. */
@NullMarked
package io.tapline.cli.group;

import org.jspecify.annotations.NullMarked;
