/**
 * Makes few large segments of many small ones, in the background, by any replica. A merge replaces
 * its parts in one transaction; nobody sees a connection twice or not at all. Open segments are
 * never touched, nor are rows changed. What was written on different days is never mixed, so that a
 * day can leave as a whole (see {@link io.tapline.flowlog.retention}).
 */
@NullMarked
package io.tapline.flowlog.merge;

import org.jspecify.annotations.NullMarked;
