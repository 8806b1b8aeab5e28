package io.tapline.flowlog.ingest;

import io.tapline.flowlog.assemble.Pieces;
import io.tapline.flowlog.assemble.SavedOpen;
import io.tapline.flowlog.checkpoint.Checkpoint;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.OpenFile;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.flowlog.segment.SegmentFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A checkpoint in the making: what was fixed at one position of the source, and the files that are
 * still being written.
 *
 * @param number of the checkpoint
 * @param nextPosition every frame below is in it
 * @param counts for the metrics, once it is durable
 */
record CheckpointCut(
    Lease lease,
    long number,
    long nextPosition,
    List<CompletableFuture<SegmentFile>> closed,
    List<Open> open,
    byte[] state,
    List<SourceLoss> losses,
    SourceAccount account,
    Counts counts,
    boolean finished) {

  /** A segment of open connections whose file is being written. */
  record Open(long number, Pieces state, CompletableFuture<SegmentFile> file) {}

  /**
   * What the assembly has counted since the cut before.
   *
   * @param rows that were closed
   */
  record Counts(
      Map<String, Long> outcomes,
      Map<String, Long> decoder,
      long evictions,
      long lateFrames,
      long rows) {}

  /** Numbers of the losses that the source reported. */
  List<Long> lossNumbers() {
    return losses.stream()
        .map(SourceLoss::number)
        .filter(number -> number != SourceLoss.OWN)
        .toList();
  }

  /**
   * Waits for the files.
   *
   * @throws java.util.concurrent.CompletionException when one cannot be written
   */
  Checkpoint complete(SavedOpen saved) {
    List<OpenFile> files = new ArrayList<>();
    open.forEach(one -> files.add(new OpenFile(one.number(), one.file().join(), one.state())));
    return new Checkpoint(
        lease.sourceId(),
        lease.epoch(),
        number,
        nextPosition,
        closed.stream().map(CompletableFuture::join).toList(),
        files,
        saved,
        state,
        losses,
        account,
        finished);
  }
}
