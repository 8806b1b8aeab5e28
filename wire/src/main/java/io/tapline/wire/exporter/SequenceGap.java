package io.tapline.wire.exporter;

/**
 * Numbers {@code [from, from + length)}, modulo 2^32, that did not come. Numbers that come late may
 * split it.
 */
final class SequenceGap {
  final int from;
  final long length;
  final long startNanos;
  final long endNanos;
  int laterDatagrams;
  boolean reported;

  SequenceGap(int from, long length, long startNanos, long endNanos) {
    this.from = from;
    this.length = length;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
  }

  boolean holds(int sequence, long advance) {
    long inside = sequence - from & 0xFFFF_FFFFL;
    return inside < length && inside + advance <= length;
  }

  /** The numbers before this one; may be empty. */
  SequenceGap before(int sequence) {
    return part(from, sequence - from & 0xFFFF_FFFFL);
  }

  /** The numbers from this one; may be empty. */
  SequenceGap after(int sequence) {
    return part(sequence, from + (int) length - sequence & 0xFFFF_FFFFL);
  }

  private SequenceGap part(int newFrom, long newLength) {
    SequenceGap part = new SequenceGap(newFrom, newLength, startNanos, endNanos);
    part.laterDatagrams = laterDatagrams;
    part.reported = reported;
    return part;
  }

  void save(StateWriter state) {
    state.int32(from);
    state.int64(length);
    state.int64(startNanos);
    state.int64(endNanos);
    state.int32(laterDatagrams);
    state.bool(reported);
  }

  static SequenceGap restored(StateReader state) {
    SequenceGap gap = new SequenceGap(state.int32(), state.int64(), state.int64(), state.int64());
    gap.laterDatagrams = state.int32();
    gap.reported = state.bool();
    return gap;
  }
}
