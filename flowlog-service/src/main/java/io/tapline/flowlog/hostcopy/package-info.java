/**
 * Host copies: large segments once more on local disk, sorted by the address of a side, so that a
 * question about one host reads little. {@link io.tapline.flowlog.hostcopy.HostCopies} keeps them
 * within a limit, {@link io.tapline.flowlog.hostcopy.HostCopyMaker} makes them in the background
 * when hosts are asked for. They change no answer and may go at any time. Called by store, through
 * {@link io.tapline.flowlog.store.HostSorted.Finder}, and by retention.
 */
@NullMarked
package io.tapline.flowlog.hostcopy;

import org.jspecify.annotations.NullMarked;
