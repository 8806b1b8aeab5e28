/** What every way to a connection log keeps to, as tests that each of them runs. */
@NullMarked
package io.tapline.capture.contract;

import org.jspecify.annotations.NullMarked;
