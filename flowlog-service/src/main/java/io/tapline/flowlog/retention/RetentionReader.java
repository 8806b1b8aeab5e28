package io.tapline.flowlog.retention;

import io.tapline.flowlog.retention.DiskSpace.Space;
import io.tapline.flowlog.retention.RetentionStore.Left;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Limits and standing of retention, for those who ask. */
public final class RetentionReader {
  private final RetentionPolicy policy;
  private final RetentionStore store;
  private final DiskSpace disk;

  public RetentionReader(RetentionPolicy policy, RetentionStore store, DiskSpace disk) {
    this.policy = policy;
    this.store = store;
    this.disk = disk;
  }

  /**
   * Limits, space and what left.
   *
   * @param space where it is known
   */
  public record Status(RetentionPolicy policy, Optional<Space> space, Left left) {}

  public Status status() {
    try {
      return new Status(policy, disk.measure(), store.left());
    } catch (IOException e) {
      throw new UncheckedIOException("The free space of the database cannot be read", e);
    }
  }
}
