package io.tapline.capture.frames;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchBuilder;
import io.tapline.capture.batch.FrameCursor;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One stream of frames. For one thread. */
public final class FrameStream implements AutoCloseable {

  /**
   * Frames that matched.
   *
   * @param batch the frames; its first position is that of its first frame
   * @param positions position of each frame
   */
  public record Selected(Batch batch, List<Long> positions) {}

  private final FrameCursor cursor;
  private final FrameFilter filter;
  private final int snapLength;
  private final LongSupplier end;
  private final BooleanSupplier over;
  private final Runnable onClose;

  /**
   * @param end position before which to stop
   * @param over whether no more frames will come at the cursor's position
   */
  FrameStream(
      FrameCursor cursor,
      FrameFilter filter,
      int snapLength,
      LongSupplier end,
      BooleanSupplier over,
      Runnable onClose) {
    this.cursor = cursor;
    this.filter = filter;
    this.snapLength = snapLength;
    this.end = end;
    this.over = over;
    this.onClose = onClose;
  }

  /** The next frames that match; null when there are none now. */
  public @Nullable Selected next() {
    while (cursor.position() < end.getAsLong()) {
      long left = end.getAsLong() - cursor.position();
      BatchBuilder builder =
          new BatchBuilder(cursor.position(), (int) Math.min(left, BatchBuilder.MAX_FRAMES));
      if (!cursor.read(builder)) {
        return null;
      }
      Selected selected = selectAndRelease(builder.build());
      if (!selected.positions().isEmpty()) {
        return selected;
      }
    }
    return null;
  }

  /** Whether the stream has come to its end. */
  public boolean ended() {
    return cursor.position() >= end.getAsLong() || over.getAsBoolean();
  }

  @Override
  public void close() {
    cursor.close();
    filter.close();
    onClose.run();
  }

  private Selected selectAndRelease(Batch batch) {
    try {
      return batch.reading(() -> select(batch));
    } finally {
      batch.release();
    }
  }

  private Selected select(Batch batch) {
    List<Long> positions = new ArrayList<>(batch.frames());
    BatchBuilder selected = new BatchBuilder(batch.firstPosition());
    for (int i = 0; i < batch.frames(); i++) {
      if (matches(batch, i)) {
        positions.add(batch.firstPosition() + i);
        int captured = batch.capturedLengths()[i];
        selected.add(
            batch.data(),
            batch.offsets()[i],
            snapLength == 0 ? captured : Math.min(snapLength, captured),
            batch.originalLengths()[i],
            batch.timeNanos()[i],
            batch.linkTypes()[i]);
      }
    }
    long shift = positions.isEmpty() ? 0 : positions.getFirst() - batch.firstPosition();
    return new Selected(selected.build().shifted(shift, List.of()), positions);
  }

  private boolean matches(Batch batch, int index) {
    if (filter.takesAll()) {
      return true;
    }
    byte[] frame =
        batch
            .data()
            .asSlice(batch.offsets()[index], batch.capturedLengths()[index])
            .toArray(ValueLayout.JAVA_BYTE);
    return filter.matches(frame, batch.originalLengths()[index], batch.linkTypes()[index]);
  }
}
