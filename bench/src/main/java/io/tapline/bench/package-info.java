/** Measurements and side-by-side runs; nothing else depends on this module. */
@NullMarked
package io.tapline.bench;

import org.jspecify.annotations.NullMarked;
