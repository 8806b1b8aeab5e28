/** What frames are to be read as: the names that people type, and those that they are shown. */
@NullMarked
package io.tapline.cli.encoding;

import org.jspecify.annotations.NullMarked;
