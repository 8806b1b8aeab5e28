/** The connection log: what the service's features share at its rim. */
@NullMarked
package io.tapline.flowlog;

import org.jspecify.annotations.NullMarked;
