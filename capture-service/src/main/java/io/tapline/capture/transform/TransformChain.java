package io.tapline.capture.transform;

import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The transforms of one handler in their order, with their counters. For one thread at a time. */
public final class TransformChain implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TransformChain.class);

  private static final class Step {
    final String name;
    final Transform transform;
    long leftOut;
    long failed;

    Step(String name, Transform transform) {
      this.name = name;
      this.transform = transform;
    }
  }

  private final List<Step> steps = new ArrayList<>();
  private final FrameCopy copy = new FrameCopy();

  void add(String name, Transform transform) {
    steps.add(new Step(name, transform));
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /**
   * Applies all transforms to a copy, which is valid until the next call; null = the frame is left
   * out or a transform failed, which was counted.
   */
  public @Nullable FrameCopy apply(byte[] frame, int length, int originalLength, int linkType) {
    copy.copy(frame, length, originalLength, linkType);
    for (Step step : steps) {
      switch (outcome(step)) {
        case KEPT -> {}
        case LEFT_OUT -> {
          step.leftOut++;
          return null;
        }
        case FAILED -> {
          step.failed++;
          return null;
        }
      }
    }
    return copy;
  }

  /** A fault of a transform is a failure of it too: the frame must not be written. */
  private Transform.Outcome outcome(Step step) {
    try {
      return step.transform.apply(copy);
    } catch (RuntimeException e) {
      if (step.failed == 0) {
        LOG.warn("The transform " + step.name + " failed on a frame.", e);
      }
      return Transform.Outcome.FAILED;
    }
  }

  public List<TransformTotals> totals() {
    return steps.stream()
        .map(step -> new TransformTotals(step.name, step.leftOut, step.failed))
        .toList();
  }

  /** Frames that were dropped because a transform failed. */
  public long failed() {
    return steps.stream().mapToLong(step -> step.failed).sum();
  }

  @Override
  public void close() {
    steps.forEach(step -> step.transform.close());
  }
}
