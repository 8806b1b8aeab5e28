/**
 * The connection to the server, its lists in pages, and its errors as one sentence and an exit
 * code. Called by every command that asks something.
 */
@NullMarked
package io.tapline.cli.connect;

import org.jspecify.annotations.NullMarked;
