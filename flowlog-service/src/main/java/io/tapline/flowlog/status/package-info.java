/**
 * The state of the connection log itself: its sources with the account of their frames, its size,
 * and which parts of it changed, for those who keep something derived from it.
 */
@NullMarked
package io.tapline.flowlog.status;

import org.jspecify.annotations.NullMarked;
