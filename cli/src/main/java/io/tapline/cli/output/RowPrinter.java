package io.tapline.cli.output;

import java.io.PrintWriter;
import java.util.List;

/** Prints rows of one kind. */
public interface RowPrinter<R> {
  void print(List<R> rows);

  /** After the last rows. */
  default void finish() {}

  /** Ends the command when nobody reads any more. */
  static void flush(PrintWriter out) {
    if (out.checkError()) {
      throw new BrokenPipeException();
    }
  }
}
