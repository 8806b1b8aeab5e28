/**
 * Makes few large segments of many small ones, in the background, by any replica. A merge replaces
 * its parts in one transaction; nobody sees a connection twice or not at all. Open segments are
 * never touched, nor are rows changed.
 */
@NullMarked
package io.tapline.flowlog.merge;

import org.jspecify.annotations.NullMarked;
