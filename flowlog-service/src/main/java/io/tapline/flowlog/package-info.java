/**
 * The connection log: frames and flow records in, connections out, each counted once.
 *
 * <pre>
 * ingest      takes batches, a worker for each source, counts every frame in one outcome
 *   assemble    puts frames and flow records together in the table of open connections
 *     identify    names the service and the host of a connection
 *   checkpoint  makes all that a worker knows durable in one transaction
 * segment     connections as Parquet files        store   where these are kept, and read from
 * merge, retention, hostcopy                      what is done to segments in the background
 * search, status, watch                           questions
 * catalog                                         names that filters ask for, and their history
 * </pre>
 *
 * <p>Of the packages from identify to ingest none imports one that a frame reaches later. This
 * package holds what all share: configuration, health, and {@link io.tapline.flowlog.Reason}, where
 * a refusal gets its code.
 */
@NullMarked
package io.tapline.flowlog;

import org.jspecify.annotations.NullMarked;
