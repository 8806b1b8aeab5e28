package io.tapline.capture.transform;

/** Keeps the first of every so many frames. */
final class Sample implements Transform {
  private final long oneIn;
  private long seen;

  Sample(long oneIn) {
    this.oneIn = oneIn;
  }

  @Override
  public Outcome apply(FrameCopy frame) {
    return seen++ % oneIn == 0 ? Outcome.KEPT : Outcome.LEFT_OUT;
  }
}
