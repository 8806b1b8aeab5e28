/**
 * Frames in, durable positions out: one worker and one thread for each source.
 *
 * <p>The life of a batch: {@link io.tapline.flowlog.ingest.IngestEndpoint} takes it off the wire
 * and checks it; {@link io.tapline.flowlog.ingest.SourceWorker} hands it to {@link
 * io.tapline.flowlog.ingest.SourceAssembly}, which gives each frame to the {@link
 * io.tapline.flowlog.ingest.FrameConsumer} of the source's encoding and counts its outcome; now and
 * then the worker makes a checkpoint of it all and acknowledges the position.
 *
 * <p>A caller in the same process opens a {@link io.tapline.flowlog.ingest.SourceIntake} instead
 * and hands over blocks whose bytes lie in memory of its own, with gaps between the frames if need
 * be: they are read where they lie, until the block was consumed or the worker has ended. gRPC
 * calls go through the same intake, so limits and refusals are the same.
 *
 * <p>Captured packets go into the connection table one by one. Datagrams of exporters, records of
 * flow files and lines of logs are units that a decoder of {@code wire} makes flow records of:
 * those of exports and flow files are put together in the table, each of a log is a row of its own.
 * What decoders need for later units is part of the checkpoint ({@link
 * io.tapline.flowlog.ingest.SourceState}); what exporters lost is a loss of hop {@code
 * flowlog.export}.
 *
 * <p>Promises: every frame is counted once, in one outcome; the same frames give the same rows and
 * losses however they are batched and wherever a crash falls. A source sends no more than its
 * worker can hold: the next batch is asked for when one has been consumed. Only the times of frames
 * move a connection towards its end, and the clock that a silent live source sends: a promise that
 * no earlier frame follows, so the rows are the same with it and without, only sooner (when the
 * source ends after a silence they say that they were idle, not that the source ended). A frame
 * that breaks the promise is counted all the same, and as late; its connection may be two rows.
 */
@NullMarked
package io.tapline.flowlog.ingest;

import org.jspecify.annotations.NullMarked;
