package io.tapline.flowlog.checkpoint;

import java.util.function.Consumer;

/** A store that passes everything on; tests override what they want to break. */
public class PassingStore implements CheckpointStore {
  private final CheckpointStore real;

  public PassingStore(CheckpointStore real) {
    this.real = real;
  }

  @Override
  public Lease open(String sensor, String source, SourceEncoding encoding) {
    return real.open(sensor, source, encoding);
  }

  @Override
  public void restore(Lease lease, Consumer<OpenState> open) {
    real.restore(lease, open);
  }

  @Override
  public Committed commit(Checkpoint checkpoint) {
    return real.commit(checkpoint);
  }
}
