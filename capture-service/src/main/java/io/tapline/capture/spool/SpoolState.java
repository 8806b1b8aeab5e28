package io.tapline.capture.spool;

import io.tapline.capture.batch.Loss;
import java.util.List;

/**
 * What is remembered of a spool beside its files; kept as JSON.
 *
 * @param acknowledged every frame below is durable in the log, or reported as lost
 * @param nextPosition position of the next frame when this was written
 * @param bytes captured bytes since the source was created
 * @param kernelDropped frames dropped by the kernel since then
 * @param interfaceDropped frames dropped by the interface since then
 * @param spoolDropped frames dropped by this spool since then
 * @param lastNanos time of the last frame, nanoseconds since the epoch; 0 when there was none
 * @param pieces how positions map to the log's
 * @param losses losses not yet acknowledged
 * @param nextLoss greater than the number of every loss that was handed out
 * @param ownFrames frames of the product's own connections that were left out since then
 */
public record SpoolState(
    long acknowledged,
    long nextPosition,
    long bytes,
    long kernelDropped,
    long interfaceDropped,
    long spoolDropped,
    long lastNanos,
    List<PositionMap.Piece> pieces,
    List<Loss> losses,
    long nextLoss,
    long ownFrames) {

  static final SpoolState EMPTY = new SpoolState(0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), 0, 0);
}
