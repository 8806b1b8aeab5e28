/**
 * Where segments lie: their bytes and their registry in PostgreSQL, a bounded cache of files on
 * local disk for the scanner, which survives a restart. {@link
 * io.tapline.flowlog.store.RegistrySnapshots} gives a question every connection exactly once, as of
 * one commit, while commits and merges go on; the question brings to disk only the parts that it
 * opens, and keeps them there while they are open.
 *
 * <p>A question about one host may read the same rows from a file that is sorted by host, where
 * {@link io.tapline.flowlog.store.HostSorted.Finder} knows one; package {@code hostcopy} makes
 * them.
 *
 * <p>Segments that nothing will be merged with any more have their bytes in a table of the day on
 * which they were written, see {@link io.tapline.flowlog.store.SegmentDays}.
 *
 * <p>A segment whose bytes are not what was written is skipped, marked, and told as a loss. Called
 * by search, merge and ingest.
 */
@NullMarked
package io.tapline.flowlog.store;

import org.jspecify.annotations.NullMarked;
