package io.tapline.flowlog.checkpoint;

import io.tapline.flowlog.store.LossCounts;
import java.util.List;
import java.util.function.Consumer;

/** Where checkpoints become durable. For any number of threads; calls block. */
public interface CheckpointStore {
  /**
   * What a commit made durable.
   *
   * @param segmentIds of the checkpoint's files in their order; empty when an earlier attempt had
   *     already committed
   * @param lost of all losses of the source
   */
  record Committed(List<Long> segmentIds, LossCounts lost) {}

  /**
   * Takes the source over: whoever held it before can commit no more. A name that was never seen
   * becomes a source with the next number and this encoding.
   *
   * @throws io.tapline.rpc.Refusal INVALID_OPEN when the source began with another encoding;
   *     STORE_UNAVAILABLE
   */
  Lease open(String sensor, String source, SourceEncoding encoding);

  /**
   * Hands out the open segments of a source, one after the other in the order of their numbers.
   * Nobody but the holder of the lease changes them.
   *
   * @throws io.tapline.rpc.Refusal STORE_UNAVAILABLE
   */
  void restore(Lease lease, Consumer<OpenState> open);

  /**
   * Makes all of the checkpoint durable, or nothing. Committing it again is the same as once.
   *
   * @throws io.tapline.rpc.Refusal FENCED when somebody else opened the source; STORE_UNAVAILABLE
   *     when it is not known whether it was committed: commit again
   */
  Committed commit(Checkpoint checkpoint);
}
