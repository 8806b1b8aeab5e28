/**
 * The seam between capture and the connection log inside one process: no messages, no socket, no
 * copy.
 *
 * <p>The only place that knows both services. {@link
 * io.tapline.standalone.handover.LocalIngestLink} is capture's {@link
 * io.tapline.capture.deliver.IngestLink} over the log's {@link
 * io.tapline.flowlog.ingest.SourceWorkers}: a batch becomes a block over the same arrays and the
 * same bytes: a window or a mapping of a file, or the heap. The batch is released when the log's
 * worker has consumed the block or has ended, never earlier, so those bytes are there as long as
 * somebody reads them. A mapped file that became shorter meanwhile ends the call for good, with a
 * sentence that says so.
 *
 * <p>What a call promises is the same as over gRPC; one suite of tests runs against both.
 */
@NullMarked
package io.tapline.standalone.handover;

import org.jspecify.annotations.NullMarked;
