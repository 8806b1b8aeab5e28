package io.tapline.cli.output;

/** The reader of our output has gone, as {@code head} does; the command ends quietly. */
public final class BrokenPipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
