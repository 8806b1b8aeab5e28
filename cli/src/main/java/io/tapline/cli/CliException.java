package io.tapline.cli;

/** Something that ends the command with one sentence and an exit code. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  public CliException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** An argument that means nothing, in the words of what tried to read it. */
  public static CliException usage(IllegalArgumentException refused) {
    return new CliException(ExitCode.USAGE, String.valueOf(refused.getMessage()));
  }

  public int exitCode() {
    return exitCode;
  }
}
