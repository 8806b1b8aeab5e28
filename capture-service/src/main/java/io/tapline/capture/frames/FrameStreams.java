package io.tapline.capture.frames;

import io.tapline.capture.Reason;
import io.tapline.capture.importing.FileCursor;
import io.tapline.capture.importing.ImportJob;
import io.tapline.capture.importing.Imports;
import io.tapline.capture.source.Sources;
import io.tapline.capture.spool.Spool;
import io.tapline.rpc.Refusal;
import java.util.Map;

/** Opens streams of frames. */
public final class FrameStreams {
  private final Sources sources;
  private final Imports imports;
  private final StreamSlots slots;

  public FrameStreams(Sources sources, Imports imports, StreamSlots slots) {
    this.sources = sources;
    this.imports = imports;
    this.slots = slots;
  }

  /**
   * Opens a stream.
   *
   * @throws Refusal SOURCE_NOT_FOUND, INVALID_BPF, INVALID_POSITION, POSITION_EXPIRED, STREAM_LIMIT
   */
  public FrameStream open(FrameRequest request) {
    slots.take();
    try {
      return opened(request);
    } catch (RuntimeException e) {
      slots.giveBack();
      throw e;
    }
  }

  private FrameStream opened(FrameRequest request) {
    if (request.snapLength() < 0) {
      throw Refusal.ofField(
          Reason.INVALID_POSITION, "snap_length_bytes", "A snap length cannot be negative.");
    }
    FrameFilter filter = new FrameFilter(request.bpf());
    try {
      return sources
          .find(request.source())
          .map(source -> live(source.spool(), request, filter))
          .orElseGet(() -> file(request, filter));
    } catch (RuntimeException e) {
      filter.close();
      throw e;
    }
  }

  private FrameStream live(Spool spool, FrameRequest request, FrameFilter filter) {
    long end = spool.endPosition();
    long start = request.startPosition() == null ? end : request.startPosition();
    if (start < 0 || start > end) {
      throw invalidPosition(start, end);
    }
    if (start < spool.oldestPosition()) {
      throw expired(start, spool.oldestPosition());
    }
    return new FrameStream(
        spool.cursor(start),
        filter,
        request.snapLength(),
        request.finite() ? () -> end : () -> Long.MAX_VALUE,
        () -> false,
        slots::giveBack);
  }

  private FrameStream file(FrameRequest request, FrameFilter filter) {
    ImportJob job =
        imports
            .find(request.source())
            .orElseThrow(
                () ->
                    new Refusal(
                        Reason.SOURCE_NOT_FOUND, "There is no source " + request.source() + "."));
    long start = request.startPosition() == null ? 0 : request.startPosition();
    if (start < 0) {
      throw invalidPosition(start, Long.MAX_VALUE);
    }
    FileCursor cursor = FileCursor.open(imports.stored(job), start);
    if (cursor.position() < start) {
      cursor.close();
      throw invalidPosition(start, cursor.position());
    }
    return new FrameStream(
        cursor, filter, request.snapLength(), () -> Long.MAX_VALUE, cursor::ended, slots::giveBack);
  }

  private static Refusal invalidPosition(long start, long end) {
    return Refusal.ofField(
        Reason.INVALID_POSITION,
        "start_position",
        "Position " + start + " is not one of 0 to " + end + ".");
  }

  private static Refusal expired(long start, long oldest) {
    return new Refusal(
        Reason.POSITION_EXPIRED,
        "The spool has let go of frame " + start + "; its oldest is " + oldest + ".",
        Map.of("oldest_position", String.valueOf(oldest)));
  }
}
