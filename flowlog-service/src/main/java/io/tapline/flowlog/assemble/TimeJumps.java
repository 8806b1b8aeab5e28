package io.tapline.flowlog.assemble;

/**
 * Tells a source whose time went back, as when a capture repeats or its clock is set, from single
 * frames with a wrong time.
 *
 * <pre>
 *  time   --------------------------------------- watermark
 *         ^ early: more than {@link #LIMIT_NANOS} before; {@link #RUN_FRAMES} in a row are a jump
 * </pre>
 */
final class TimeJumps {
  /** Frames that are older than the watermark by less are out of order, and nothing else. */
  static final long LIMIT_NANOS = 3_600_000_000_000L;

  /** Early frames in a row after which the watermark goes back to them. */
  static final int RUN_FRAMES = 16;

  private int run;
  private long latest;
  private long jumps;

  boolean isEarly(long time, long watermark) {
    return time < watermark - LIMIT_NANOS;
  }

  /** A frame that is not early ends the run. */
  void onTime() {
    run = 0;
  }

  /**
   * Counts an early frame.
   *
   * @return whether time has jumped back, to {@link #latest}
   */
  boolean early(long time) {
    boolean other = run > 0 && isEarly(time, latest);
    latest = run == 0 || other ? time : Math.max(latest, time);
    run = other ? 1 : run + 1;
    boolean jumped = run == RUN_FRAMES;
    if (jumped) {
      jumps++;
      run = 0;
    }
    return jumped;
  }

  /** Whether the latest frame was early. */
  boolean isRunning() {
    return run > 0;
  }

  /** Greatest time of the run. */
  long latest() {
    return latest;
  }

  /** Jumps so far. */
  long jumps() {
    return jumps;
  }

  void write(SnapshotWriter out) {
    out.writeLong(jumps);
    out.writeLong(run);
    out.writeLong(latest);
  }

  void read(SnapshotReader in) {
    jumps = in.readLong();
    run = (int) in.readLong();
    latest = in.readLong();
  }
}
