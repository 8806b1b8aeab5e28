package io.tapline.cli.output;

import picocli.CommandLine.Option;

/** The options {@code --format} and {@code --no-color}, and the printing that obeys them. */
public final class Output extends Printing {
  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      defaultValue = "table",
      description = "How rows are printed (default ${DEFAULT-VALUE}); JSON is one object per line.")
  Format format;

  @Override
  public Format format() {
    return format;
  }
}
