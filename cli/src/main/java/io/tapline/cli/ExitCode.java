package io.tapline.cli;

/** What scripts can rely on. */
public final class ExitCode {
  public static final int DONE = 0;

  /** The question was answered and the answer is: nothing. */
  public static final int NOTHING_FOUND = 1;

  public static final int USAGE = 2;

  /** The server said no; its reason is on the standard error stream. */
  public static final int REFUSED = 3;

  public static final int UNREACHABLE = 4;

  private ExitCode() {}

  /** Of a question that was answered with so many things. */
  public static int found(long things) {
    return things == 0 ? NOTHING_FOUND : DONE;
  }
}
