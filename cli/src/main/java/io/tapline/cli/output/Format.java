package io.tapline.cli.output;

/** How rows are printed. */
public enum Format {
  TABLE,
  JSON,
  CSV
}
