/**
 * One sensor: frames come from sources, are spooled on disk and delivered to the connection log.
 *
 * <p>Every frame accepted is delivered once; every frame not accepted is counted and delivered as a
 * loss. Where a lost frame or datagram is counted, by its {@link io.tapline.capture.Hop}:
 *
 * <pre>
 * KERNEL, INTERFACE  the kernel or the network dropped it       source.UdpDrops, source.PcapInput
 * SPOOL              the spool was full, or writing failed      spool.SpoolLedger
 * RESTART            the sensor stopped before it was written   spool.SpoolLedger
 * FILE               it is missing in an imported file          importing
 * flowlog.export     an exporter sent it, and it never came     io.tapline.wire.exporter.SequenceGap
 * </pre>
 *
 * <p>All of them reach the log as losses of a batch and are added up there by {@code
 * io.tapline.flowlog.ingest.LossLedger}.
 *
 * <p>{@code names} owns the names of sources. A refusal gets its code in {@link
 * io.tapline.capture.Reason}. {@link io.tapline.capture.CaptureLifecycle} puts the engines
 * together; the classes that touch the framework are named {@code *Endpoint}, {@code *Lifecycle},
 * {@code *Config}, {@code *Messages}, {@code CaptureMetrics} and {@code CaptureHealth}.
 */
@NullMarked
package io.tapline.capture;

import org.jspecify.annotations.NullMarked;
