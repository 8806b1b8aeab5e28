/**
 * The README does what it says: its commands are run, its quoted output is compared. The links of
 * all pages lead somewhere.
 */
@NullMarked
package io.tapline.standalone.readme;

import org.jspecify.annotations.NullMarked;
