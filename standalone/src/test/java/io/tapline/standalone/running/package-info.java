/** Tests of the packaged program, run as a process of its own. */
@NullMarked
package io.tapline.standalone.running;

import org.jspecify.annotations.NullMarked;
